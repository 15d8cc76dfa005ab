import { describe, expect, it } from 'vitest';
import faults from '../../faults/faults';

/** Some rounds of `npm run -s faults`, which does 200. */
describe('SIGKILL in the middle of the work', () => {
  it('loses nothing that was acknowledged', async () => {
    const report = await faults(5, 20);
    expect(report.lost).toEqual([]);
    expect(report.kills).toEqual({ import: 1, label: 1, train: 1, register: 1, export: 1 });
    expect(report.acknowledged.label).toBeGreaterThan(0);
  });
});
