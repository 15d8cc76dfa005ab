import { describe, expect, it } from 'vitest';
import faults from '../faults/faults';

/** Some rounds of `npm run -s faults`, which does 200. */
describe('SIGKILL of the engine and of the whole studio in the middle of their work', () => {
  it('loses nothing that was acknowledged', async () => {
    const report = await faults({ rounds: 10, seed: 20, electron: process.env.RAMUNE_ELECTRON! });
    expect(report.lost).toEqual([]);
    const victims = ['engine', 'studio'];
    const names = ['import', 'label', 'train', 'register', 'export'].flatMap((activity) =>
      victims.map((victim) => `${victim}, ${activity}`),
    );
    expect(report.kills).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
    expect(report.acknowledged.label).toBeGreaterThan(0);
  });
});
