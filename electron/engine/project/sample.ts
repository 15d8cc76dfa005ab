import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderSample, samplePhotoCount, type SamplePhoto } from '../../../build/sample';
import type { Job } from '../jobs';
import { importPhotos } from '../photos/import-photos';
import type { OpenProject } from './open-project';

/**
 * Draws the sample photos into the project's `sample` folder and imports what a shop would start with: the training
 * products and things that are no products. The new products stay in `sample/new`, to be registered by hand.
 */
export async function addSamplePhotos(project: OpenProject, seed: number, job: Job): Promise<void> {
  const folder = join(project.folder, 'sample');
  let done = 0;
  for await (const photo of renderSample(seed)) {
    job.throwIfCancelled();
    await save(folder, photo);
    job.report(++done, samplePhotoCount, photo.fileName);
  }
  for (const split of ['train', 'val'] as const)
    await importPhotos(
      project,
      { paths: [join(folder, 'train', split)], split, unknown: false, className: null },
      job,
    );
  await importPhotos(
    project,
    { paths: [join(folder, 'unknown')], split: 'val', unknown: true, className: null },
    job,
  );
}

/** train/<split>/<product>/…, new/<product>/… or unknown/… */
async function save(folder: string, { group, split, product, fileName, jpeg }: SamplePhoto): Promise<void> {
  const parts = [group, ...(group === 'train' ? [split] : []), ...(product ? [product] : [])];
  const path = join(folder, ...parts);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, fileName), jpeg);
}
