import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gate, RateLimit } from '../../../electron/cli/serve/limits';

describe('the rate limit', () => {
  it('never lets an address ask more than its rate and one burst, and forgets nobody else', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (pauses, perSecond) => {
        let now = 0;
        const limit = new RateLimit(perSecond, () => now);
        let allowed = 0;
        for (const pause of pauses) {
          now += pause;
          if (limit.allows('a')) allowed++;
          expect(allowed).toBeLessThanOrEqual(perSecond + (now / 1000) * perSecond + 1e-6);
        }
        expect(limit.allows('b')).toBe(true);
        now += 1000;
        expect(limit.allows('a')).toBe(true);
      }),
    );
  });

  it('keeps few of many addresses', () => {
    let now = 0;
    const limit = new RateLimit(1, () => now);
    for (let i = 0; i < 5000; i++) {
      now += 10;
      limit.allows(String(i));
    }
    expect((limit as unknown as { buckets: Map<string, unknown> }).buckets.size).toBeLessThan(1200);
  });
});

describe('the gate', () => {
  it('runs so many at a time, lets so many wait and refuses the rest, whatever fails', async () => {
    const gate = new Gate(2, 1);
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (most % 2) throw new Error('failed');
      return 'done';
    };
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => gate.run(work)));
    expect(most).toBe(2);
    const refused = all.filter((one) => one.status === 'fulfilled' && one.value === null);
    expect(refused).toHaveLength(2);
    expect(await gate.run(async () => 'again')).toBe('again');
  });
});
