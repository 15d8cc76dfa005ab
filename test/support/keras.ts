import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWith } from './python';

const run = promisify(execFile);
const script = (name: string) => join(import.meta.dirname, 'keras', name);

/** A Python with Keras; `null`, and why is said, where it cannot be had. */
export const kerasPython = (): Promise<string | null> =>
  pythonWith('keras', ['tensorflow-cpu==2.21.0', 'keras'], 'keras');

/** Whether Keras can be run here; installs it where pip finds it, and says why where not. */
export const haveKeras = async (): Promise<boolean> => (await kerasPython()) !== null;

/** Runs one of the scripts beside this file and answers the JSON in its last line. */
async function runScript(name: string, ...args: string[]): Promise<unknown> {
  const python = await kerasPython();
  if (!python) throw new Error('There is no Keras here.');
  const { stdout } = await run(python, [script(name), ...args], { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

/**
 * Has Keras write the files of `keras/mobilenet.py` into `folder`.
 * @returns Keras's own embeddings of the photos in the file `pixels`, [n, 1280]
 */
export async function makeKerasFiles(folder: string, pixels: string): Promise<number[][]> {
  return (await runScript('mobilenet.py', folder, pixels)) as number[][];
}

/** What Keras says of the photos in the file `pixels` with what the studio exported into `folder`. */
export async function loadInKeras(folder: string, pixels: string): Promise<KerasOutputs> {
  return (await runScript('load.py', folder, pixels)) as KerasOutputs;
}

export interface KerasOutputs {
  /** Of `model.keras`: the embeddings [n, 1280] and, with a head, the classes' shares [n, classes]. */
  whole: number[][][];
  /** Of Keras's own MobileNetV2 with `mobilenetv2.h5` in it. */
  standard: number[][];
  /** Whether the layers with weights have Keras's own names, in its order. */
  sameNames: boolean;
}

/** The scalars of an event file as TensorFlow reads them, which checks its checksums: [step, tag, value]. */
export async function readEvents(path: string): Promise<[number, string, number][]> {
  return (await runScript('events.py', path)) as [number, string, number][];
}
