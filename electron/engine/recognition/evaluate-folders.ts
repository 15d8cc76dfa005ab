import type { Candidate, Evaluation, Project } from '@shared/domain';
import { moveScore } from '@shared/product-shifts';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { foldName } from '../project/clean-name';
import { evaluate, type Judged } from './evaluate';
import { photosByProduct, photosIn } from './folders';
import { noProducts } from './gallery';
import { loadGallery } from './load-gallery';

const atOnce = 32;

interface Folders {
  /** A sub-folder a product, named as it is registered. */
  products: string;
  /** Photos that show none of the registered products. */
  unknown?: string;
  /** The project's own when absent. */
  threshold?: number;
}

/** Recognises photos whose truth the folders tell. Throws `not-found` for a product that is not registered. */
export async function evaluateFolders(context: Context, folders: Folders, job: Job): Promise<Evaluation> {
  const project = context.project();
  const recogniser = await context.recogniser();
  const gallery = await loadGallery(project, recogniser.version);
  const known = new Map(gallery.references.map(({ name }) => [foldName(name), name]));
  const photos = [
    ...(await productPhotos(folders.products, known)),
    ...(await unknownPhotos(folders.unknown)),
  ];
  const shifts = await project.settings.get('productShifts');
  const judged: Judged[] = [];
  const started = performance.now();
  for (let start = 0; start < photos.length; start += atOnce) {
    job.throwIfCancelled();
    const batch = photos.slice(start, start + atOnce);
    const descriptors = await recogniser.describe(batch.map(({ path }) => path));
    for (const [i, { truth }] of batch.entries())
      judged.push({ truth, candidates: [comparable(await gallery.nearest(descriptors[i], 1), shifts)] });
    job.report(judged.length, photos.length);
  }
  const msPerImage = (performance.now() - started) / photos.length;
  const threshold = folders.threshold ?? (await project.describe()).threshold;
  return evaluate(judged, threshold, msPerImage);
}

/** The best score brought to where the common threshold says what the product's own would. */
function comparable([best]: Candidate[], shifts: Project['productShifts']): Candidate {
  if (!best) throw noProducts();
  return { ...best, score: moveScore(best.score, -(shifts?.[best.productId] ?? 0)) };
}

interface FolderPhoto {
  truth: string | null;
  path: string;
}

/** `registered`: names by what they are compared by; a folder may be written otherwise. */
async function productPhotos(
  folder: string,
  registered: ReadonlyMap<string, string>,
): Promise<FolderPhoto[]> {
  const byProduct = await photosByProduct(folder);
  const nameOf = (called: string) => registered.get(foldName(called));
  const stranger = [...byProduct.keys()].find((called) => nameOf(called) === undefined);
  if (stranger !== undefined)
    throw new StudioError(
      'not-found',
      `“${stranger}” is not registered; register it, or give it as unknown.`,
      stranger,
    );
  return [...byProduct].flatMap(([called, paths]) =>
    paths.map((path) => ({ truth: nameOf(called) ?? null, path })),
  );
}

async function unknownPhotos(folder: string | undefined): Promise<FolderPhoto[]> {
  if (folder === undefined) return [];
  return (await photosIn(folder)).map(({ path }) => ({ truth: null, path }));
}
