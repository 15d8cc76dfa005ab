import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSample } from '../../build/lib/drive.mjs';
import { enginePid, openStudio, type Studio } from './harness';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

test.runIf(process.platform === 'linux')(
  "draws and reads photos without sharp's native half, which cannot stand beside the system's GLib",
  async () => {
    await openSample(studio.page);
    const maps = await readFile(`/proc/${await enginePid(studio.app)}/maps`, 'utf8');
    expect(maps).toContain('onnxruntime'); // so these are the engine's
    expect(maps).not.toContain('libvips');
  },
);
