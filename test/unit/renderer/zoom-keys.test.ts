import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoomedBy } from '../../../renderer/train/chart/zoom-keys';

const all = [0, 1000] as const;
/** Steps that are shown, and one of them. */
const view = fc
  .tuple(
    fc.integer({ min: 0, max: 990 }),
    fc.integer({ min: 10, max: 1000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([from, length, share]) => {
    const to = Math.min(from + length, all[1]);
    return { shown: [from, to] as const, around: from + share * (to - from) };
  });

describe('a chart that is zoomed with keys', () => {
  it('shows half as many steps after +, the one under the cursor where it was', () => {
    fc.assert(
      fc.property(view, ({ shown, around }) => {
        const [from, to] = zoomedBy('+', shown, all, around)!;
        expect(to - from).toBeCloseTo((shown[1] - shown[0]) / 2);
        expect((around - from) / (to - from)).toBeCloseTo((around - shown[0]) / (shown[1] - shown[0]));
      }),
    );
  });

  it('shows more after −, nothing that is not there, and in the end all', () => {
    fc.assert(
      fc.property(view, ({ shown, around }) => {
        let now: readonly [number, number] | null | undefined = shown;
        for (let presses = 0; presses < 20 && now; presses++) {
          const next = zoomedBy('-', now, all, around);
          if (next)
            expect([next[0] <= now[0], next[1] >= now[1], next[0] >= 0, next[1] <= 1000]).toEqual(
              Array(4).fill(true),
            );
          now = next;
        }
        expect(now).toBe(null);
      }),
    );
  });

  it('shows all after 0, never less than a step, and leaves other keys alone', () => {
    expect(zoomedBy('0', [10, 20], all, 15)).toBe(null);
    expect(zoomedBy('+', [10, 11.5], all, 11)).toEqual([10, 11.5]);
    expect(zoomedBy('a', [10, 20], all, 15)).toBe(undefined);
  });
});
