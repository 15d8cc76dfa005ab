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
  private changing: Promise<unknown> = Promise.resolve();
  private closer = new AbortController();

  constructor(readonly emit: Emit) {
    this.jobs = new Jobs(emit);
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  get closing(): AbortSignal {
    return this.closer.signal;
  }

  /** Says that the project will be closed. */
  startClosing(): void {
    this.closer.abort();
  }

  // Bound to the session, since handlers take them apart from it.

  readonly project = (): OpenProject => {
    if (!this.open) throw new StudioError('no-project', 'No project is open.');
    return this.open;
  };

  readonly recogniser = async (): Promise<Recogniser> => (this.model ??= this.startToLoad());

  readonly changeModel = <T>(change: () => Promise<T>): Promise<T> => {
    const changed = this.changing.then(change);
    this.changing = changed.catch(() => {});
    return changed;
  };

  readonly replaceRecogniser = (next: Recogniser): void => {
    const [project, previous] = [this.project(), this.model];
    this.model = Promise.resolve(next);
    // Jobs under way go on with the model that they began with.
    const retired = this.jobs.settled().then(() => this.retire(project, previous));
    this.retiring = Promise.allSettled([this.retiring, retired]);
  };

  /** Lets a model go, and what it made of the gallery unless it is back in use. */
  private async retire(project: OpenProject, retired: Promise<Recogniser> | null): Promise<void> {
    const old = await retired?.catch(() => null);
    await this.changeModel(async () => {
      // Where the project has closed, that is left to its next opening.
      const now = this.open === project && (await this.model);
      if (now) await forgetOtherModels(project, now.version, old?.version);
    }).finally(() => old?.release());
  }

  /** Closes the project that is open, once its jobs have ended, and puts another, or none, in its place. */
  async replaceProject(next: OpenProject | null): Promise<void> {
    const [previous, model] = [this.open, this.model];
    this.open = next;
    this.model = null;
    this.closer.abort();
    this.closer = new AbortController();
    try {
      await this.jobs.end();
      await this.retiring;
      await releaseLoaded(model);
    } finally {
      await previous?.close();
    }
  }

  private startToLoad(): Promise<Recogniser> {
    const project = this.project();
    const loading = loadModel(project, this.closing);
    const isInUse = () => this.model === loading;
    // The studio may have died between describing the gallery with another model and switching to it.
    const tidied = loading.then(({ version }) =>
      this.changeModel(async () => isInUse() && forgetOtherModels(project, version)),
    );
    this.retiring = Promise.allSettled([this.retiring, tidied]);
    // One that failed to load is tried again the next time.
    loading.catch(() => isInUse() && (this.model = null));
    return loading;
  }
}

async function loadModel(project: OpenProject, closing: AbortSignal): Promise<Recogniser> {
  const model = await loadRecogniser(project, await readChoice(project));
  try {
    await reembed(project, model, { closing });
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
