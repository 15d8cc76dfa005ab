import { create } from 'zustand';
import type { ScoredPhoto } from '@shared/domain';
import type { ErrorCode } from '@shared/errors';
import { crossFitted } from '@shared/product-shifts';
import { asStudioError, report } from '../app/errors';
import { onProjectOpened, useProject } from '../app/project-store';
import { perform } from '../app/undo';
import { call, on } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { type Tuning, tuningOf } from './tuning';

/** What is shown under the slider. */
export const details = ['changes', 'products', 'confusion', 'curves', 'sets'] as const;
export type Detail = (typeof details)[number];

interface TuneStore {
  /** All that were scored; `tuning` is of those that count. */
  photos: readonly ScoredPhoto[];
  tuning: Tuning | null;
  /** Ids of the registered products by name. */
  productIds: ReadonlyMap<string, number>;
  /** Photos that the model was trained on do not count. */
  withoutTrained: boolean;
  /** Where the slider is; the saved threshold is the project's. */
  threshold: number;
  /** What a mistake costs, against each other. */
  costs: { wrongSale: number; rejectedSale: number };
  detail: Detail;
  /** Photos, products or model have changed since they were scored. */
  stale: boolean;
  scoring: boolean;
  /** Why there is nothing to score. */
  missing: Extract<ErrorCode, 'no-products' | 'no-photos'> | null;
}

const empty = {
  photos: [],
  tuning: null,
  productIds: new Map<string, number>(),
  withoutTrained: false,
  threshold: 0.5,
  costs: { wrongSale: 10, rejectedSale: 1 },
  detail: 'changes' as const,
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
  const own = (of: typeof project) => Boolean(of?.productShifts);
  if (own(project) !== own(before.project)) show(useTune.getState().photos);
});

export async function score(): Promise<void> {
  if (useTune.getState().scoring) return;
  useTune.setState({ scoring: true, stale: false, missing: null });
  try {
    const { photos } = await runJob('score', (job) => call('tune.scores', { job }));
    const products = await call('registry.list', {});
    useTune.setState({ productIds: new Map(products.map(({ id, name }) => [name, id])) });
    show(photos);
  } catch (error) {
    const { code } = asStudioError(error);
    const missing = code === 'no-products' || code === 'no-photos' ? code : null;
    useTune.setState({ stale: true, missing, ...(missing && { photos: [], tuning: null }) });
    if (!missing) report(error);
  } finally {
    useTune.setState({ scoring: false });
  }
}

export const scoreIfStale = (): Promise<void> | undefined => (useTune.getState().stale ? score() : undefined);

export function leaveOutTrained(withoutTrained: boolean): void {
  show(useTune.getState().photos, withoutTrained);
}

/**
 * Where the model was trained on all of them, all count. Where products have thresholds of their own, scores are moved
 * to where the common one says what they would.
 */
function show(photos: readonly ScoredPhoto[], withoutTrained = useTune.getState().withoutTrained): void {
  if (!photos.length) return;
  const unseen = photos.filter(({ trained }) => !trained);
  const counted = withoutTrained && unseen.length ? unseen : photos;
  const own = useProject.getState().project?.productShifts;
  useTune.setState({ photos, withoutTrained, tuning: tuningOf(own ? crossFitted(counted) : counted) });
}

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
