import notice from '../../../NOTICE?raw';
import type { PrecisionFigures } from '@shared/domain';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { writeCsv } from '../products/csv/write-csv';
import { comparePrecisions } from './compare-precisions';
import { galleryFiles, readReferences } from './gallery-files';
import { type BundleFile, manifestOf } from './manifest';
import { runnerFiles } from './runners';
import { textFile, writeFiles } from './write-files';
import { webPage } from './web-page';
import { matchModel } from '../recognition/match-cells';
import { listProducts } from '../recognition/registry';

export interface Bundle {
  /** Paths of what was written: the files, or the one zip. */
  files: string[];
  /** What each stored precision of the model costs. */
  models: PrecisionFigures[];
}

/**
 * Writes all that another program needs to recognise, into a folder, or into one file where `out` ends in `.zip`:
 * - `model.onnx`, `model.float16.onnx`, `model.int8.onnx`: `image` uint8 [n, 224, 224, 3] → `embedding` [n, 1280] and
 *   `cells` int8 [n, 144, 160];
 * - `match.onnx`: `query` (one photo's cells) and `references` (rows of cells) → `best` [references, 144];
 * - `gallery.json`, `gallery.safetensors`, `products.csv`: what is registered, and the numbers that make a score;
 * - `python/`, `node/`, `web/`: programs that give the studio's answers;
 * - `manifest.json`: the version, checksums and the models' figures; `NOTICE`.
 * Throws `not-empty` where other files are in the way.
 */
export async function exportBundle(context: Context, out: string, job: Job): Promise<Bundle> {
  const project = context.project();
  const recogniser = await context.recogniser();
  const references = await readReferences(project, recogniser.version);
  const models = await comparePrecisions(recogniser, references, job);
  const { threshold } = await project.describe();
  const parts: BundleFile[] = [
    ...models.map(({ figures, model }) => ({ path: figures.file, data: model })),
    { path: 'match.onnx', data: matchModel() },
    ...galleryFiles(references, recogniser.version, threshold, await project.thresholdOf()),
  ];
  const files = [
    ...parts,
    await webPage(parts),
    textFile('products.csv', writeCsv(await listProducts(project.db), 'en')),
    textFile('NOTICE', notice),
    ...runnerFiles(),
  ];
  const figures = models.map((one) => one.figures);
  const manifest = manifestOf(recogniser.version, figures, files);
  const all = [...files, textFile('manifest.json', JSON.stringify(manifest, null, 2))];
  job.throwIfCancelled();
  return { files: await writeFiles(out, all, 'manifest.json'), models: figures };
}
