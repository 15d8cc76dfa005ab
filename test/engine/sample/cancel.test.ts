import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

describe('a sample that is cancelled', () => {
  it('leaves what the folder held before, and nothing else', async () => {
    const root = await mkdtemp(join(tmpdir(), 'ramune-sample-'));
    const engine: Engine = createEngine((name) => {
      if (name === 'job.progress') void engine.handlers['job.cancel']({ job: 'sample' });
    });
    const sample = (folder: string) => engine.handlers['project.sample']({ folder, job: 'sample' });
    try {
      const folder = join(root, 'repository');
      await mkdir(join(folder, '.git'), { recursive: true });
      await writeFile(join(folder, '.git/HEAD'), 'kept');
      await expect(sample(folder)).rejects.toMatchObject({ code: 'cancelled' });
      expect(await readdir(folder, { recursive: true })).toEqual(['.git', join('.git', 'HEAD')]);
      await expect(sample(join(root, 'new'))).rejects.toMatchObject({ code: 'cancelled' });
      expect(await readdir(root)).toEqual(['repository']);
    } finally {
      await engine.close();
      await rm(root, { recursive: true, force: true });
    }
  });
});
