import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { presets } from '@shared/recipe';
import type { RunSummary } from '@shared/training';
import { createEngine } from '../../electron/engine/engine';
import { evaluate } from '../../electron/engine/recognition/evaluate';
import { suggestThreshold } from '@shared/metrics';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';

const references = 4;

/**
 * The whole job on real photos: train with `quick` on three quarters of each product's photos, register every product
 * from four of those, recognise the last quarter and things that are no products.
 */
export default async function grocery() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-grocery-'));
  let ended: (summary: RunSummary) => void = () => {};
  const { handlers, close } = createEngine((name, data) => {
    if (name === 'train.end') ended(data as RunSummary);
  });
  try {
    await handlers['project.create']({ folder });
    const test: { truth: string | null; path: string }[] = [];
    const registered: { name: string; paths: string[] }[] = [];
    for (const [name, paths] of await productPhotos()) {
      const train = paths.slice(0, Math.floor(paths.length * 0.75));
      await handlers['photos.import']({ paths: train, className: name, job: 'import' });
      registered.push({ name, paths: spread(train, references) });
      test.push(...paths.slice(train.length).map((path) => ({ truth: name, path })));
    }
    const finished = new Promise<RunSummary>((resolve) => (ended = resolve));
    await handlers['train.start']({ recipe: presets.quick, seed: 1 });
    const run = await finished;
    for (const { name, paths } of registered)
      await handlers['registry.register']({ name, photos: paths.map((path) => ({ path })) });
    test.push(...(await unknownPhotos()).map((path) => ({ truth: null, path })));
    const answers = await handlers['recognise.photos']({ photos: test.map(({ path }) => ({ path })) });
    const judged = answers.map(({ candidates }, i) => ({ truth: test[i].truth, candidates }));
    const threshold = suggestThreshold(
      judged.map(({ truth, candidates: [best] }) => ({
        photoId: best.photoId,
        truth,
        nearest: best.name,
        score: best.score,
      })),
    );
    const {
      perProduct: _,
      confusions,
      ...figures
    } = evaluate(judged, threshold ?? 0.95, answers[0].milliseconds);
    return { ...figures, trainSeconds: run.seconds, epochs: run.epochs, worst: confusions.slice(0, 3) };
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
