import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { unzipSync } from 'fflate';
import { StudioError } from '@shared/errors';
import { readKerasH5 } from './keras-h5';
import type { LayerTensors } from './layer-tensors';
import { readTfjsLayers } from './tfjs-layers';

/** The weights in a Keras HDF5 or `.keras` file or a TensorFlow.js `model.json`. Throws `weights-broken`. */
export async function readLayers(path: string): Promise<LayerTensors> {
  const name = basename(path);
  switch (extname(path).toLowerCase()) {
    case '.json':
      return readTfjsLayers(path).catch((error) => {
        throw broken(name, 'It, or a file of weights beside it, is missing or damaged.', error);
      });
    case '.h5':
    case '.hdf5':
      return readH5(await readBytes(path, name), name);
    case '.keras':
      return readKeras(await readBytes(path, name), name);
    default:
      throw broken(
        name,
        'It has to be a Keras .keras or .h5 file or the model.json of a TensorFlow.js layers model.',
        '',
      );
  }
}

const readBytes = (path: string, name: string) =>
  readFile(path).catch((error) => {
    throw broken(name, 'The file cannot be opened.', error);
  });

const weightsName = 'model.weights.h5';

/** The weights in a whole model of Keras 3, a zip. */
function readKeras(bytes: Uint8Array, name: string): LayerTensors {
  try {
    const weights = unzipSync(bytes, { filter: (file) => file.name === weightsName })[weightsName];
    return readKerasH5(weights);
  } catch (error) {
    throw broken(name, 'The file is damaged, or no model of Keras 3.', error);
  }
}

/** The weights in the bytes of a Keras HDF5 file. Throws `weights-broken`. */
export function readH5(bytes: Uint8Array, name: string): LayerTensors {
  try {
    return readKerasH5(bytes);
  } catch (error) {
    throw broken(name, 'The file is damaged, or not in the HDF5 format.', error);
  }
}

const broken = (name: string, why: string, error: unknown) =>
  new StudioError('weights-broken', `The weights in ${name} cannot be read. ${why}`, String(error));
