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

  readonly recogniser = (): Promise<Recogniser> => {
    this.model ??= this.loadModel();
    // A model that failed to load is tried again the next time.
    this.model.catch(() => (this.model = null));
    return this.model;
  };

  readonly replaceRecogniser = async (next: Recogniser): Promise<void> => {
    const previous = this.model;
    this.model = Promise.resolve(next);
    await (await previous)?.release();
  };

  /** Closes the project that is open, once its jobs have ended, and puts another, or none, in its place. */
  async replaceProject(next: OpenProject | null): Promise<void> {
    const [previous, model] = [this.open, this.model];
    this.open = next;
    this.model = null;
    await this.jobs.end();
    await (await model)?.release();
    await previous?.close();
  }

  private async loadModel(): Promise<Recogniser> {
    const model = await loadRecogniser(this.project(), await readChoice(this.project()));
    // The studio may have died between embedding the gallery with a new model and switching to it.
    try {
      await reembed(this.project(), model);
      await forgetOtherModels(this.project(), model.version);
      return model;
    } catch (error) {
      await model.release();
      throw error;
    }
  }
}
