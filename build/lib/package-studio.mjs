import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * Runs electron-builder with build/electron-builder.yml.
 * @param {string} electron folder of an unpacked Electron
 * @param {string[]} args more of electron-builder's arguments
 * @param {string} [updates] address of the folder where newer studios will be; without it this one never looks for any
 */
export async function packageStudio(electron, args, updates) {
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const config = [
    '--config',
    'build/electron-builder.yml',
    `-c.electronDist=${electron}`,
    '--publish',
    'never',
    ...(updates ? ['-c.publish.provider=generic', `-c.publish.url=${updates}`] : []),
  ];
  const { code } = await run(process.execPath, [cli, ...config, ...args], { cwd: root });
  if (code !== 0) throw new SetupError('electron-builder failed; its messages are above.');
}
