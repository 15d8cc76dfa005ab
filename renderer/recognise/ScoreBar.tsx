import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './RecogniseRoom.module.css';

/** How alike the nearest product is, and how alike it has to be. Likeness is a cosine; under 0 is none. */
export function ScoreBar({ score, threshold }: { score: number; threshold: number }) {
  const { t } = useTranslation();
  const percent = (value: number) => `${Math.min(1, Math.max(0, value)) * 100}%`;
  // Where three digits would not tell them apart.
  const digits = score.toFixed(3) === threshold.toFixed(3) ? 4 : 3;
  const numbers = { score: score.toFixed(digits), threshold: threshold.toFixed(digits) };
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm">
          {t('recognise.score')}{' '}
          <Text span fw={650} data-testid="recognise-score">
            {numbers.score}
          </Text>
        </Text>
        <Text size="sm" c="dimmed">
          {t('recognise.needed', { threshold: numbers.threshold })}
        </Text>
      </Group>
      <div
        className={classes.bar}
        role="meter"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={score}
        aria-label={t('recognise.scoreOf', numbers)}
      >
        <div
          className={classes.barFill}
          data-enough={score >= threshold || undefined}
          style={{ width: percent(score) }}
        />
        <div className={classes.barMark} style={{ left: percent(threshold) }} />
      </div>
    </div>
  );
}
