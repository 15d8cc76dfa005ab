/**
 * Draws the training world, resumably, one process per core:
 *   node build/world/run.mjs FOLDER [FAMILIES] [PHOTOS PER PRODUCT]
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [folder, families = '2000', photos = '10', part] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node build/world/run.mjs FOLDER [FAMILIES] [PHOTOS PER PRODUCT]');
const parts = availableParallelism();

if (part === undefined) {
  for (let i = 0; i < parts; i++) fork(import.meta.filename, [folder, families, photos, String(i)]);
} else {
  const { module } = await runnerImport(resolve(import.meta.dirname, 'render.ts'), {
    resolve: { alias: { '@shared': resolve(import.meta.dirname, '../../shared') } },
  });
  const options = { folder, families: +families, photosPerProduct: +photos, part: +part, parts };
  await module.drawWorld(options, (family) => console.log(`family ${family} of ${families}`));
}
