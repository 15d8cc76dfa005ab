import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * Runs electron-builder with build/electron-builder.yml.
 * @param {string} electron folder of an unpacked Electron
 * @param {string[]} args more of electron-builder's arguments
 */
export async function packageStudio(electron, args) {
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const config = [
    '--config',
    'build/electron-builder.yml',
    `-c.electronDist=${electron}`,
    '--publish',
    'never',
  ];
  const { code } = await run(process.execPath, [cli, ...config, ...args], { cwd: root });
  if (code !== 0) throw new SetupError('electron-builder failed; its messages are above.');
}
