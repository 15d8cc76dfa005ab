import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypescript } from './lib/import-typescript.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { report } from './lib/report.mjs';
import { main, SetupError } from './lib/say.mjs';

const folder = join(root, 'test/bench');

/** `npm run -s bench -- NAME [--json]`: runs test/bench/NAME.ts, whose default export returns its figures. */
await main(async () => {
  checkNode();
  await ensurePackages();
  const bench = await load(process.argv[2]);
  await report(process.argv.includes('--json'), bench);
});

async function load(name) {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
  if (!names.includes(name)) throw new SetupError(`Usage: npm run -s bench -- ${names.join('|')} [--json]`);
  return importTypescript(`test/bench/${name}.ts`);
}
