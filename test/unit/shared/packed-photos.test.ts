import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Photo } from '../../../shared/domain';
import { PackedPhotos } from '../../../shared/packed-photos';

const side = fc.integer({ min: 1, max: 100_000 });
const box = fc.record({ left: fc.nat(100_000), top: fc.nat(100_000), width: side, height: side });
const photo: fc.Arbitrary<Photo> = fc.record({
  id: fc.stringMatching(/^[0-9a-f]{64}$/),
  name: fc.string({ unit: 'binary' }).map((name) => name.replaceAll('\0', '')),
  classId: fc.option(fc.nat()),
  split: fc.constantFrom('train', 'val', 'test'),
  width: side,
  height: side,
  box: fc.option(box),
});

describe('packed photos', () => {
  it('are the same photos again', () => {
    fc.assert(
      fc.property(fc.array(photo), (photos) => {
        expect(PackedPhotos.decode(structuredClone(PackedPhotos.encode(photos)))).toEqual(photos);
      }),
    );
  });

  it('are refused where their columns do not fit together', () => {
    const two = PackedPhotos.encode(fc.sample(photo, { numRuns: 2, seed: 1 }));
    const wrong = [
      { ...two, ids: two.ids.slice(1) },
      { ...two, ids: two.ids.replace(/^./, 'z') },
      { ...two, names: 'one' },
      { ...two, numbers: two.numbers.slice(1) },
      { ...two, numbers: two.numbers.map((value, i) => (i === 1 ? 3 : value)) },
      { ...two, numbers: [...two.numbers] },
      null,
      [],
    ];
    for (const columns of wrong) expect(PackedPhotos.safeParse(columns).success).toBe(false);
    expect(PackedPhotos.safeParse(two).success).toBe(true);
  });
});
