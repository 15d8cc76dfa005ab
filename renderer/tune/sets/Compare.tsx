import { useMemo, useState } from 'react';
import { Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { compareResults, type Pair } from '@shared/compare-results';
import type { EvaluationResult } from '@shared/domain';
import { PhotoStrip } from '../PhotoStrip';
import { useModelName } from './useModelName';

const shown = 60;

/** What became better and worse from one model to another; at first from the last but one to the last. */
export function Compare({ results }: { results: readonly EvaluationResult[] }) {
  const { t } = useTranslation();
  const modelName = useModelName();
  const [[before, after], setChosen] = useState<[number, number]>([1, 0]);
  const comparison = useMemo(() => compareResults(results[before], results[after]), [results, before, after]);
  const models = results.map((result, i) => ({ value: String(i), label: modelName(result) }));
  const { better, worse, bothRight, bothWrong, apart } = comparison;
  const select = (label: string, value: number, choose: (i: number) => void) => (
    <Select
      label={label}
      data={models}
      value={String(value)}
      onChange={(chosen) => chosen && choose(Number(chosen))}
      allowDeselect={false}
      w={280}
    />
  );
  return (
    <>
      <Group mb="sm">
        {select(t('tune.sets.before'), before, (i) => setChosen([i, after]))}
        {select(t('tune.sets.after'), after, (i) => setChosen([before, i]))}
      </Group>
      <Text mb="md" data-testid="set-comparison">
        {t('tune.sets.same', { right: bothRight, wrong: bothWrong })}
        {apart > 0 && ` ${t('tune.sets.apart', { count: apart })}`}
      </Text>
      <Pairs title={t('tune.sets.better', { count: better.length })} pairs={better} />
      <Pairs title={t('tune.sets.worse', { count: worse.length })} pairs={worse} />
    </>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly Pair[] }) {
  const earlier = new Map(pairs.map(({ before }) => [before.photoId, before.score]));
  if (!pairs.length)
    return (
      <Text fw={600} mb="sm">
        {title}
      </Text>
    );
  return (
    <PhotoStrip
      title={title}
      photos={pairs.slice(0, shown).map(({ after }) => after)}
      count={pairs.length}
      badge={({ photoId, score }) => `${(earlier.get(photoId) ?? 0).toFixed(2)} → ${score.toFixed(2)}`}
    />
  );
}
