/**
 * Makes build/backbone/start.safetensors, which the bundled backbone was trained from. Ours was made from the `products` photos of
 * https://github.com/marcusklasson/GroceryStoreDataset:
 *   node build/backbone/run.mjs PHOTOS build/backbone/start.safetensors
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [folder, out] = process.argv.slice(2);
if (!folder || !out) throw new Error('Usage: node build/backbone/run.mjs PHOTOS OUT');
const { module } = await runnerImport(resolve(import.meta.dirname, 'make.ts'), {
  resolve: { alias: { '@shared': resolve(import.meta.dirname, '../../shared') } },
});
await writeFile(out, await module.makeBackbone(folder, (unit) => console.log(unit)));
