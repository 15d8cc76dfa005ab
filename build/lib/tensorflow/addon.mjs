import { existsSync } from 'node:fs';
import { copyFile, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import { say, SetupError } from '../say.mjs';

/** The package whose native addon links to TensorFlow's C library. */
export const addonPackage = join(root, 'node_modules/@tensorflow/tfjs-node-gpu');
const deps = join(addonPackage, 'deps');
const moduleFolder = join(addonPackage, 'lib/napi-v8');
const addon = join(moduleFolder, 'tfjs_binding.node');

/** Puts a library folder (`lib/`, `include/`) and the addon built against it in the package's place. */
export async function linkAddon(library) {
  await rm(deps, { recursive: true, force: true });
  await symlink(library, deps, 'junction');
  const cached = join(library, 'tfjs_binding.node');
  if (!existsSync(cached)) {
    await buildAddon();
    await copyFile(addon, `${cached}.tmp`);
    await rename(`${cached}.tmp`, cached);
  }
  await mkdir(moduleFolder, { recursive: true });
  await copyFile(cached, addon);
}

/** Whether this library is the one that is linked in. */
export async function isLinked(library) {
  return (await readlink(deps).catch(() => null)) === library;
}

/** The addon is Node-API, so one build serves every Node.js and Electron. */
async function buildAddon() {
  say('Building the TensorFlow addon…');
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const settings = {
    module: addon,
    module_name: 'tfjs_binding',
    module_path: moduleFolder,
    napi_version: 8,
    napi_build_version: 8,
    ...localHeaders(),
  };
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const { code, output } = await run(process.execPath, [gyp, 'rebuild', ...flags], {
    cwd: addonPackage,
    quiet: true,
  });
  if (code !== 0) throw new SetupError(`The TensorFlow addon could not be built:\n${output}`);
}

/** Headers that came with Node.js spare a download. */
function localHeaders() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { nodedir: prefix } : {};
}
