import { createRequire } from 'node:module';
import { fetchedTensorFlow } from '../tensorflow/offer';
import type { TF } from './tensorflow';

const packageName = '@tensorflow/tfjs-node-gpu';

/** `reason`: why native TensorFlow is not there, as its loader put it. */
export type LoadedTensorFlow =
  { available: true; tf: TF; gpu: boolean; version: string } | { available: false; reason: string };

let loaded: LoadedTensorFlow | undefined;

/**
 * Loads native TensorFlow the first time it is called, from the packages or from where the studio fetched it; it is
 * optional, so this never throws.
 */
export function loadTensorFlow(): LoadedTensorFlow {
  return (loaded ??= load());
}

/** Tries anew where it was not there. */
export function reloadTensorFlow(): LoadedTensorFlow {
  if (!loaded?.available) loaded = undefined;
  return loadTensorFlow();
}

function load(): LoadedTensorFlow {
  // Before the native library starts: it would fill stderr with notes on processor features.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const require = createRequire(import.meta.url);
  restoreUtil(require);
  try {
    const tf = require(fetchedTensorFlow() ?? packageName) as TF;
    const { isUsingGpuDevice } = tf.backend() as unknown as { isUsingGpuDevice: boolean };
    return { available: true, tf, gpu: isUsingGpuDevice, version: tf.version['tfjs-core'] };
  } catch (error) {
    return { available: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** tfjs-node 4.22 calls this function, which Node 23 removed. */
function restoreUtil(require: NodeJS.Require): void {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value == null;
}
