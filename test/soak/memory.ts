import { readFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from 'playwright-core';
import { median } from '@shared/median';

/** What was measured, by its name. */
export type Figures = Record<string, number>;

export interface Sample {
  /** Seconds since the start. */
  at: number;
  /** Resident MiB of each process, by what it is. */
  processes: Figures;
  /** Where it is: MiB of the engine and the window by kind, and what the window holds. */
  details: Figures;
}

export interface Growth {
  /** Medians of the first and of the last quarter. */
  from: number;
  to: number;
  /** Share by which it grew. */
  growth: number;
}

const engineName = 'Ramune Studio engine';
const settle = 500; // milliseconds

/**
 * Before that the window gives back what Chromium keeps only while there is room: garbage, and decoded photos, which it
 * holds in memory shared with the graphics process and drops when memory gets short.
 */
export async function measure(app: ElectronApplication, page: Page, started: number): Promise<Sample> {
  const window = await windowFigures(page);
  const processes = await app.evaluate(({ app: studio }) =>
    studio.getAppMetrics().map(({ type, name, pid, memory }) => ({
      name: name ?? type,
      pid,
      resident: memory.workingSetSize / 1024,
    })),
  );
  const details = await Promise.all(
    processes
      .filter(({ name }) => [engineName, 'Tab'].includes(name))
      .map(({ name, pid }) => kinds(name, pid)),
  );
  return {
    at: (Date.now() - started) / 1000,
    processes: Object.fromEntries(processes.map(({ name, resident }) => [name, resident])),
    details: Object.assign({}, ...details, window) as Figures,
  };
}

async function windowFigures(page: Page): Promise<Figures> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await page.waitForTimeout(settle);
  const heap = await session.send('Runtime.getHeapUsage');
  const dom = await session.send('Memory.getDOMCounters');
  await session.detach();
  return {
    'Tab JavaScript': heap.usedSize / 2 ** 20,
    'Tab nodes': dom.nodes,
    'Tab listeners': dom.jsEventListeners,
  };
}

/** Linux says how much of a process's resident memory is its own, shared with others and of files; elsewhere nothing is known. */
async function kinds(name: string, pid: number): Promise<Figures> {
  const maps = await readFile(`/proc/${pid}/smaps`, 'utf8').catch(() => '');
  const sizes: Figures = {};
  let kind = '';
  for (const line of maps.split('\n')) {
    const [, path] = /^[\da-f]+-[\da-f]+ \S+ \S+ \S+ \d+ *(.*)$/.exec(line) ?? [];
    if (path !== undefined) kind = kindOf(path);
    const [, kiB] = /^Rss: +(\d+) kB/.exec(line) ?? [];
    if (kiB) sizes[`${name} ${kind}`] = (sizes[`${name} ${kind}`] ?? 0) + Number(kiB) / 1024;
  }
  return sizes;
}

function kindOf(path: string): string {
  if (/^\/(dev\/shm|memfd)/.test(path)) return 'shared';
  return path.startsWith('/') ? 'files' : 'own';
}

/** How whatever is in all of the samples has grown. */
export function growthOf(samples: readonly Figures[]): Record<string, Growth> {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const names = Object.keys(samples[0]).filter((name) => samples.every((sample) => name in sample));
  return Object.fromEntries(
    names.map((name) => {
      const sizes = samples.map((sample) => sample[name]);
      const [from, to] = [median(sizes.slice(0, quarter)), median(sizes.slice(-quarter))];
      return [
        name,
        { from: Math.round(from), to: Math.round(to), growth: Number((to / from - 1).toFixed(3)) },
      ];
    }),
  );
}
