import { z } from 'zod';
import type { Box } from './box';
import { type Photo, Split } from './domain';

/**
 * Photos as they cross a port. 50,000 objects take half a second to be copied and looked at one by one; as columns, each
 * checked as a whole, a tenth of that.
 */

const hex = 64;
const whole = [0, 0, 0, 0] as const;
const splits = Split.options;

const int32 = z.custom<Int32Array>((value) => value instanceof Int32Array);

/** `ids`: one after another; `names`: with NUL between, which no file name holds; `numbers`: see `fields`. */
const Columns = z
  .object({ ids: z.string().refine((ids) => !/[^0-9a-f]/.test(ids)), names: z.string(), numbers: int32 })
  .refine(({ ids, numbers }) => ids.length / hex === numbers.length / fields)
  .refine(({ ids, names }) => countNames(names) === ids.length / hex || !ids)
  .refine(({ numbers }) => numbers.every((value, i) => i % fields !== 1 || value in splits));
type Columns = z.infer<typeof Columns>;

/** Class (−1 for none), split, width, height, and left, top, width and height of the box (zeros for none). */
const fields = 8;

export const PackedPhotos = z.codec(Columns, z.custom<Photo[]>(Array.isArray), {
  encode: pack,
  decode: unpack,
});

function pack(photos: readonly Photo[]): Columns {
  const numbers = new Int32Array(photos.length * fields);
  photos.forEach(({ classId, split, width, height, box }, i) => {
    const edges = box ? [box.left, box.top, box.width, box.height] : whole;
    numbers.set([classId ?? -1, splits.indexOf(split), width, height, ...edges], i * fields);
  });
  return {
    ids: photos.map(({ id }) => id).join(''),
    names: photos.map(({ name }) => name).join('\0'),
    numbers,
  };
}

function unpack({ ids, names, numbers }: Columns): Photo[] {
  if (!ids) return [];
  return names.split('\0').map((name, i) => {
    const at = i * fields;
    return {
      id: ids.slice(i * hex, (i + 1) * hex),
      name,
      classId: numbers[at] < 0 ? null : numbers[at],
      split: splits[numbers[at + 1]],
      width: numbers[at + 2],
      height: numbers[at + 3],
      box: boxAt(numbers, at + 4),
    };
  });
}

/** A box that is there has a width. */
const boxAt = (numbers: Int32Array, at: number): Box | null =>
  numbers[at + 2]
    ? { left: numbers[at], top: numbers[at + 1], width: numbers[at + 2], height: numbers[at + 3] }
    : null;

function countNames(names: string): number {
  let count = 1;
  for (let at = names.indexOf('\0'); at >= 0; at = names.indexOf('\0', at + 1)) count++;
  return count;
}
