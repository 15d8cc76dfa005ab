import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Operation, ScoreTable } from '@shared/curves';
import { wilsonInterval } from '@shared/intervals';
import { percent } from './percent';
import type { Kind } from './tuning';
import classes from './TuneRoom.module.css';

interface Props {
  table: ScoreTable;
  operation: Operation;
}

/** What the threshold does to products and to strangers, in numbers. */
export function Outcome({ table, operation: { accepted } }: Props) {
  const { t } = useTranslation();
  const products = table.right.length + table.confused.length;
  const strangers = table.stranger.length;
  const refused = products - accepted.right - accepted.confused;
  const rejected = strangers - accepted.stranger;
  return (
    <div className={classes.outcome}>
      <Card
        kind="right"
        id="threshold-accepted"
        part={accepted.right}
        whole={products}
        text={t('tune.accepted', { accepted: accepted.right, total: products })}
        note={t('tune.refused', { count: refused })}
      />
      <Card
        kind="confused"
        id="threshold-confused"
        part={accepted.confused}
        whole={products}
        text={t('tune.confused', { count: accepted.confused })}
        note={t('tune.confusedMeaning')}
      />
      <Card
        kind="stranger"
        id="threshold-rejected"
        part={rejected}
        whole={strangers}
        text={strangers ? t('tune.rejected', { rejected, total: strangers }) : t('tune.noStrangers')}
        note={t(strangers ? 'tune.strangersMeaning' : 'tune.noStrangersHint')}
      />
    </div>
  );
}

interface CardProps {
  kind: Kind;
  id: string;
  part: number;
  whole: number;
  text: string;
  note: string;
}

/** Percentage points between the ends of an interval from which on the sample is called small. */
const small = 0.03;

const round = (share: number) => `${Math.round(share * 100)}%`;

function Card({ kind, id, part, whole, text, note }: CardProps) {
  const { t } = useTranslation();
  const interval = wilsonInterval(part, whole);
  return (
    <Paper withBorder radius="lg" p="lg" className={classes.card} data-testid={id}>
      <Text className={classes.percent} data-kind={kind}>
        {percent(whole ? part / whole : null)}
      </Text>
      <Text>{text}</Text>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
      {whole > 0 && interval.high - interval.low > small && (
        <Text size="sm" c="dimmed" data-testid={`${id}-interval`}>
          {t('tune.small', { low: round(interval.low), high: round(interval.high) })}
        </Text>
      )}
    </Paper>
  );
}
