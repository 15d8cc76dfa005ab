import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSample } from '../../build/lib/drive.mjs';
import { engineMaps, openStudio, type Studio } from './harness';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

test.runIf(process.platform === 'linux')(
  "draws and reads photos without sharp's native half, which cannot stand beside the system's GLib",
  async () => {
    await openSample(studio.page);
    const maps = await engineMaps(studio.app);
    expect(maps).toContain('onnxruntime'); // so these are the engine's
    expect(maps).not.toContain('libvips');
  },
);
