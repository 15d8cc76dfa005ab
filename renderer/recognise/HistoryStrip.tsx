import { Button, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhotoImage } from '../parts/PhotoImage';
import { answerId } from './AnswerCard';
import { type Answer, clearAnswers, useRecognise } from './recognise-store';
import classes from './RecogniseRoom.module.css';

/** The answers of this session, newest first. */
export function HistoryStrip() {
  const { t } = useTranslation();
  const answers = useRecognise((state) => state.answers);
  if (answers.length < 2) return null;
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
          <HistoryItem key={answer.key} answer={answer} />
        ))}
      </div>
    </section>
  );
}

function HistoryItem({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={classes.item}
      aria-label={t('recognise.show', { name: answer.name })}
      onClick={() => document.getElementById(answerId(answer))?.scrollIntoView({ behavior: 'smooth' })}
    >
      <PhotoImage id={answer.photoId} alt="" className={classes.itemPhoto} />
      <Text size="xs" truncate data-known={answer.product ? true : undefined} className={classes.itemName}>
        {answer.product?.name ?? t('recognise.stranger')}
      </Text>
    </UnstyledButton>
  );
}
