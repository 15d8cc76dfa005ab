import { create } from 'zustand';
import type { RunSummary, StageMetrics, StepMetrics } from '@shared/training';
import { presets, type Recipe } from '@shared/recipe';
import { attempt, report } from '../app/errors';
import { onProjectOpened, refreshProject } from '../app/project-store';
import { call, on } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { type ChartData, chartOf, emptyChart } from './chart-data';

export type PresetName = keyof typeof presets;
export type EngineChoice = 'auto' | 'tensorflow' | 'onnx';

interface TrainStore {
  /** What the next run is trained by. */
  recipe: Recipe;
  engine: EngineChoice;
  /** The run whose weights the next one begins with; `null` for the backbone. */
  startFrom: string | null;
  /** Class names to leave out. */
  without: string[];
  runs: RunSummary[];
  /** The run whose chart is shown. */
  shownId: string | null;
  /** The run that is under way. */
  activeId: string | null;
  starting: boolean;
  /** The run that is under way is held. */
  paused: boolean;
  /** The user wants it to stop; it still saves its best weights. */
  stopping: boolean;
  stage: StageMetrics | null;
  last: StepMetrics | null;
  chart: ChartData;
}

/** No run is under way. */
const idle = { activeId: null, paused: false, stopping: false, stage: null, last: null };
const fresh = {
  runs: [],
  startFrom: null,
  ...idle,
  shownId: null,
  starting: false,
  chart: emptyChart,
};

export const useTrain = create<TrainStore>()(() => ({
  recipe: presets.quick,
  engine: 'auto',
  without: [],
  ...fresh,
}));

/** The run whose weights the next one begins with; `null` where it has been taken out meanwhile too. */
export const startOf = ({ runs, startFrom }: TrainStore): string | null =>
  runs.some(({ id }) => id === startFrom) ? startFrom : null;

export function startTraining(classes: string[]): Promise<void> {
  const { recipe, engine } = useTrain.getState();
  const from = startOf(useTrain.getState()) ?? undefined;
  // What takes time before a run is a look over the photos.
  return launch(() => runJob('survey', (job) => call('train.start', { recipe, engine, classes, from, job })));
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
    useTrain.setState({ activeId: runId, shownId: runId, paused: false, chart, stage: null, last: null });
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

/** Which call of `showRun` is still awaited: the last, until another run is shown by other means. */
let awaited: symbol | null = null;
useTrain.subscribe(({ shownId }, before) => {
  if (shownId !== before.shownId) awaited = null;
});

export async function showRun(id: string): Promise<void> {
  const mine = (awaited = Symbol(id));
  const chart = await attempt(() => chartOf(id));
  if (chart && awaited === mine) useTrain.setState({ shownId: id, chart });
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
  if (isShown(last.runId)) addToChart(({ steps }) => ({ steps: [...steps, last] }));
});
on('train.paused', ({ paused }) => useTrain.setState({ paused }));
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

/** A page that was loaded again takes up the run that has gone on meanwhile. */
async function showWhatIsThere(runs: readonly RunSummary[]): Promise<void> {
  const active = runs.find(({ status }) => status === 'running' || status === 'paused');
  if (active) useTrain.setState({ activeId: active.id, paused: active.status === 'paused' });
  const shown = active ?? runs[0];
  if (shown) await showRun(shown.id);
}

onProjectOpened(async (_project, again) => {
  // After an engine restart the chart stays; the run itself is now interrupted and can be continued.
  useTrain.setState(again ? idle : { ...fresh, without: [] });
  await loadRuns();
  if (!again) await showWhatIsThere(useTrain.getState().runs);
});
