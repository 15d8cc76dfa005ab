import { parseArgs } from 'node:util';
import { startVirtualDisplay } from './lib/display.mjs';
import { importTypescript } from './lib/import-typescript.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main } from './lib/say.mjs';
import { ensureStudio } from './lib/studio.mjs';

const options = {
  minutes: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
};

/**
 * `npm run -s soak -- [--minutes N] [--json]`: uses the real studio in a loop and prints each process's memory after the
 * warm-up and at the end. Fails where one has grown by more than a tenth.
 */
await main(async () => {
  checkNode();
  await ensurePackages();
  const { electron, display } = await ensureStudio();
  if (!display) await startVirtualDisplay();
  const { values } = parseArgs({ options });
  const soak = await importTypescript('test/soak/soak.ts');
  console.log = console.error; // stdout is for the report alone
  const report = await soak(electron, Number(values.minutes), console.error);
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  if (!report.flat) process.exitCode = 1;
});
