import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emit, EventData, EventName } from '@shared/contract';
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

/** An engine with a project of three real products, and what it said. */
export class Workshop {
  readonly said: { name: EventName; data: unknown }[] = [];
  private readonly waiting: { name: EventName; resolve(data: unknown): void }[] = [];
  readonly engine: Engine = createEngine(((name, data) => {
    this.said.push({ name, data });
    for (const one of this.waiting.filter((w) => w.name === name)) one.resolve(data);
  }) as Emit);

  constructor(readonly folder: string) {}

  next<K extends EventName>(name: K): Promise<EventData<K>> {
    return new Promise((resolve) => this.waiting.push({ name, resolve: resolve as (data: unknown) => void }));
  }

  all<K extends EventName>(name: K): EventData<K>[] {
    return this.said.filter((s) => s.name === name).map((s) => s.data as EventData<K>);
  }

  async fill(): Promise<void> {
    const { handlers } = this.engine;
    await handlers['project.create']({ folder: this.folder });
    for (const [className, paths] of [...(await productPhotos())].slice(0, 3))
      await handlers['photos.import']({ paths: paths.slice(0, 14), className, job: 'import' });
  }

  async train(recipe: Recipe) {
    const ended = this.next('train.end');
    const { runId } = await this.engine.handlers['train.start']({ recipe, engine: 'onnx', seed: 5 });
    return { runId, ended };
  }

  async close(): Promise<void> {
    await this.engine.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A workshop in a folder of its own, filled. */
export async function openWorkshop(): Promise<Workshop> {
  const workshop = new Workshop(join(await mkdtemp(join(tmpdir(), 'ramune-workshop-')), 'project'));
  await workshop.fill();
  return workshop;
}
