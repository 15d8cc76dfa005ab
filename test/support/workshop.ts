import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Emit, EventData, EventName } from '@shared/contract';
import type { EngineKind, Split } from '@shared/domain';
import { presets, type Recipe } from '@shared/recipe';
import { createEngine, type Engine } from '../../electron/engine/engine';
import { productPhotos } from './photos';

/** Head and block_16, seven epochs: seconds. */
export const small: Recipe = {
  ...presets.quick,
  name: 'small',
  batchSize: 16,
  variants: 2,
  stages: [
    { from: 'head', epochs: 2, learningRate: 3e-3 },
    { from: 'block_16', epochs: 5, learningRate: 1e-3 },
  ],
};

/** What a run of the workshop is trained by, where it matters. */
type Choice = { engine?: EngineKind | 'auto'; seed?: number };

/** An engine with a project, and what it said. */
export class Workshop {
  /** `at`: milliseconds since the process began. */
  readonly said: { name: EventName; data: unknown; at: number }[] = [];
  private readonly waiting: { name: EventName; resolve(data: unknown): void }[] = [];
  readonly engine: Engine = createEngine(((name, data) => {
    this.said.push({ name, data, at: performance.now() });
    for (const one of this.waiting.filter((w) => w.name === name)) one.resolve(data);
  }) as Emit);

  constructor(readonly folder: string) {}

  next<K extends EventName>(name: K): Promise<EventData<K>> {
    return new Promise((resolve) => this.waiting.push({ name, resolve: resolve as (data: unknown) => void }));
  }

  all<K extends EventName>(name: K): EventData<K>[] {
    return this.said.filter((s) => s.name === name).map((s) => s.data as EventData<K>);
  }

  /** Makes the project, of three real products. */
  async fill(): Promise<void> {
    await this.engine.handlers['project.create']({ folder: this.folder });
    for (const [className, paths] of [...(await productPhotos())].slice(0, 3))
      await this.import(className, paths.slice(0, 14));
  }

  async import(className: string, paths: string[], split?: Split): Promise<void> {
    await this.engine.handlers['photos.import']({ paths, className, split, job: 'import' });
  }

  async train(recipe: Recipe, { engine = 'onnx', seed = 5 }: Choice = {}) {
    const ended = this.next('train.end');
    const { runId } = await this.engine.handlers['train.start']({ recipe, engine, seed });
    return { runId, ended };
  }

  async close(): Promise<void> {
    await this.engine.close();
    await rm(dirname(this.folder), { recursive: true, force: true });
  }
}

/** A workshop in a folder of its own, filled. */
export async function openWorkshop(): Promise<Workshop> {
  const workshop = await emptyWorkshop();
  await workshop.fill();
  return workshop;
}

/** What `work` finds in a workshop with an empty project; nothing of it is left. */
export async function inWorkshop<T>(work: (workshop: Workshop) => Promise<T>): Promise<T> {
  const workshop = await emptyWorkshop();
  try {
    await workshop.engine.handlers['project.create']({ folder: workshop.folder });
    return await work(workshop);
  } finally {
    await workshop.close();
  }
}

const emptyWorkshop = async () =>
  new Workshop(join(await mkdtemp(join(tmpdir(), 'ramune-workshop-')), 'project'));
