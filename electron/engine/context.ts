import type { Emit } from '@shared/contract';
import type { Jobs } from './jobs';
import type { OpenProject } from './project/open-project';
import type { Recogniser } from './recognition/recogniser';

/** What every group of handlers is given. */
export interface Context {
  emit: Emit;
  jobs: Jobs;
  /** The open project; throws `no-project` when there is none. */
  project(): OpenProject;
  /** The open project's model, loaded when first asked for. */
  recogniser(): Promise<Recogniser>;
  /** Puts another model to use; the one before is released once the jobs under way have ended. */
  replaceRecogniser(next: Recogniser): void;
}
