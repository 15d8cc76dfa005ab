import { join } from 'node:path';
import { tryDetector } from './detector.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupError } from './say.mjs';
import { hashOf, stamped, writeStamp } from './stamp.mjs';

const sources = [
  'electron',
  'renderer',
  'shared',
  'build/sample',
  'electron.vite.config.ts',
  'package-lock.json',
];
const stamp = join(root, 'out/.sources');

/** Builds the studio into out/ when its sources have changed since the last build, and the detector beside it. */
export async function ensureBuild() {
  await tryDetector();
  const hash = await hashOf(sources);
  if (await stamped(stamp, hash)) return;
  say('Building the studio…');
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    quiet: true,
  });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
  await writeStamp(stamp, hash);
}
