import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { RunSummary } from '@shared/training';
import type { Context } from '../context';
import { chartSvg } from '../training/report/chart-svg';
import { exportRun } from '../training/report/export-run';
import { RunStore } from '../training/run-store';
import type { Trainings } from '../training/trainings';

type RunCalls =
  | 'runs.list'
  | 'runs.history'
  | 'runs.chart'
  | 'runs.export'
  | 'runs.describe'
  | 'runs.remove'
  | 'runs.restore';

export function runHandlers({ project }: Context, trainings: Trainings): Pick<Handlers, RunCalls> {
  const store = () => new RunStore(project().paths.runs);
  const asItIs = (run: RunSummary) => ({ ...run, status: trainings.statusOf(run.id, run.status) });
  return {
    'runs.list': async () => (await store().list()).map(asItIs),
    async 'runs.history'({ runId }) {
      const history = await store().history(runId);
      return { ...history, summary: asItIs(history.summary) };
    },
    async 'runs.chart'({ runId }) {
      return { svg: chartSvg(await store().history(runId)) };
    },
    async 'runs.export'({ runId, folder, png }) {
      return { files: await exportRun(await store().history(runId), folder, png) };
    },
    async 'runs.describe'({ runId, ...notes }) {
      await store().describe(runId, notes);
      return {};
    },
    async 'runs.remove'({ runId }) {
      if (runId === trainings.runningId)
        throw new StudioError('training-busy', 'This run is under way. Cancel it first.');
      if (runId === (await project().settings.get('modelRunId')))
        throw new StudioError('run-in-use', 'The weights of this run are in use.');
      await store().takeOut(runId);
      return {};
    },
    async 'runs.restore'({ runId }) {
      await store().putBack(runId);
      return {};
    },
  };
}
