import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { RunStore } from '../../../electron/engine/training/run-store';
import { presets } from '../../../shared/recipe';
import { drawShapes } from '../../support/draw-shapes';

/** Splits of photos that say when they were taken. */
describe('splits', () => {
  let root: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-splits-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Photos of noise, so that none is like another, taken at these seconds of a minute. */
  async function importTaken(className: string, seconds: readonly number[]): Promise<void> {
    const paths = [];
    for (const [i, second] of seconds.entries()) {
      const path = join(root, `${className}${String(i).padStart(2, '0')}.jpg`);
      const noise = {
        create: {
          width: 64,
          height: 64,
          channels: 3 as const,
          background: '#888',
          noise: { type: 'gaussian' as const, mean: 128, sigma: 20 + 3 * i },
        },
      };
      const taken = `2026:05:01 10:${String(10 + Math.floor(second / 60))}:${String(second % 60).padStart(2, '0')}`;
      await sharp(noise)
        .withExif({ IFD2: { DateTimeOriginal: taken } })
        .jpeg()
        .toFile(path);
      paths.push(path);
    }
    const report = await engine.handlers['photos.import']({ paths, className, job: 'import' });
    expect(report.imported).toBe(seconds.length);
  }

  const warnings = async () =>
    Object.fromEntries(
      (await engine.handlers['photos.checkSplits']({})).map(({ kind, ...rest }) => [kind, rest]),
    );

  it('never tear a burst apart, and say where hands have', async () => {
    await importTaken('cola', [0, 1, 2, 30, 40, 50]);
    await importTaken('tea', [100, 110, 120, 130, 140]);
    await engine.handlers['photos.drawSplits']({ shares: { train: 60, val: 40, test: 0 }, job: 'draw' });
    expect(await warnings()).not.toHaveProperty('burst');
    const photos = await engine.handlers['photos.list']({});
    expect(new Set(photos.slice(0, 3).map(({ split }) => split)).size).toBe(1);
    expect(new Set(photos.map(({ split }) => split))).toEqual(new Set(['train', 'val']));
    await engine.handlers['photos.setSplit']({ ids: photos.slice(0, 3).map(({ id }) => id), split: 'train' });
    await engine.handlers['photos.setSplit']({ ids: [photos[1].id], split: 'val' });
    expect((await warnings()).burst).toEqual({ count: 2, classes: ['cola'] });
  });

  it('that training draws never tear near copies apart, in whichever class they are', async () => {
    for (const [c, className] of ['cola', 'tea'].entries()) {
      const paths = [];
      for (let thing = 0; thing < 5; thing++)
        for (const copy of [0, 1]) {
          const path = join(root, `${className}-${thing}-${copy}.jpg`);
          const photo = drawShapes(10 * c + thing);
          await (copy ? photo.resize(108).modulate({ brightness: 1.03 }) : photo).jpeg().toFile(path);
          paths.push(path);
        }
      await engine.handlers['photos.import']({ paths, className, job: 'import' });
    }
    const names = new Map((await engine.handlers['photos.list']({})).map(({ id, name }) => [id, name]));
    const things = (of: readonly { photoId: string }[]) =>
      new Set(of.map(({ photoId }) => names.get(photoId)!.slice(0, -6)));
    for (let seed = 1; seed <= 4; seed++) {
      const { runId } = await engine.handlers['train.start']({ recipe: presets.quick, seed });
      await engine.handlers['train.cancel']({ runId });
      const { train, val } = await new RunStore(engine.session.project().paths.runs).read(runId);
      expect(train.length + val.length).toBe(20);
      expect(val.length).toBe(4);
      const held = things(val);
      expect(held.size).toBe(2);
      expect([...things(train)].filter((thing) => held.has(thing))).toEqual([]);
    }
  });

  it('say which classes have little, far less than others, or nothing that validates', async () => {
    await importTaken(
      'cola',
      Array.from({ length: 30 }, (_, i) => i * 10),
    );
    await importTaken('tea', [400, 410, 420]);
    expect(await warnings()).toEqual({
      few: { count: 1, classes: ['tea'] },
      imbalance: { count: 10, classes: ['tea'] },
    });
    const [cola] = await engine.handlers['photos.list']({ text: 'cola' });
    await engine.handlers['photos.setSplit']({ ids: [cola.id], split: 'val' });
    expect((await warnings()).unheld).toEqual({ count: 1, classes: ['tea'] });
  });
});
