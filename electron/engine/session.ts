import type { Emit } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Context } from './context';
import { Jobs } from './jobs';
import type { OpenProject } from './project/open-project';
import { loadRecogniser, readChoice } from './recognition/model-choice';
import type { Recogniser } from './recognition/recogniser';
import { forgetOtherModels, reembed } from './recognition/reembed';

/** The project that is open and the model that recognises for it. */
export class Session implements Context {
  readonly jobs: Jobs;
  private open: OpenProject | null = null;
  private model: Promise<Recogniser> | null = null;
  /** Models that were replaced, until nobody uses them any more. */
  private retiring: Promise<unknown> = Promise.resolve();

  constructor(readonly emit: Emit) {
    this.jobs = new Jobs(emit);
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  // Bound to the session, since handlers take them apart from it.

  readonly project = (): OpenProject => {
    if (!this.open) throw new StudioError('no-project', 'No project is open.');
    return this.open;
  };

  readonly recogniser = async (): Promise<Recogniser> => (this.model ??= this.startToLoad());

  readonly replaceRecogniser = (next: Recogniser): void => {
    const previous = this.model;
    this.model = Promise.resolve(next);
    // Jobs under way go on with the model that they began with.
    const released = this.jobs.settled().then(() => releaseLoaded(previous));
    this.retiring = Promise.allSettled([this.retiring, released]);
  };

  /** Closes the project that is open, once its jobs have ended, and puts another, or none, in its place. */
  async replaceProject(next: OpenProject | null): Promise<void> {
    const [previous, model] = [this.open, this.model];
    this.open = next;
    this.model = null;
    try {
      await this.jobs.end();
      await this.retiring;
      await releaseLoaded(model);
    } finally {
      await previous?.close();
    }
  }

  private startToLoad(): Promise<Recogniser> {
    const loading = loadModel(this.project());
    // One that failed to load is tried again the next time.
    loading.catch(() => {
      if (this.model === loading) this.model = null;
    });
    return loading;
  }
}

async function loadModel(project: OpenProject): Promise<Recogniser> {
  const model = await loadRecogniser(project, await readChoice(project));
  // The studio may have died between embedding the gallery with a new model and switching to it.
  try {
    await reembed(project, model);
    await forgetOtherModels(project, model.version);
    return model;
  } catch (error) {
    await model.release();
    throw error;
  }
}

/** Nothing is to be released of a model that failed to load. */
async function releaseLoaded(model: Promise<Recogniser> | null): Promise<void> {
  await (await model?.catch(() => null))?.release();
}
