import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Counts } from './counts';
import classes from './TuneRoom.module.css';

/** What the threshold does to products and to strangers, in numbers. */
export function Outcome({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  const { products, accepted, wrong, strangers, rejected } = counts;
  return (
    <div className={classes.outcome}>
      <Paper withBorder radius="lg" p="lg" className={classes.card} data-testid="threshold-accepted">
        <Text className={classes.percent} data-kind="products">
          {percent(accepted, products)}
        </Text>
        <Text>{t('tune.accepted', { accepted, total: products })}</Text>
        <Text size="sm" c="dimmed">
          {t('tune.wrong', { count: wrong })}
        </Text>
      </Paper>
      <Paper withBorder radius="lg" p="lg" className={classes.card} data-testid="threshold-rejected">
        <Text className={classes.percent} data-kind="strangers">
          {percent(rejected, strangers)}
        </Text>
        <Text>{strangers ? t('tune.rejected', { rejected, total: strangers }) : t('tune.noStrangers')}</Text>
        <Text size="sm" c="dimmed">
          {t(strangers ? 'tune.strangersMeaning' : 'tune.noStrangersHint')}
        </Text>
      </Paper>
    </div>
  );
}

const percent = (part: number, whole: number) => (whole ? `${((part / whole) * 100).toFixed(1)}%` : '–');
