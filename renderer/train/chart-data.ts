import type { ChartStep, EpochMetrics } from '@shared/training';
import { call } from '../engine/connection';

/** What the charts draw of a run. */
export interface ChartData {
  steps: Omit<ChartStep, 'stage'>[];
  epochs: EpochMetrics[];
  /** Steps at which a stage began. */
  stages: { step: number; from: string }[];
}

export const emptyChart: ChartData = { steps: [], epochs: [], stages: [] };

export async function chartOf(runId: string): Promise<ChartData> {
  const { epochs, steps, summary } = await call('runs.history', { runId });
  const firsts = steps.filter((step, i) => i === 0 || steps[i - 1].stage !== step.stage);
  const stages = firsts.map(({ step, stage }) => ({
    step: step - 1,
    from: summary.recipe.stages[stage].from,
  }));
  return { steps, epochs, stages };
}
