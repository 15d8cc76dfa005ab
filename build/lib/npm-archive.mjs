import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * Fetches the archive of one npm package, without what it depends on, and checks that it is the one that was meant.
 * @param {{package: string, sha512: string}} source `package` with its version, `sha512` of the archive in base64
 * @param {string} folder an empty one
 * @returns {Promise<string>} the archive's path
 */
export async function fetchArchive({ package: name, sha512 }, folder) {
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
