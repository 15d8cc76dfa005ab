import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * Runs electron-builder with build/electron-builder.yml.
 * @param {string} electron folder of an unpacked Electron
 * @param {string[]} args more of electron-builder's arguments
 * @param {object} [places]
 * @param {string} [places.updates] address of the folder where newer studios will be; without it this one never looks for any
 * @param {string | null} [places.tensorflow] what `packTensorFlow` made; without it this one fetches no TensorFlow
 */
export async function packageStudio(electron, args, { updates, tensorflow } = {}) {
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const config = [
    '--config',
    'build/electron-builder.yml',
    `-c.electronDist=${electron}`,
    '--publish',
    'never',
    ...(updates ? ['-c.publish.provider=generic', `-c.publish.url=${updates}`] : []),
    ...(tensorflow
      ? [`-c.extraResources.from=${tensorflow}`, `-c.extraResources.to=${basename(tensorflow)}`]
      : []),
  ];
  const { code } = await run(process.execPath, [cli, ...config, ...args], { cwd: root });
  if (code !== 0) throw new SetupError('electron-builder failed; its messages are above.');
}

/**
 * electron-builder's hook, called when everything is made: a .deb is made out of the folder that the target `dir`
 * leaves, which would then take itself for one that is installed, and update itself so.
 * @param {{outDir: string}} result
 */
export async function afterAllArtifactBuild({ outDir }) {
  const folders = (await readdir(outDir)).filter((name) => /^linux.*-unpacked$/.test(name));
  for (const folder of folders) await rm(join(outDir, folder, 'resources/package-type'), { force: true });
  return [];
}
