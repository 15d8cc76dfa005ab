import { parseArgs } from 'node:util';
import { importTypescript } from './lib/import-typescript.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main } from './lib/say.mjs';

const options = {
  rounds: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
};

/**
 * `npm run -s faults -- [--rounds N] [--seed N] [--json]`: kills the engine again and again in the middle of its work and
 * prints what it was doing, what it had acknowledged and what was lost of that. Fails where anything was.
 */
await main(async () => {
  checkNode();
  await ensurePackages();
  const { values } = parseArgs({ options });
  const faults = await importTypescript('test/faults/faults.ts');
  console.log = console.error; // stdout is for the report alone
  const report = await faults(Number(values.rounds), Number(values.seed), console.error);
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  if (report.lost.length) process.exitCode = 1;
});
