import { parseArgs } from 'node:util';
import { startVirtualDisplay } from './display.mjs';
import { importTypescript } from './import-typescript.mjs';
import { checkNode } from './node-version.mjs';
import { ensurePackages } from './packages.mjs';
import { report } from './report.mjs';
import { ensureStudio } from './studio.mjs';

/**
 * Puts the real studio through a trial and prints what it reports as JSON, on one line with `--json`.
 * @param {object} trial
 * @param {string} trial.file TypeScript whose default export is the trial: takes settings, returns a report
 * @param {Record<string, string>} trial.options of the command line, with their defaults
 * @param {(values: Record<string, string>) => object} trial.settings what the options mean; the program of Electron and
 *   where to say how it goes are added to it
 * @param {(report: any) => boolean} trial.passed whether the command succeeds
 */
export async function runTrial({ file, options, settings, passed }) {
  checkNode();
  await ensurePackages();
  const strings = Object.entries(options).map(([name, value]) => [name, { type: 'string', default: value }]);
  const { values } = parseArgs({
    options: { ...Object.fromEntries(strings), json: { type: 'boolean', default: false } },
  });
  const { electron, display } = await ensureStudio();
  if (!display) await startVirtualDisplay();
  const trial = await importTypescript(file);
  const found = await report(values.json, () => trial({ ...settings(values), electron, say: console.error }));
  if (!passed(found)) process.exitCode = 1;
}
