import { StudioError } from '@shared/errors';
import type { Wanted } from '../download/download';

const file = 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5';
const store = 'https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/';

/**
 * Keras's MobileNetV2 1.0/224 trained on ImageNet, without its classifier. `size` is what Keras shows when it
 * downloads the file. Keras publishes no checksum of it, and none was found in public text, so none is pinned here: the
 * file is held against its size, the MD5 that the store sends with it, and every layer's name and shape.
 * RAMUNE_WEIGHTS_URL names the folder of a mirror to fetch from instead.
 */
export function imagenet(): Wanted {
  const folder = process.env.RAMUNE_WEIGHTS_URL ?? store;
  const url = new URL(file, folder.endsWith('/') ? folder : `${folder}/`).href;
  return {
    url,
    size: 9_406_464,
    failed: (why, detail = '') =>
      new StudioError(
        'weights-download',
        `${why} Try again, or get ${url} elsewhere and import the file.`,
        detail,
      ),
  };
}
