import { join } from 'node:path';
import { root } from './paths.mjs';

/** The default export of a TypeScript file of the repository, as Vite builds it. @param {string} path */
export async function importTypescript(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, path), {
    resolve: { alias: { '@shared': join(root, 'shared') } },
  });
  return module.default;
}
