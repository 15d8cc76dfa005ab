import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { npm } from './run.mjs';
import { say, SetupError } from './say.mjs';

/** Installs the npm packages of package-lock.json unless they are there. */
export async function ensurePackages() {
  if (await installed()) return;
  say('Installing packages (npm ci)…');
  const { code } = await npm(['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) throw new SetupError('npm ci failed; its messages are above. Is the network reachable?');
}

/** npm writes node_modules/.package-lock.json last, so what it names is there. */
async function installed() {
  try {
    const [wanted, there] = await Promise.all([
      packagesOf(join(root, 'package-lock.json')),
      packagesOf(join(root, 'node_modules/.package-lock.json')),
    ]);
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => !path || optional || there[path]?.version === version,
    );
  } catch {
    return false;
  }
}

async function packagesOf(path) {
  return JSON.parse(await readFile(path, 'utf8')).packages;
}
