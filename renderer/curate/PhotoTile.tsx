import { memo, type MouseEvent } from 'react';
import { IconCrop } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Photo, PhotoClass } from '@shared/domain';
import { PhotoImage } from '../parts/PhotoImage';
import { openPhoto, useCurate } from './curate-store';
import { startDrag } from './drag-photos';
import classes from './PhotoGrid.module.css';

interface Props {
  photo: Photo;
  label: PhotoClass | undefined;
  /** Hundreds come and go while the grid is scrolled, and each would look the language up. */
  t: TFunction;
  onPick(id: string, event: MouseEvent): void;
}

/** The id of a tile's element. */
export const tileId = (photo: string): string => `photo-${photo}`;

export const PhotoTile = memo(function PhotoTile({ photo, label, t, onPick }: Props) {
  const selected = useCurate((state) => state.selected.has(photo.id));
  const hint = useCurate(({ view, hints }) => (view.issue === 'suspect' ? hints.get(photo.id) : undefined));
  const split = photo.split === 'train' ? null : t(`curate.split.${photo.split}`);
  const suspicion = hint && t('curate.review.hint', { name: hint });
  // What is seen is said in the same words and order.
  const said = [split, label?.name ?? t('curate.unlabelled'), suspicion].filter(Boolean).join(' ');
  return (
    <div
      id={tileId(photo.id)}
      role="option"
      aria-selected={selected}
      aria-label={`${photo.name}, ${said}`}
      title={photo.name}
      className={classes.tile}
      data-testid="photo"
      draggable
      onDragStart={(event) => startDrag(event, photo.id)}
      onDoubleClick={() => openPhoto(photo.id)}
      onClick={(event) => onPick(photo.id, event)}
    >
      <PhotoImage id={photo.id} alt="" />
      {split && <span className={classes.split}>{split} </span>}
      {photo.box && <IconCrop size={15} className={classes.cropped} aria-label={t('curate.cropped')} />}
      {label && (
        <div className={classes.label}>
          <i className={classes.dot} style={{ background: label.color }} />
          <span>{label.name} </span>
        </div>
      )}
      {suspicion && <span className={classes.hint}>{suspicion}</span>}
    </div>
  );
});
