import { memo } from 'react';
import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScoredPhoto } from '@shared/domain';
import { PhotoImage } from '../parts/PhotoImage';
import { changes } from './counts';
import classes from './TuneRoom.module.css';

interface Props {
  photos: readonly ScoredPhoto[];
  saved: number;
  threshold: number;
}

/** The photos that would be answered otherwise than with the saved threshold. */
export function ChangeStrips({ photos, saved, threshold }: Props) {
  const { t } = useTranslation();
  const { accepted, rejected } = changes(photos, saved, threshold);
  return (
    <Paper withBorder radius="lg" p="lg" className={classes.changes} data-testid="threshold-changes">
      {accepted.length > 0 && (
        <Strip title={t('tune.nowAccepted', { count: accepted.length })} photos={accepted} />
      )}
      {rejected.length > 0 && (
        <Strip title={t('tune.nowRejected', { count: rejected.length })} photos={rejected} />
      )}
      {!accepted.length && !rejected.length && <Text c="dimmed">{t('tune.noChange')}</Text>}
    </Paper>
  );
}

const shown = 60;

function Strip({ title, photos }: { title: string; photos: ScoredPhoto[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Text fw={600} mb={8}>
        {title}
      </Text>
      <div className={classes.strip}>
        {photos.slice(0, shown).map((photo) => (
          <ChangedPhoto key={photo.photoId} photo={photo} />
        ))}
      </div>
      {photos.length > shown && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('tune.more', { count: photos.length - shown })}
        </Text>
      )}
    </section>
  );
}

/** A photo stays as it is while the slider moves past others. */
const ChangedPhoto = memo(function ChangedPhoto({ photo }: { photo: ScoredPhoto }) {
  const { photoId, truth, nearest, score } = photo;
  const { t } = useTranslation();
  const numbers = { name: truth ?? nearest, score: score.toFixed(3) };
  const text = truth === null ? t('tune.stranger', numbers) : t('tune.truth', numbers);
  return (
    <figure className={classes.changed} title={text} data-stranger={truth === null || undefined}>
      <PhotoImage id={photoId} alt={text} className={classes.changedPhoto} />
      <figcaption className={classes.badge}>{numbers.score}</figcaption>
    </figure>
  );
});
