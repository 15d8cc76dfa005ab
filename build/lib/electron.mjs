import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fallbackApplies, ensureFallback } from './electron-fallback.mjs';
import { cacheFolder, root } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupError } from './say.mjs';
import { writeStamp } from './stamp.mjs';

const folder = join(root, 'node_modules/electron');
const timeout = 10 * 60_000; // milliseconds
const retryAfter = 24 * 60 * 60_000; // milliseconds

/** Path of an Electron executable: the electron package's own, or the fallback where it cannot be fetched. */
export async function ensureElectron() {
  const { path, reason } = await officialElectron();
  if (path) return path;
  if (!fallbackApplies()) throw new SetupError(reason);
  say(reason);
  return ensureFallback();
}

/**
 * The electron package's own executable, fetched the first time; where that failed within a day it is not tried again.
 * @returns {Promise<{path: string} | {path: null, reason: string}>}
 */
export async function officialElectron() {
  const { version } = createRequire(import.meta.url)(join(folder, 'package.json'));
  const installed = await installedElectron(version);
  if (installed) return { path: installed };
  const failure = join(cacheFolder, `electron-${version}.failed`);
  const reason = (why) => ({ path: null, reason: `Electron ${version} could not be fetched (${why}).` });
  if (fallbackApplies() && (await isRecent(failure))) return reason(await readFile(failure, 'utf8'));

  say(`Fetching Electron ${version} (about 110 MB)…`);
  const { code, output } = await run(process.execPath, ['install.js'], { cwd: folder, timeout, quiet: true });
  const fetched = code === 0 && (await installedElectron(version));
  if (fetched) return { path: fetched };
  const why = code === 124 ? 'it took more than 10 minutes' : output.trim().split('\n')[0];
  await writeStamp(failure, why);
  return reason(why);
}

async function installedElectron(version) {
  const read = (name) => readFile(join(folder, name), 'utf8').catch(() => '');
  const [path, there] = await Promise.all([read('path.txt'), read('dist/version')]);
  return path && there.replace(/^v/, '') === version ? join(folder, 'dist', path) : null;
}

async function isRecent(path) {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < retryAfter;
}
