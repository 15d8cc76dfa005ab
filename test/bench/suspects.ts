import { Job } from '../../electron/engine/jobs';
import { bundledRecogniser } from '../../electron/engine/photos/review/rank-suspects';
import { noPhotos, productPhotos } from '../support/photos';
import { plantedFound } from '../support/planted';

/** 5 % of all product photos get a wrong label; how many of those are in the first tenth of the list of suspects. */
export default async function suspects() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const photos = [...(await productPhotos())].flatMap(([label, paths]) =>
    paths.map((path) => ({ path, label })),
  );
  const recogniser = await bundledRecogniser();
  const started = performance.now();
  const found = await plantedFound(recogniser, photos, [1, 2, 3, 4, 5], new Job('bench', () => {}));
  const seconds = (performance.now() - started) / 1000;
  await recogniser.release();
  return {
    photos: photos.length,
    foundInFirstTenth: found,
    mean: found.reduce((a, b) => a + b, 0) / found.length,
    seconds,
  };
}
