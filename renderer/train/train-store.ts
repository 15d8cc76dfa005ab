import { create } from 'zustand';
import type { EpochMetrics, RunSummary, StageMetrics, StepMetrics } from '@shared/training';
import { presets } from '@shared/recipe';
import { attempt, report } from '../app/errors';
import { onProjectOpened, refreshProject } from '../app/project-store';
import { call, on } from '../engine/connection';
import { runJob } from '../engine/jobs';

export type PresetName = keyof typeof presets;
export type EngineChoice = 'auto' | 'tensorflow' | 'onnx';

/** What the chart draws of a run. */
export interface ChartData {
  steps: { step: number; loss: number; accuracy: number }[];
  epochs: EpochMetrics[];
  /** Steps at which a stage began. */
  stages: { step: number; from: string }[];
}

interface TrainStore {
  recipe: PresetName;
  engine: EngineChoice;
  /** Class names to leave out. */
  without: string[];
  runs: RunSummary[];
  /** The run whose chart is shown. */
  shownId: string | null;
  /** The run that is under way. */
  activeId: string | null;
  starting: boolean;
  /** The user wants it to stop; it still saves its best weights. */
  stopping: boolean;
  stage: StageMetrics | null;
  last: StepMetrics | null;
  chart: ChartData;
}

const emptyChart: ChartData = { steps: [], epochs: [], stages: [] };
/** No run is under way. */
const idle = { activeId: null, stopping: false, stage: null, last: null };
const fresh = {
  runs: [],
  ...idle,
  shownId: null,
  starting: false,
  chart: emptyChart,
};

export const useTrain = create<TrainStore>()(() => ({
  recipe: 'quick',
  engine: 'auto',
  without: [],
  ...fresh,
}));

export function startTraining(classes: string[]): Promise<void> {
  const { recipe, engine } = useTrain.getState();
  return launch(() => call('train.start', { recipe: presets[recipe], engine, classes }));
}

/** Goes on with a run that was cut off. */
export function continueRun(run: RunSummary): Promise<void> {
  return launch(() => call('train.start', { recipe: run.recipe, resume: run.id }), run.id);
}

async function launch(start: () => Promise<{ runId: string }>, continued?: string): Promise<void> {
  useTrain.setState({ starting: true });
  try {
    const chart = continued ? await chartOf(continued) : emptyChart;
    const { runId } = await start();
    useTrain.setState({ activeId: runId, shownId: runId, chart, stage: null, last: null });
    await loadRuns();
  } catch (error) {
    report(error);
  } finally {
    useTrain.setState({ starting: false });
  }
}

export async function cancelTraining(): Promise<void> {
  const { activeId } = useTrain.getState();
  if (!activeId) return;
  useTrain.setState({ stopping: true });
  const asked = await attempt(() => call('train.cancel', { runId: activeId }));
  if (!asked) useTrain.setState({ stopping: false });
}

export async function loadRuns(): Promise<void> {
  const runs = await call('runs.list', {}).catch(() => null);
  if (runs) useTrain.setState({ runs });
}

export async function showRun(id: string): Promise<void> {
  const chart = await attempt(() => chartOf(id));
  if (chart) useTrain.setState({ shownId: id, chart });
}

export async function useModelOf(runId: string | null): Promise<void> {
  await attempt(() => runJob('model', (job) => call('model.use', { runId, job })));
  await refreshProject();
}

async function chartOf(runId: string): Promise<ChartData> {
  const { epochs, steps, summary } = await call('runs.history', { runId });
  const firsts = steps.filter((step, i) => i === 0 || steps[i - 1].stage !== step.stage);
  const stages = firsts.map(({ step, stage }) => ({
    step: step - 1,
    from: summary.recipe.stages[stage].from,
  }));
  return { steps, epochs, stages };
}

const isShown = (runId: string) => useTrain.getState().shownId === runId;
const addToChart = (changes: (chart: ChartData) => Partial<ChartData>) =>
  useTrain.setState(({ chart }) => ({ chart: { ...chart, ...changes(chart) } }));

on('train.stage', (stage) => {
  useTrain.setState({ stage });
  const begins = stage.phase === 'training' && stage.done === 0;
  if (begins && isShown(stage.runId))
    addToChart(({ stages }) => ({ stages: [...stages, { step: stage.step, from: stage.from }] }));
});
on('train.step', (last) => {
  useTrain.setState({ last });
  const { step, loss, accuracy, runId } = last;
  if (isShown(runId)) addToChart(({ steps }) => ({ steps: [...steps, { step, loss, accuracy }] }));
});
on('train.epoch', (epoch) => {
  if (isShown(epoch.runId)) addToChart(({ epochs }) => ({ epochs: [...epochs, epoch] }));
});
on('train.end', (summary) => {
  // The list says so at once, not only when it has been read again.
  useTrain.setState(({ runs }) => ({
    ...idle,
    runs: runs.map((run) => (run.id === summary.id ? { ...run, ...summary } : run)),
  }));
  void loadRuns();
  void refreshProject();
  if (isShown(summary.id)) void showRun(summary.id);
});

onProjectOpened(async (_project, again) => {
  // After an engine restart the chart stays; the run itself is now interrupted and can be continued.
  useTrain.setState(again ? idle : { ...fresh, without: [] });
  await loadRuns();
  const [newest] = useTrain.getState().runs;
  if (newest && !again) await showRun(newest.id);
});
