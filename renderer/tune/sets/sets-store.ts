import { create } from 'zustand';
import type { EvaluationResult, EvaluationSet } from '@shared/domain';
import { attempt } from '../../app/errors';
import { onProjectOpened, useProject } from '../../app/project-store';
import { perform } from '../../app/undo';
import { call, on } from '../../engine/connection';
import { runJob } from '../../engine/jobs';

interface SetsStore {
  sets: readonly EvaluationSet[];
  chosenId: number | null;
  /** Of the chosen set, newest first. */
  results: readonly EvaluationResult[];
  running: boolean;
}

const start: SetsStore = { sets: [], chosenId: null, results: [], running: false };

export const useSets = create<SetsStore>()(() => start);

onProjectOpened((_project, again) => {
  if (!again) useSets.setState(start);
  void tryDue();
});
on('project.changed', ({ what }) => {
  if (what === 'model' || what === 'threshold') void tryDue();
  if (what === 'threshold') void loadResults();
});

/** Tries the model in use on every set that it has not been tried on. */
async function tryDue(): Promise<void> {
  await loadSets();
  if (!useProject.getState().project?.productCount) return;
  for (const { id } of useSets.getState().sets.filter(({ due }) => due)) await trySet(id);
}

async function loadSets(): Promise<void> {
  const sets = await attempt(() => call('evaluations.list', {}));
  if (!sets) return;
  const { chosenId } = useSets.getState();
  const kept = sets.some(({ id }) => id === chosenId) ? chosenId : (sets[0]?.id ?? null);
  useSets.setState({ sets });
  if (kept !== chosenId) await chooseSet(kept);
}

export async function chooseSet(chosenId: number | null): Promise<void> {
  useSets.setState({ chosenId, results: [] });
  await loadResults();
}

async function loadResults(): Promise<void> {
  const id = useSets.getState().chosenId;
  const results = id === null ? [] : await attempt(() => call('evaluations.results', { id }));
  if (results && useSets.getState().chosenId === id) useSets.setState({ results });
}

export async function trySet(id: number): Promise<void> {
  useSets.setState({ running: true });
  await attempt(() => runJob('evaluate', (job) => call('evaluations.run', { id, job })));
  useSets.setState({ running: false });
  await loadSets();
  if (useSets.getState().chosenId === id) await loadResults();
}

/** Keeps photos under a name, and tries the model on them. Answers whether they are kept. */
export async function keepSet(name: string, photoIds: string[]): Promise<boolean> {
  let made: number | null = null;
  const kept = await perform({
    async do() {
      if (made !== null) return setRemoved(made, false);
      made = (await call('evaluations.create', { name, photoIds })).id;
    },
    undo: async () => made !== null && setRemoved(made, true),
  });
  if (kept && made !== null) void chooseSet(made).then(() => trySet(made!));
  return kept;
}

export async function renameSet({ id, name }: EvaluationSet, to: string): Promise<void> {
  const write = async (wanted: string) => {
    await call('evaluations.rename', { id, name: wanted });
    await loadSets();
  };
  await perform({ do: () => write(to), undo: () => write(name) });
}

export async function removeSet(id: number): Promise<void> {
  await perform({ do: () => setRemoved(id, true), undo: () => setRemoved(id, false) });
}

async function setRemoved(id: number, removed: boolean): Promise<void> {
  await call('evaluations.setRemoved', { id, removed });
  await loadSets();
}
