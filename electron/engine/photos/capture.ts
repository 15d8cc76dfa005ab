import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Job } from '../jobs';
import { classRow } from '../project/classes';
import type { OpenProject } from '../project/open-project';
import { photoExtension } from './decode';
import { importPhotos } from './import-photos';

/**
 * Adds pictures that a camera took one after another; they are one burst, named by the time. Answers the edit to undo it
 * by, `null` where all were there already. Throws `photo-broken`, `not-found` for a class that is not there.
 */
export async function capturePhotos(
  project: OpenProject,
  images: readonly Uint8Array[],
  classId: number | null,
): Promise<{ edit: number | null; ids: string[] }> {
  const className = classId === null ? null : (await classRow(project.db, classId)).name;
  const takenAt = localTime(new Date());
  await mkdir(project.paths.cache, { recursive: true });
  const folder = await mkdtemp(join(project.paths.cache, 'capture-'));
  try {
    const paths = [];
    for (const [i, image] of images.entries()) {
      const name = `${takenAt.replace('T', ' ').replaceAll(':', '-')} ${i + 1}`;
      const path = join(folder, name + (await photoExtension(image)));
      await writeFile(path, image);
      paths.push(path);
    }
    const options = { paths, split: 'train' as const, unknown: false, className, takenAt };
    const { edit } = await importPhotos(project, options, new Job('capture', () => {}));
    return { edit, ids: images.map((image) => createHash('sha256').update(image).digest('hex')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As cameras write it: no zone. */
function localTime(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 23);
}
