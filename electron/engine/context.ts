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
  /** Aborted once the project begins to close: what can be done at the next opening is left until then. */
  readonly closing: AbortSignal;
  /** One change of the model after another, since each begins with what the one before has chosen. */
  changeModel<T>(change: () => Promise<T>): Promise<T>;
  /** Puts another model to use; the one before is let go once the jobs under way have ended. */
  replaceRecogniser(next: Recogniser): void;
}
