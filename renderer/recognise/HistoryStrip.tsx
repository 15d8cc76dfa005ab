import { useMemo } from 'react';
import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhotoImage } from '../parts/PhotoImage';
import { filterAnswers, productsIn } from './history';
import { HistoryTools } from './HistoryTools';
import { type Answer, answerId, useRecognise } from './recognise-store';
import classes from './RecogniseRoom.module.css';

/** The answers of this session, newest first. */
export function HistoryStrip() {
  const { t } = useTranslation();
  const { answers, filter } = useRecognise();
  const shown = useMemo(() => filterAnswers(answers, filter), [answers, filter]);
  if (answers.length < 2) return null;
  return (
    <section className={classes.history} aria-label={t('recognise.history')}>
      <HistoryTools shown={shown.length} />
      <div className={classes.strip} data-testid="recognise-history">
        {shown.map((answer) => (
          <HistoryItem key={answer.key} answer={answer} />
        ))}
      </div>
    </section>
  );
}

function HistoryItem({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const products = productsIn(answer);
  const shown = products.join(', ') || t('recognise.stranger');
  return (
    <UnstyledButton
      className={classes.item}
      aria-label={t('recognise.show.answer', { products: shown, name: answer.name })}
      onClick={() => showAnswer(answer)}
    >
      <PhotoImage id={answer.photoId} alt="" className={classes.itemPhoto} />
      <Text size="xs" truncate data-known={products.length ? true : undefined} className={classes.itemName}>
        {shown}
      </Text>
    </UnstyledButton>
  );
}

/** The cards are drawn anew where the camera was shown instead of them. */
function showAnswer(answer: Answer): void {
  useRecognise.setState({ shown: 'photos' });
  requestAnimationFrame(() =>
    document.getElementById(answerId(answer))?.scrollIntoView({ behavior: 'smooth' }),
  );
}
