import { Paper, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Candidate, ImageAnswer } from '@shared/domain';
import { PhotoImage } from '../parts/PhotoImage';
import { ItemsCard } from './ItemsCard';
import { type Answer, answerId } from './recognise-store';
import { ScoreBar } from './ScoreBar';
import { Teach } from './Teach';
import classes from './RecogniseRoom.module.css';

/** What a photo was taken for, and the registered photos that speak for it; or each of the products in it. */
export function AnswerCard({ answer }: { answer: Answer }) {
  const { found } = answer;
  return found?.items.length ? <ItemsCard answer={answer} found={found} /> : <WholeCard answer={answer} />;
}

function WholeCard({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const [best, second] = answer.candidates;
  return (
    <Paper
      component="article"
      withBorder
      radius="lg"
      className={classes.answer}
      id={answerId(answer)}
      data-testid="recognise-answer"
      data-product={answer.product?.name ?? ''}
    >
      <PhotoImage
        id={answer.photoId}
        width={1024}
        alt={t('recognise.photo', { name: answer.name })}
        className={classes.big}
      />
      <div className={classes.verdict}>
        <Verdict answer={answer} />
        {answer.found && (
          <Text size="sm" c="dimmed">
            {t('recognise.items.none')}
          </Text>
        )}
        <ScoreBar score={answer.score} threshold={answer.threshold} />
        {second && best && <RunnerUp best={best} second={second} />}
        <Nearest candidates={answer.candidates} />
        <Teach
          candidates={answer.candidates}
          product={answer.product?.id ?? null}
          photo={async () => answer.photoId}
        />
        <Text size="xs" c="dimmed" className={classes.footnote} data-selectable>
          {answer.name} · {t('recognise.ms', { ms: Math.round(answer.milliseconds) })}
        </Text>
      </div>
    </Paper>
  );
}

export function Verdict({ answer }: { answer: ImageAnswer }) {
  const { t } = useTranslation();
  const known = answer.product !== null;
  const Mark = known ? IconCircleCheck : IconCircleDashed;
  return (
    <div className={classes.name} data-known={known || undefined}>
      <Mark size={34} stroke={1.8} aria-hidden />
      <Title order={2} data-selectable>
        {answer.product?.name ?? t('recognise.stranger')}
      </Title>
    </div>
  );
}

export function RunnerUp({ best, second }: { best: Candidate; second: Candidate }) {
  const { t } = useTranslation();
  return (
    <div className={classes.runnerUp}>
      <Text size="sm" c="dimmed">
        {t('recognise.second')}
      </Text>
      <Text size="sm" fw={600} data-selectable>
        {second.name}
      </Text>
      <Text size="sm" c="dimmed">
        {second.score.toFixed(3)} ·{' '}
        {t('recognise.margin', { margin: (best.score - second.score).toFixed(3) })}
      </Text>
    </div>
  );
}

export function Nearest({ candidates }: { candidates: Candidate[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {t('recognise.nearest')}
      </Text>
      <ol className={classes.nearest}>
        {candidates.map(({ productId, photoId, name, score }) => (
          <li key={productId}>
            <PhotoImage id={photoId} alt={t('recognise.reference', { name })} className={classes.reference} />
            <Text size="xs" fw={500} truncate title={name}>
              {name}
            </Text>
            <Text size="xs" c="dimmed">
              {score.toFixed(3)}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  );
}
