import type { Emit } from '@shared/contract';
import type { Jobs } from './jobs';
import type { OpenProject } from './project/open-project';

/** What every group of handlers is given. */
export interface Context {
  emit: Emit;
  jobs: Jobs;
  /** The open project; throws `no-project` when there is none. */
  project(): OpenProject;
}
