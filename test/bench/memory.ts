import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineKind } from '@shared/domain';
import { presets, type Recipe } from '@shared/recipe';
import { root } from '../../build/lib/paths.mjs';
import { loadTensorFlow } from '../../electron/engine/network/load-tensorflow';
import { noPhotos, photoFolder } from '../support/photos';

/** The deepest stage needs the most; from its second epoch on, variants are made beside a network that has been trained. */
const recipe: Recipe = {
  ...presets.quick,
  name: 'memory',
  variants: 8,
  stages: ['head', 'block_13', 'block_6'].map((from) => ({ from, epochs: 2, learningRate: 5e-4 })),
};
const lookEvery = 100; // milliseconds

/** The most memory, MiB, that a process takes which trains on all product photos with eight variants of each, by engine. */
export default async function memory(): Promise<object> {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-memory-'));
  const project = join(folder, 'project');
  const recipePath = join(folder, 'recipe.json');
  try {
    await writeFile(recipePath, JSON.stringify(recipe));
    await ramune('init', project);
    await ramune('import', project, join(photoFolder, 'products'));
    const engines: EngineKind[] = loadTensorFlow().available ? ['onnx', 'tensorflow'] : ['onnx'];
    const peakMiB: Record<string, number> = {};
    for (const engine of engines)
      peakMiB[engine] = await ramune('train', project, '--recipe', recipePath, '--engine', engine);
    return { variants: recipe.variants, peakMiB };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the command line; returns its most resident memory, MiB. */
async function ramune(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'build/ramune.mjs'), ...args], { stdio: 'ignore' });
  let most = 0;
  const look = setInterval(
    () => void peakOf(child.pid!).then((peak) => (most = Math.max(most, peak))),
    lookEvery,
  );
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`ramune ${args.join(' ')} ended with ${code}.`);
  return Math.round(most);
}

/** What the kernel has counted; 0 once the process is gone. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
