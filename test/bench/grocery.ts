import { presets } from '@shared/recipe';
import { evaluate } from '../../electron/engine/recognition/evaluate';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';
import { inWorkshop } from '../support/workshop';

const references = 4;

/**
 * The whole job on real photos: train with `quick` on three quarters of each product's photos, register every product
 * from four of those, recognise the last quarter and things that are no products. Judged at the threshold in use, which has
 * seen none of them: a new project's. AUROC, equal errors and false rejects at 1 % go over all thresholds.
 */
export default async function grocery() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  return inWorkshop(async (workshop) => {
    const { handlers } = workshop.engine;
    const test: { truth: string | null; path: string }[] = [];
    const registered: { name: string; paths: string[] }[] = [];
    for (const [name, paths] of await productPhotos()) {
      const train = paths.slice(0, Math.floor(paths.length * 0.75));
      await workshop.import(name, train);
      registered.push({ name, paths: spread(train, references) });
      test.push(...paths.slice(train.length).map((path) => ({ truth: name, path })));
    }
    const { ended } = await workshop.train(presets.quick, { engine: 'auto', seed: 1 });
    const run = await ended;
    for (const { name, paths } of registered)
      await handlers['registry.register']({ name, photos: paths.map((path) => ({ path })) });
    test.push(...(await unknownPhotos()).map((path) => ({ truth: null, path })));
    const answers = await handlers['recognise.photos']({ photos: test.map(({ path }) => ({ path })) });
    const judged = answers.map(({ candidates }, i) => ({ truth: test[i].truth, candidates }));
    const [{ threshold, milliseconds }] = answers;
    const { perProduct: _, confusions, ...figures } = evaluate(judged, threshold, milliseconds);
    return { ...figures, trainSeconds: run.seconds, epochs: run.epochs, worst: confusions.slice(0, 3) };
  });
}
