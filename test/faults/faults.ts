import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { createEngine } from '../../electron/engine/engine';
import { Random } from '../../shared/random';
import { activities, drawPhotos, type Told } from './activities';
import { Ledger } from './ledger';

/** How long a worker is left to it at most, milliseconds. */
const longest: Record<string, number> = {
  import: 1500,
  label: 700,
  train: 5000,
  register: 1500,
  export: 3000,
};

export interface Report {
  rounds: number;
  /** Kills by what was going on. */
  kills: Record<string, number>;
  /** Photos, labels, products, epochs and bundles that were said to be safe. */
  acknowledged: Ledger['acknowledged'];
  /** What of them was not there afterwards. */
  lost: string[];
  seconds: number;
}

/**
 * Starts the engine in a process of its own, kills it with SIGKILL at a random moment of importing, labelling, training,
 * registering or exporting, opens the project and looks for everything that was ever acknowledged; again and again in one
 * project.
 */
export default async function faults(
  rounds: number,
  seed = 1,
  say: (line: string) => void = () => {},
): Promise<Report> {
  const started = performance.now();
  const root = await mkdtemp(join(tmpdir(), 'ramune-faults-'));
  const [project, folder] = [join(root, 'project'), join(root, 'files')];
  const [random, ledger, names] = [new Random(seed), new Ledger(), Object.keys(activities)];
  const kills = Object.fromEntries(names.map((name) => [name, 0]));
  const lost: string[] = [];
  try {
    await makeProject(project, folder, random);
    for (let round = 1; round <= rounds; round++) {
      const name = names[(round - 1) % names.length];
      const after = random.between(0, longest[name]);
      await killIn(name, [project, folder, String(round)], after, ledger);
      kills[name] += 1;
      const missing = await look(project, ledger);
      lost.push(...missing.map((what) => `round ${round}, ${name}: ${what}`));
      say(`${round}/${rounds} ${name}, killed after ${Math.round(after)} ms; lost ${missing.length}`);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  return { rounds, kills, acknowledged: ledger.acknowledged, lost, seconds };
}

async function makeProject(project: string, folder: string, random: Random): Promise<void> {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: project });
  for (const name of ['Class 0', 'Class 1', 'Class 2']) {
    const paths = await drawPhotos(join(folder, name), 8, random);
    await handlers['photos.import']({ paths, className: name, job: 'import' });
    await handlers['registry.register']({ name, photos: paths.slice(0, 2).map((path) => ({ path })) });
  }
  await close();
}

/** Lets a worker run for so many milliseconds from when it has opened the project. */
async function killIn(activity: string, args: string[], after: number, ledger: Ledger): Promise<void> {
  const child = spawn(
    process.execPath,
    ['build/lib/worker.mjs', 'test/faults/worker.ts', activity, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, 'close');
  const ready = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const told = JSON.parse(line) as Told;
      ledger.hear(told);
      if (told.state === 'ready') resolve();
    }),
  );
  await Promise.race([ready, ended]);
  await Promise.race([wait(after), ended]);
  child.kill('SIGKILL');
  const [code, signal] = (await ended) as [number | null, string | null];
  await read;
  if (signal !== 'SIGKILL')
    throw new Error(`The worker ended by itself while it should ${activity} (${code}).`);
}

/** Opens the project as the next start of the studio does. */
async function look(project: string, ledger: Ledger): Promise<string[]> {
  const engine = createEngine(() => {});
  try {
    const { restored } = await engine.handlers['project.open']({ folder: project });
    return [...(restored ? ['the database was damaged'] : []), ...(await ledger.lostIn(engine))];
  } catch (error) {
    return [`the project does not open: ${String(error)}`];
  } finally {
    await engine.close();
  }
}
