import { create } from 'zustand';
import { call, on } from './connection';

/** Long calls under way: what each is for, and how far it is. `kind` is a key of the translations. */
export type JobKind =
  | 'import'
  | 'sample'
  | 'model'
  | 'export'
  | 'report'
  | 'register'
  | 'score'
  | 'evaluate'
  | 'weights'
  | 'tensorflow'
  | 'crop'
  | 'survey'
  | 'pack'
  | 'map'
  | 'health'
  | 'rate';

export interface RunningJob {
  id: string;
  kind: JobKind;
  done: number;
  total: number;
  item: string;
  cancelling: boolean;
}

export const useJobs = create<{ jobs: RunningJob[] }>()(() => ({ jobs: [] }));

let count = 0;

/** Gives `work` a job id, and shows its progress until it ends. */
export async function runJob<T>(kind: JobKind, work: (job: string) => Promise<T>): Promise<T> {
  const id = `${kind}-${Date.now()}-${++count}`;
  useJobs.setState(({ jobs }) => ({
    jobs: [...jobs, { id, kind, done: 0, total: 0, item: '', cancelling: false }],
  }));
  try {
    return await work(id);
  } finally {
    useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
  }
}

export function cancelJob(id: string): void {
  change(id, { cancelling: true });
  call('job.cancel', { job: id }).catch(() => change(id, { cancelling: false }));
}

export const isRunning = (jobs: readonly RunningJob[], kind: JobKind): boolean =>
  jobs.some((job) => job.kind === kind);

function change(id: string, changes: Partial<RunningJob>): void {
  useJobs.setState(({ jobs }) => ({
    jobs: jobs.map((job) => (job.id === id ? { ...job, ...changes } : job)),
  }));
}

export function startJobs(): void {
  on('job.progress', ({ job, ...progress }) => change(job, progress));
}
