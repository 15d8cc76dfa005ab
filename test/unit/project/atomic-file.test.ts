import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomic } from '../../../electron/engine/project/atomic-file';

describe('writeAtomic', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ramune-atomic-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('writes what it was given, again and again, and leaves nothing else', async () => {
    const path = join(folder, 'new', 'data.bin');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (data) => {
        await writeAtomic(path, data);
        expect(new Uint8Array(await readFile(path))).toEqual(data);
      }),
      { numRuns: 20 },
    );
    expect(await readdir(join(folder, 'new'))).toEqual(['data.bin']);
  });

  it('shows a reader the old file or the new one, never a mixture', async () => {
    const path = join(folder, 'data.txt');
    const versions = ['a', 'b'].map((letter) => letter.repeat(2_000_000));
    await writeAtomic(path, versions[0]);
    let writing = true;
    const writer = (async () => {
      for (let i = 1; i <= 10; i++) await writeAtomic(path, versions[i % 2]);
      writing = false;
    })();
    while (writing) expect(versions.includes(await readFile(path, 'utf8'))).toBe(true);
    await writer;
  });

  it('leaves the old file whole when the write fails half-way', async () => {
    const path = join(folder, 'data.txt');
    await writeAtomic(path, 'old');
    async function* breaking() {
      yield 'half of the new';
      throw new Error('the disk went away');
    }
    await expect(writeAtomic(path, breaking() as never)).rejects.toThrow('the disk went away');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['data.txt']);
  });

  it('cleans up when the file cannot be put in its place', async () => {
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeAtomic(join(folder, 'taken'), 'new')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('lets the last of many writers win', async () => {
    const path = join(folder, 'data.txt');
    const all = Array.from({ length: 20 }, (_, i) => String(i));
    await Promise.all(all.map((text) => writeAtomic(path, text)));
    expect(all).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['data.txt']);
  });
});
