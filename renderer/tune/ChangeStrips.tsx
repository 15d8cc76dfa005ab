import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhotoStrip } from './PhotoStrip';
import { changes, type Change, type Tuning } from './tuning';
import classes from './TuneRoom.module.css';

interface Props {
  tuning: Tuning;
  saved: number;
  threshold: number;
}

const shown = 60;

/** The photos that would be answered otherwise than with the saved threshold. */
export function ChangeStrips({ tuning, saved, threshold }: Props) {
  const { t } = useTranslation();
  const { accepted, rejected } = changes(tuning, saved, threshold, shown);
  const strip = (change: Change, title: string) =>
    change.count > 0 && <PhotoStrip title={title} photos={change.photos} count={change.count} />;
  return (
    <div className={classes.changes} data-testid="threshold-changes">
      {strip(accepted, t('tune.nowAccepted', { count: accepted.count }))}
      {strip(rejected, t('tune.nowRejected', { count: rejected.count }))}
      {!accepted.count && !rejected.count && <Text c="dimmed">{t('tune.noChange')}</Text>}
    </div>
  );
}
