import type { ElectronApplication, Page } from 'playwright-core';
import { median } from '@shared/median';

/** MiB that each process holds, by what it is. */
export type Sample = Record<string, number>;

export interface Growth {
  /** MiB, medians of the first and of the last quarter after the warm-up. */
  from: number;
  to: number;
  /** Share by which it grew. */
  growth: number;
}

/** The first third of the samples: caches fill, code is compiled. */
const warmUp = 1 / 3;

/** The window's garbage is collected first, since Chromium lets it lie while there is room. */
export async function measure(app: ElectronApplication, page: Page): Promise<Sample> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  return app.evaluate(({ app: studio }) =>
    Object.fromEntries(
      studio.getAppMetrics().map(({ type, name, memory }) => [name ?? type, memory.workingSetSize / 1024]),
    ),
  );
}

/** How the processes that lived through it have grown since the warm-up. */
export function growthOf(samples: readonly Sample[]): Record<string, Growth> {
  const warm = samples.slice(Math.floor(samples.length * warmUp));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  const names = Object.keys(warm[0]).filter((name) => warm.every((sample) => name in sample));
  return Object.fromEntries(
    names.map((name) => {
      const sizes = warm.map((sample) => sample[name]);
      const [from, to] = [median(sizes.slice(0, quarter)), median(sizes.slice(-quarter))];
      return [
        name,
        { from: Math.round(from), to: Math.round(to), growth: Number((to / from - 1).toFixed(3)) },
      ];
    }),
  );
}
