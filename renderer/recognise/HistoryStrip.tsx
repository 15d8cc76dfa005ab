import { Button, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhotoImage } from '../parts/PhotoImage';
import { type Answer, clearAnswers, showAnswer, useRecognise } from './recognise-store';
import classes from './RecogniseRoom.module.css';

/** The answers of this session, newest first. */
export function HistoryStrip() {
  const { t } = useTranslation();
  const answers = useRecognise((state) => state.answers);
  const shown = useRecognise((state) => state.shown);
  if (!answers.length) return null;
  return (
    <section className={classes.history} aria-label={t('recognise.history')}>
      <div className={classes.historyHead}>
        <Text size="sm" fw={600}>
          {t('recognise.history')}
        </Text>
        <Text size="xs" c="dimmed">
          {answers.length}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={clearAnswers}
          data-testid="recognise-clear"
        >
          {t('recognise.clear')}
        </Button>
      </div>
      <div className={classes.strip} data-testid="recognise-history">
        {answers.map((answer) => (
          <HistoryItem key={answer.key} answer={answer} active={answer.key === shown} />
        ))}
      </div>
    </section>
  );
}

function HistoryItem({ answer, active }: { answer: Answer; active: boolean }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={classes.item}
      aria-label={t('recognise.show', { name: answer.name })}
      aria-pressed={active}
      onClick={() => showAnswer(answer.key)}
    >
      <PhotoImage id={answer.photoId} alt="" className={classes.itemPhoto} />
      <Text size="xs" truncate data-known={answer.product ? true : undefined} className={classes.itemName}>
        {answer.product?.name ?? t('recognise.stranger')}
      </Text>
    </UnstyledButton>
  );
}
