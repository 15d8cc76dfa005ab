import { memo } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { kindOf } from '@shared/curves';
import type { ScoredPhoto } from '@shared/domain';
import { PhotoImage } from '../parts/PhotoImage';
import classes from './TuneRoom.module.css';

interface Props {
  title: string;
  photos: readonly ScoredPhoto[];
  /** How many there are, shown or not. */
  count: number;
  /** What is written on a photo; its likeness unless given. */
  badge?: (photo: ScoredPhoto) => string;
}

/** Scored photos with what they show and what they are most like. */
export function PhotoStrip({ title, photos, count, badge = scoreOf }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Text fw={600} mb={8}>
        {title}
      </Text>
      <div className={classes.strip}>
        {photos.map((photo) => (
          <StripPhoto key={photo.photoId} photo={photo} badge={badge(photo)} />
        ))}
      </div>
      {count > photos.length && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('tune.more', { count: count - photos.length })}
        </Text>
      )}
    </section>
  );
}

const scoreOf = ({ score }: ScoredPhoto) => score.toFixed(3);

/** A photo stays as it is while the slider moves past others. */
const StripPhoto = memo(function StripPhoto({ photo, badge }: { photo: ScoredPhoto; badge: string }) {
  const { t } = useTranslation();
  const score = scoreOf(photo);
  const kind = kindOf(photo);
  const text = t(`tune.photo.${kind}`, { truth: photo.truth ?? '', nearest: photo.nearest, score });
  return (
    <figure className={classes.photo} title={text} data-kind={kind} data-testid="strip-photo">
      <PhotoImage id={photo.photoId} alt={text} className={classes.picture} />
      <figcaption className={classes.badge}>{badge}</figcaption>
    </figure>
  );
});
