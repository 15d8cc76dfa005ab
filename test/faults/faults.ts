import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Split } from '@shared/domain';
import { createEngine } from '../../electron/engine/engine';
import { Random } from '../../shared/random';
import { activities, drawPhotos, shelves, trained } from './activities';
import { Ledger } from './ledger';
import { killEngine, killStudio } from './victims';

/** How long it is left to each at most, milliseconds. */
const longest: Record<string, number> = {
  import: 1500,
  label: 1000,
  train: 5000,
  register: 1500,
  export: 9000,
};

interface Options {
  rounds: number;
  seed: number;
  electron: string;
  say?(line: string): void;
}

export interface Report {
  rounds: number;
  /** Kills by what was killed and what was going on. */
  kills: Record<string, number>;
  /** Photos, labels, products, epochs and bundles that were said to be safe. */
  acknowledged: Ledger['acknowledged'];
  /** What of them was not there afterwards. */
  lost: string[];
  seconds: number;
}

/**
 * Kills the engine and the whole studio in turn with SIGKILL at a random moment of importing, labelling, training,
 * registering or exporting, opens the project and looks for everything that was ever acknowledged; again and again in one
 * project.
 */
export default async function faults({ rounds, seed, electron, say }: Options): Promise<Report> {
  const started = performance.now();
  const root = await mkdtemp(join(tmpdir(), 'ramune-faults-'));
  const [project, folder] = [join(root, 'project'), join(root, 'files')];
  const [random, ledger, names] = [new Random(seed), new Ledger(), Object.keys(activities)];
  const hear = ledger.hear.bind(ledger);
  const victims = [
    { victim: 'engine', kill: killEngine, times: 1 },
    // A studio begins with nothing loaded, and draws what it does.
    { victim: 'studio', kill: killStudio(electron, join(root, 'user-data')), times: 3 },
  ];
  const kills: Report['kills'] = {};
  const lost: string[] = [];
  try {
    await makeProject(project, folder, random);
    for (let round = 1; round <= rounds; round++) {
      const { victim, kill, times } = victims[(round - 1) % victims.length];
      const activity = names[Math.floor((round - 1) / victims.length) % names.length];
      const name = `${victim}, ${activity}`;
      const after = random.between(0, longest[activity] * times);
      const before = ledger.size;
      await kill({ activity, project, folder, round, after, hear });
      kills[name] = (kills[name] ?? 0) + 1;
      const missing = await look(project, ledger);
      lost.push(...missing.map((what) => `round ${round}, ${name}: ${what}`));
      say?.(
        `${round}/${rounds} ${name}, killed after ${Math.round(after)} ms with ${ledger.size - before} done; lost ${missing.length}`,
      );
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
  for (const name of [...trained, ...shelves]) {
    const paths = await drawPhotos(join(folder, name), 8, random);
    // None is left to be drawn to validate, for which all photos would be looked over before a run.
    for (const [split, some] of Object.entries({ train: paths.slice(2), val: paths.slice(0, 2) }))
      await handlers['photos.import']({ paths: some, className: name, split: split as Split, job: 'import' });
    if (trained.includes(name))
      await handlers['registry.register']({ name, photos: paths.slice(0, 2).map((path) => ({ path })) });
  }
  await close();
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
