import { useEffect, useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Recipe } from '@shared/recipe';
import type { RateCurve } from '@shared/training';
import { Dialog } from '../../parts/Dialog';
import { attempt } from '../../app/errors';
import { JobLine } from '../../app/JobBar';
import { call } from '../../engine/connection';
import { cancelJob, runJob, useJobs } from '../../engine/jobs';
import { useCurate } from '../../curate/curate-store';
import { namesToTrain } from '../names-to-train';
import { startOf, useTrain } from '../train-store';
import { RateChart } from './RateChart';

interface Props {
  recipe: Recipe;
  /** Index of the stage. */
  stage: number;
  onUse(rate: number): void;
  onClose(): void;
}

/** Looks for a stage's learning rate, and shows how the loss took the rates; closing it stops the search. */
export function RateDialog({ recipe, stage, onUse, onClose }: Props) {
  const { t } = useTranslation();
  const job = useJobs((state) => state.jobs.find(({ kind }) => kind === 'rate'));
  const curve = useRateCurve(recipe, stage, onClose);
  const rate = curve?.suggested ?? null;
  return (
    <Dialog
      onClose={onClose}
      centered
      size="lg"
      title={t('train.rate.title', { from: recipe.stages[stage].from })}
    >
      <Stack gap="md" data-testid="rate-dialog">
        <Text size="sm" c="dimmed">
          {t('train.rate.text')}
        </Text>
        {job && <JobLine job={job} />}
        {curve && <RateChart curve={curve} />}
        {curve && (
          <Text size="sm" fw={600} data-testid="rate-found">
            {rate === null ? t('train.rate.none') : t('train.rate.found', { rate: shownRate(rate) })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('train.rate.close')}
          </Button>
          {rate !== null && (
            <Button
              onClick={() => {
                onUse(Number(rate.toPrecision(2)));
                onClose();
              }}
              data-testid="rate-use"
            >
              {t('train.rate.use', { rate: shownRate(rate) })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

const shownRate = (rate: number) => rate.toExponential(1);

/** What the test found; `null` while it is under way. `onFail` is called where it fails or is cancelled. */
function useRateCurve(recipe: Recipe, stage: number, onFail: () => void): RateCurve | null {
  const [curve, setCurve] = useState<RateCurve | null>(null);
  useEffect(() => {
    let id = '';
    let shown = true;
    const find = () =>
      runJob('rate', (job) => call('train.findRate', { ...asked(recipe, stage), job: (id = job) }));
    void attempt(find).then((found) => shown && (found ? setCurve(found) : onFail()));
    return () => {
      shown = false;
      cancelJob(id);
    };
    // One test a dialog, whatever is drawn anew.
  }, []);
  return curve;
}

/** The test is of what the next run would train, from where it would begin. */
function asked(recipe: Recipe, stage: number) {
  const { engine, without } = useTrain.getState();
  const classes = namesToTrain(useCurate.getState().classes, without);
  return { recipe, stage, classes, engine, from: startOf(useTrain.getState()) ?? undefined };
}
