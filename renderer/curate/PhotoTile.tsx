import { memo, type MouseEvent } from 'react';
import { IconCrop } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Photo, PhotoClass } from '@shared/domain';
import { PhotoImage } from '../parts/PhotoImage';
import { useCurate } from './curate-store';
import { startDrag } from './drag-photos';
import classes from './PhotoGrid.module.css';

interface Props {
  photo: Photo;
  label: PhotoClass | undefined;
  /** Hundreds come and go while the grid is scrolled, and each would look the language up. */
  t: TFunction;
  onPick(id: string, event: MouseEvent): void;
}

export const PhotoTile = memo(function PhotoTile({ photo, label, t, onPick }: Props) {
  const selected = useCurate((state) => state.selected.has(photo.id));
  const hint = useCurate(({ view, hints }) => (view.issue === 'suspect' ? hints.get(photo.id) : undefined));
  return (
    <div
      role="option"
      aria-selected={selected}
      aria-label={`${photo.name}, ${label?.name ?? t('curate.unlabelled')}`}
      title={photo.name}
      className={classes.tile}
      data-testid="photo"
      draggable
      onDragStart={(event) => startDrag(event, photo.id)}
      onDoubleClick={() => useCurate.setState({ open: photo.id })}
      onClick={(event) => onPick(photo.id, event)}
    >
      <PhotoImage id={photo.id} alt="" />
      {photo.split !== 'train' && <span className={classes.split}>{t(`curate.split.${photo.split}`)}</span>}
      {photo.box && <IconCrop size={15} className={classes.cropped} aria-label={t('curate.cropped')} />}
      {label && (
        <div className={classes.label}>
          <i className={classes.dot} style={{ background: label.color }} />
          <span>{label.name}</span>
        </div>
      )}
      {hint && <span className={classes.hint}>{t('curate.review.hint', { name: hint })}</span>}
    </div>
  );
});
