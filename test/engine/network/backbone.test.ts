import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBackbone } from '../../../build/backbone/make';
import { readSource } from '../../../build/backbone/nsfw';
import { mobilenet } from '../../../electron/engine/network/mobilenet';
import { decodeWeights } from '../../../electron/engine/network/weights';
import { noPhotos, photoFolder } from '../../support/photos';

const start = () => readFile(join(import.meta.dirname, '../../../build/backbone/start.safetensors'));

describe.skipIf(noPhotos())('the weights that the backbone was trained from', () => {
  test('are reproduced byte for byte from nsfwjs and the photos', async () => {
    const made = await makeBackbone(join(photoFolder, 'products'));
    expect(Buffer.compare(made, await start())).toBe(0);
  });
});

// Both inference engines read our layout, so a kernel in the wrong order would not show in their parity;
// it would show here, as the source was trained on other photos of the same world.
test('the means that were measured agree with those the source was trained with', async () => {
  const weights = decodeWeights(await start());
  const source = readSource();
  for (const unit of mobilenet.slice(1)) {
    const { scale, bias } = weights.get(unit.name)!;
    const { beta, mean } = source(unit);
    const measured = beta.map((b, c) => (b - bias[c]) / scale[c]);
    expect(correlation(measured, mean), unit.name).toBeGreaterThan(0.7);
  }
});

function correlation(a: Float64Array, b: Float64Array): number {
  const centred = (values: Float64Array) => {
    const mean = values.reduce((x, y) => x + y) / values.length;
    return values.map((value) => value - mean);
  };
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const [x, y] = [centred(a), centred(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}
