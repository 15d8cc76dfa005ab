import { describe, expect, it } from 'vitest';
import { patch } from '../../../build/sample/geometry/mesh';
import { tube } from '../../../build/sample/geometry/tube';
import { materials } from '../../../build/sample/material';
import { blur } from '../../../build/sample/photo/finish';
import { emptyFrame } from '../../../build/sample/photo/frame';
import { tableSide } from '../../../build/sample/photo/light';
import { chain, move, place, still, yaw } from '../../../build/sample/photo/pose';
import { Raster } from '../../../build/sample/photo/raster';
import { flatTexture, mipmapped } from '../../../build/sample/texture';

const lit = Float32Array.from({ length: tableSide * tableSide * 6 }, (_, i) => (i % 6 < 3 ? 1 : 0));
const sheet = (z: number) =>
  patch([
    [-1, 1, z],
    [1, 1, z],
    [-1, -1, z],
    [1, -1, z],
  ]);
const surface = (mesh = sheet(-2), texture = flatTexture([1, 1, 1]), owner = 1) => ({
  mesh,
  texture,
  material: materials.matte,
  lit,
  owner,
});
const camera = { focal: 20, cx: 20, cy: 20 };

describe('the rasterizer', () => {
  it('puts a texture the right way up', () => {
    const [red, green, blue, white] = [
      [1, 0, 0, 1],
      [0, 1, 0, 1],
      [0, 0, 1, 1],
      [1, 1, 1, 1],
    ];
    const pixels = Float32Array.from([red, green, blue, white].flat());
    const texture = mipmapped({ width: 2, height: 2, pixels }, false);
    const frame = emptyFrame('texture', 40, 40);
    new Raster(frame, camera).draw(surface(undefined, texture), still);
    const at = (x: number, y: number) => [...frame.pixels.slice((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];
    expect([at(11, 11), at(28, 11), at(11, 28), at(28, 28)]).toEqual([red, green, blue, white]);
  });

  it('lets the backdrop through a half-transparent surface', () => {
    const frame = emptyFrame('glass', 40, 40);
    const backdrop = { width: 1, height: 1, pixels: Float32Array.of(1, 0, 0, 1) };
    new Raster(frame, camera, backdrop).draw(surface(undefined, flatTexture([0, 0, 1], 0.25)), still);
    const [r, g, b] = frame.pixels.slice((20 * 40 + 20) * 4);
    expect([r, g, b]).toEqual([0.75, 0, 0.25]);
  });
});

it('the last pose of a chain applies first', () => {
  const [x, y, z] = place(chain(move(5, 0, 0), yaw(Math.PI / 2)), [0, 0, 1]);
  expect([x, y, z].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([6, 0, 0]);
});

it('a tube is finite, even where it closes', () => {
  const { position, normal } = tube(
    [
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ],
    [0.2, 0.2, 0.1],
  );
  expect([...position, ...normal].every(Number.isFinite)).toBe(true);
});

describe('blur', () => {
  it('spreads a point by its sigma and loses no light', () => {
    for (const sigma of [0.5, 1, 2, 4]) {
      const pixels = new Float32Array(61 * 61 * 4);
      pixels[(30 * 61 + 30) * 4] = 1;
      blur(pixels, 61, 61, sigma);
      let [sum, variance] = [0, 0];
      for (let i = 0; i < 61 * 61; i++) {
        sum += pixels[i * 4];
        variance += pixels[i * 4] * ((i % 61) - 30) ** 2;
      }
      expect(sum).toBeCloseTo(1, 4);
      expect(Math.sqrt(variance), `sigma ${sigma}`).toBeCloseTo(sigma, 3);
    }
  });
});
