import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a file in `build/assets`, wherever the code runs from: sources, bundle or package. */
export function assetPath(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const path = join(folder, 'build', 'assets', name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) throw new Error(`The studio's file ${name} is missing.`);
    folder = dirname(folder);
  }
}
