import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { build } from 'vite';
import { root } from '../paths.mjs';
import { addonPackage } from './addon.mjs';
import { checkTensorFlow } from './check.mjs';

const addon = 'lib/napi-v8/tfjs_binding.node';
const libraries = 'deps/lib';
/** Names that programs ask for a library by; the others are for compilers. */
const askedFor = /\.so\.\d+$|\.dll$|\.\d+\.dylib$/;

/**
 * Writes native TensorFlow as a packaged studio fetches it: `tensorflow-<version>/` with every file gzipped, and beside it
 * `tensorflow.json`, which goes into the package.
 * @param {string} out folder for both
 * @param {string} updates address that the contents of `out` will be at, with a slash at its end
 * @param {number} level of the compression, 1 to 9
 * @returns {Promise<string | null>} path of tensorflow.json; null where TensorFlow is not set up
 */
export async function packTensorFlow(out, updates, level = 9) {
  const state = await checkTensorFlow();
  if (!state) return null;
  const version = `${state.library}-${state.gpu ? 'gpu-' : ''}${process.platform}-${process.arch}`;
  const name = `tensorflow-${version}`;
  const folder = join(out, name);
  await rm(folder, { recursive: true, force: true });
  const bundle = await bundleScripts(join(folder, 'index.cjs'));
  const sources = [
    ['index.cjs', bundle],
    ['LICENSE.txt', join(root, 'build/sample/fonts/LICENSE-Apache-2.0.txt')],
    [addon, join(addonPackage, addon)],
    ...(await librariesOf(join(addonPackage, libraries))),
  ];
  const files = [];
  for (const [path, source] of sources) files.push(await compress(path, source, folder, level));
  await rm(bundle);
  const list = join(out, 'tensorflow.json');
  await writeFile(list, JSON.stringify({ version, url: new URL(name, updates).href, files }, null, 2));
  return list;
}

/** The package and the packages it needs, as one file that finds the addon beside itself. */
async function bundleScripts(path) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    resolve: { alias: { '@mapbox/node-pre-gyp': join(import.meta.dirname, 'find-addon.cjs') } },
    // The package's ES5 classes extend those of the others' Node builds alone.
    environments: { ssr: { resolve: { mainFields: ['main'], noExternal: true } } },
    build: {
      ssr: addonPackage,
      target: 'node18',
      outDir: dirname(path),
      emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: basename(path) } },
    },
  });
  return path;
}

/** Each library once, by a name that it is asked for by. */
async function librariesOf(folder) {
  const found = new Map();
  for (const name of await readdir(folder)) {
    const path = await realpath(join(folder, name));
    const isOwn = name === basename(path);
    if (askedFor.test(name) && (isOwn || !found.has(path))) found.set(path, `${libraries}/${name}`);
  }
  return [...found].map(([path, name]) => [name, path]);
}

async function compress(path, source, folder, level) {
  const target = join(folder, `${path}.gz`);
  await mkdir(dirname(target), { recursive: true });
  await pipeline(createReadStream(source), createGzip({ level }), createWriteStream(target));
  const hash = createHash('sha256');
  await pipeline(createReadStream(target), hash);
  return { path, bytes: (await stat(target)).size, sha256: hash.digest('hex') };
}
