import { type CSSProperties, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '@shared/box';
import type { Photo } from '@shared/domain';
import { PhotoImage } from '../../parts/PhotoImage';
import { placeOf } from '../../parts/place-of';
import { corners, dragged, type Grip, type Point } from './drag';
import classes from './PhotoView.module.css';

interface Props {
  photo: Photo;
  box: Box | null;
  /** A box that is only suggested, drawn dashed. */
  suggested: Box | null;
  onBox(box: Box | null): void;
}

interface Drag {
  grip: Grip;
  from: Point;
  start: Box | null;
}

/** A photo whose crop box is drawn, moved and sized with the pointer. */
export function BoxEditor({ photo, box, suggested, onBox }: Props) {
  const { t } = useTranslation();
  const stage = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [draft, setDraft] = useState<Box | null>(null);
  const shown = drag ? draft : box;
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = stage.current!.getBoundingClientRect();
    return { x: ((clientX - left) / width) * photo.width, y: ((clientY - top) / height) * photo.height };
  };
  const begin = (grip: Grip) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    stage.current!.setPointerCapture(event.pointerId);
    setDrag({ grip, from: pointOf(event), start: box });
    setDraft(box);
  };
  const end = () => {
    if (!drag) return;
    setDrag(null);
    // A click that drew nothing leaves the box as it is.
    if (draft) onBox(draft);
  };
  const sizes = { '--ratio': photo.width / photo.height } as CSSProperties;
  return (
    <div className={classes.frame}>
      <div
        ref={stage}
        className={classes.stage}
        style={{ ...sizes, aspectRatio: `${photo.width} / ${photo.height}` }}
        onPointerDown={begin('new')}
        onPointerMove={(event) =>
          drag && setDraft(dragged(drag.start, drag.grip, drag.from, pointOf(event), photo))
        }
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
        data-testid="box-stage"
      >
        <PhotoImage key={photo.id} id={photo.id} alt={photo.name} width={1024} className={classes.image} />
        {suggested && !drag && (
          <div className={classes.suggested} style={placeOf(suggested, photo)} data-testid="box-suggested" />
        )}
        {shown && (
          <div
            className={classes.box}
            style={placeOf(shown, photo)}
            onPointerDown={begin('move')}
            title={t('curate.photo.box')}
            data-testid="box"
            data-box={[shown.left, shown.top, shown.width, shown.height].join(' ')}
          >
            {corners.map((corner) => (
              <i key={corner} className={classes.grip} data-grip={corner} onPointerDown={begin(corner)} />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
