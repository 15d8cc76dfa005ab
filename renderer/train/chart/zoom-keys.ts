import type { Range } from './columns';

const factors: Record<string, number> = { '+': 0.5, '=': 0.5, '-': 2 };

/**
 * The steps that are shown after a key: + and − halve and double them around one, 0 shows all. `undefined`: not a key
 * of ours.
 */
export function zoomedBy(key: string, shown: Range, all: Range, around: number): Range | null | undefined {
  if (key === '0') return null;
  const factor = factors[key];
  if (!factor) return undefined;
  const length = (shown[1] - shown[0]) * factor;
  if (length < 1) return shown;
  if (length >= all[1] - all[0]) return null;
  const from = around + (shown[0] - around) * factor;
  const inside = Math.min(Math.max(from, all[0]), all[1] - length);
  return [inside, inside + length];
}
