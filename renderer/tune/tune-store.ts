import { create } from 'zustand';
import type { ScoredPhoto } from '@shared/domain';
import type { ErrorCode } from '@shared/errors';
import { asStudioError, report } from '../app/errors';
import { onProjectOpened, useProject } from '../app/project-store';
import { perform } from '../app/undo';
import { call, on } from '../engine/connection';
import { runJob } from '../engine/jobs';

interface TuneStore {
  photos: ScoredPhoto[];
  /** Where the slider is; the saved threshold is the project's. */
  threshold: number;
  suggested: number | null;
  /** Photos, products or model have changed since they were scored. */
  stale: boolean;
  scoring: boolean;
  /** Why there is nothing to score. */
  missing: Extract<ErrorCode, 'no-products' | 'no-photos'> | null;
}

const empty = {
  photos: [],
  threshold: 0.5,
  suggested: null,
  stale: true,
  scoring: false,
  missing: null,
};

export const useTune = create<TuneStore>()(() => empty);

onProjectOpened(({ threshold }, again) => {
  if (!again) useTune.setState({ ...empty, threshold });
});
on('project.changed', ({ what }) => {
  if (what !== 'threshold') useTune.setState({ stale: true });
});
// Saving, undoing and a new model all move the saved threshold; the slider follows.
useProject.subscribe(({ project }, before) => {
  if (project && project.threshold !== before.project?.threshold)
    useTune.setState({ threshold: project.threshold });
});

export async function score(): Promise<void> {
  if (useTune.getState().scoring) return;
  useTune.setState({ scoring: true, stale: false, missing: null });
  try {
    const { photos, suggested } = await runJob('score', (job) => call('tune.scores', { job }));
    useTune.setState({ photos, suggested });
  } catch (error) {
    const { code } = asStudioError(error);
    const missing = code === 'no-products' || code === 'no-photos' ? code : null;
    useTune.setState({ stale: true, missing, ...(missing && { photos: [], suggested: null }) });
    if (!missing) report(error);
  } finally {
    useTune.setState({ scoring: false });
  }
}

export const scoreIfStale = (): Promise<void> | undefined => (useTune.getState().stale ? score() : undefined);

export function setThreshold(threshold: number): void {
  useTune.setState({ threshold: Math.min(1, Math.max(0, threshold)) });
}

export async function saveThreshold(): Promise<void> {
  const before = useProject.getState().project?.threshold;
  const { threshold } = useTune.getState();
  if (before === undefined || before === threshold) return;
  const write = (value: number) => call('tune.setThreshold', { threshold: value });
  await perform({ do: () => write(threshold), undo: () => write(before) });
}
