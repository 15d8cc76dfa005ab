import { parseArgs } from 'node:util';
import { startVirtualDisplay } from './lib/display.mjs';
import { importTypescript } from './lib/import-typescript.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main } from './lib/say.mjs';
import { ensureStudio } from './lib/studio.mjs';

const options = {
  rounds: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
};

/**
 * `npm run -s faults -- [--rounds N] [--seed N] [--json]`: kills the engine and the whole studio in turn, in the middle of
 * their work, and prints what they were doing, what they had acknowledged and what was lost of that. Fails where anything was.
 */
await main(async () => {
  checkNode();
  await ensurePackages();
  const { electron, display } = await ensureStudio();
  if (!display) await startVirtualDisplay();
  const { values } = parseArgs({ options });
  const faults = await importTypescript('test/faults/faults.ts');
  console.log = console.error; // stdout is for the report alone
  const report = await faults({
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    electron,
    say: console.error,
  });
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  if (report.lost.length) process.exitCode = 1;
});
