import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBackbone } from '../../../build/backbone/make';
import { assetPath } from '../../../electron/engine/assets';
import { noPhotos, photoFolder } from '../../support/photos';

describe.skipIf(noPhotos())('the bundled backbone', () => {
  test('is reproduced byte for byte from nsfwjs and the photos', async () => {
    const made = await makeBackbone(join(photoFolder, 'products'));
    expect(Buffer.compare(made, await readFile(assetPath('mobilenetv2.safetensors')))).toBe(0);
  });
});
