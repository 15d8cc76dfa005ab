import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '@shared/random';
import { patch, revolution } from '../../../build/sample/geometry/mesh';
import { materials } from '../../../build/sample/material';
import { emptyFrame, type Frame } from '../../../build/sample/photo/frame';
import { drawLamps, litTable, tableLight } from '../../../build/sample/photo/light';
import { chain, move, place, roll, yaw } from '../../../build/sample/photo/pose';
import { Raster } from '../../../build/sample/photo/raster';
import { flatTexture } from '../../../build/sample/texture';

const light = tableLight(drawLamps(new Random(1)));
const lit = litTable(light, materials.matte);
const camera = { focal: 100, cx: 32, cy: 32 };

/** An upright square of side 2 around the origin. */
const square = patch([
  [-1, 1, 0],
  [1, 1, 0],
  [-1, -1, 0],
  [1, -1, 0],
]);

function draw(raster: Raster, z: number, owner: number): void {
  raster.draw(
    { mesh: square, texture: flatTexture([1, 1, 1]), material: materials.matte, lit, owner },
    move(0, 0, z),
  );
}

const owned = ({ owner }: Frame, by: number) => owner.reduce((sum, o) => sum + (o === by ? 1 : 0), 0);

describe('the rasterizer', () => {
  test('covers the pixels that the projection says, each once', () => {
    const frame = emptyFrame('test', 64, 64);
    draw(new Raster(frame, camera), -10, 1);
    expect(owned(frame, 1)).toBe(20 * 20);
    for (let y = 0; y < 64; y++)
      for (let x = 0; x < 64; x++)
        expect(frame.owner[y * 64 + x]).toBe(x >= 22 && x < 42 && y >= 22 && y < 42 ? 1 : 0);
  });

  test('shows the nearer of two things, whichever is drawn first', () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const frame = emptyFrame('test', 64, 64);
      const raster = new Raster(frame, camera);
      for (const owner of order) draw(raster, owner === 1 ? -20 : -10, owner);
      expect([owned(frame, 1), owned(frame, 2)]).toEqual([0, 400]);
    }
  });

  test('does not show backs', () => {
    const frame = emptyFrame('test', 64, 64);
    new Raster(frame, camera).draw(
      { mesh: square, texture: flatTexture([1, 1, 1]), material: materials.matte, lit, owner: 1 },
      chain(move(0, 0, -10), yaw(Math.PI)),
    );
    expect(owned(frame, 1)).toBe(0);
  });
});

test('turned shapes have outward normals of length 1', () => {
  const { position, normal } = revolution([
    [0.5, 2],
    [1, 1],
    [1, 0],
  ]);
  for (let i = 0; i < position.length; i += 3) {
    expect(Math.hypot(normal[i], normal[i + 1], normal[i + 2])).toBeCloseTo(1, 5);
    expect(position[i] * normal[i] + position[i + 2] * normal[i + 2]).toBeGreaterThan(0);
  }
});

test('turns keep lengths and undo each other', () => {
  const angle = fc.double({ min: -7, max: 7, noNaN: true });
  fc.assert(
    fc.property(angle, angle, (a, b) => {
      const [x, y, z] = place(chain(yaw(a), roll(b), roll(-b), yaw(-a)), [1, 2, 3]);
      expect([x, y, z].map((v) => Number(v.toFixed(6)))).toEqual([1, 2, 3]);
      expect(Math.hypot(...place(chain(yaw(a), roll(b)), [1, 2, 3]))).toBeCloseTo(Math.sqrt(14), 6);
    }),
  );
});
