import { existsSync } from 'node:fs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main, say, SetupError } from './lib/say.mjs';
import { isLinked, linkAddon } from './lib/tensorflow/addon.mjs';
import { checkTensorFlow } from './lib/tensorflow/check.mjs';
import { installOfficial } from './lib/tensorflow/official.mjs';
import { ensureWheelLibrary, wheelLibrary } from './lib/tensorflow/wheel.mjs';

/** `npm run setup:tensorflow [-- --gpu]`: gives native TensorFlow to @tensorflow/tfjs-node-gpu. */
await main(async () => {
  checkNode();
  await ensurePackages();
  const gpu = process.argv.includes('--gpu');
  const state = (await isThere(gpu)) ?? (await setUp(gpu));
  const device = state.gpu ? 'a GPU' : 'the CPU';
  say(`Native TensorFlow ${state.library} works, on ${device}.`);
  if (gpu && !state.gpu) say('It found no GPU: it needs an NVIDIA driver, CUDA 12 and cuDNN 9.');
});

/** With `--gpu`, what works on the CPU alone is not yet what was asked for. */
async function isThere(gpu) {
  const state = await checkTensorFlow();
  const asked = !gpu || state?.gpu || (await isLinked(wheelLibrary({ gpu })));
  return asked ? state : null;
}

async function setUp(gpu) {
  const cached = existsSync(wheelLibrary({ gpu }));
  if (!cached && (await installOfficial())) {
    const state = await checkTensorFlow();
    if (state && (state.gpu || !gpu)) return state;
  }
  await linkAddon(await ensureWheelLibrary({ gpu }));
  const state = await checkTensorFlow();
  if (!state)
    throw new SetupError('TensorFlow is in place but does not load. Training uses the built-in engine.');
  return state;
}
