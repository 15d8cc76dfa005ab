import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../build/lib/paths.mjs';
import { hashOf, stamped, writeStamp } from '../../../build/lib/stamp.mjs';

describe('stamps', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ramune-stamp-'));
    path = relative(root, folder);
    await writeFile(join(folder, 'a.ts'), 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('hash the same sources to the same value, in a file or in a folder', async () => {
    expect(await hashOf([path])).toBe(await hashOf([path]));
    expect(await hashOf([join(path, 'a.ts')])).toBe(await hashOf([path]));
  });

  it('see a changed, an added and a renamed file', async () => {
    const hashes = [await hashOf([path])];
    await writeFile(join(folder, 'a.ts'), 'two');
    hashes.push(await hashOf([path]));
    await writeFile(join(folder, 'b.ts'), 'one');
    hashes.push(await hashOf([path]));
    await rm(join(folder, 'b.ts'));
    await writeFile(join(folder, 'c.ts'), 'one');
    hashes.push(await hashOf([path]));
    expect(new Set(hashes).size).toBe(4);
  });

  it('know finished work from unfinished', async () => {
    const stamp = join(folder, 'out/.stamp');
    expect(await stamped(stamp, 'x')).toBe(false);
    await writeStamp(stamp, 'x');
    expect(await stamped(stamp, 'x')).toBe(true);
    expect(await stamped(stamp, 'y')).toBe(false);
  });
});
