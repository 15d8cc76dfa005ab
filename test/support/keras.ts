import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = (name: string) => join(import.meta.dirname, 'keras', name);
/** Kept between runs, as it takes minutes to make. */
const environment = join(tmpdir(), 'ramune-keras', 'venv');
const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Whether Keras can be run here; installs it where pip finds it, and says why where not. */
export async function haveKeras(): Promise<boolean> {
  try {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', environment]);
    const installed = await run(python, ['-c', 'import keras']).catch(() => null);
    if (!installed) await run(python, ['-m', 'pip', 'install', '--quiet', 'tensorflow-cpu']);
    return true;
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    // eslint-disable-next-line no-console
    console.warn(`Skipped: no Keras (pip install tensorflow-cpu failed: ${String(error).split('\n')[0]}).`);
    return false;
  }
}

/**
 * Has Keras write the files of `keras/mobilenet.py` into `folder`.
 * @returns Keras's own embeddings of the photos in the file `pixels`, [n, 1280]
 */
export async function makeKerasFiles(folder: string, pixels: string): Promise<number[][]> {
  const { stdout } = await run(python, [script('mobilenet.py'), folder, pixels], { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as number[][];
}

/** The scalars of an event file as TensorFlow reads them, which checks its checksums: [step, tag, value]. */
export async function readEvents(path: string): Promise<[number, string, number][]> {
  const { stdout } = await run(python, [script('events.py'), path]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as [number, string, number][];
}
