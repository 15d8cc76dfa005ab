"""A MobileNetV2 with chance weights and BatchNorm statistics, as Keras writes and runs it.

python mobilenet.py FOLDER [PIXELS]
Writes FOLDER/named.h5 (weights under their layers' names), FOLDER/numbered.weights.h5 (Keras 3), FOLDER/official.h5
(names and size of the ImageNet file, which Keras 2 wrote), FOLDER/top.h5 (another network, a whole model with its
classifier) and FOLDER/half.h5 (width 0.5). PIXELS: RGB bytes [n, 224, 224, 3]; prints the
embeddings [n, 1280] as JSON.
"""

import json
import sys

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

folder, *pixels = sys.argv[1:]
random = np.random.default_rng(1)


def randomized(model):
    """Gives every BatchNorm what training would have left in it, of a size that lets the signal through."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            layer.set_weights(
                [
                    random.uniform(0.5, 1.5, size),
                    random.normal(0, 0.5, size),
                    random.normal(0, 0.3, size),
                    random.uniform(0.3, 2, size),
                ]
            )
    return model


def network(**options):
    return randomized(keras.applications.MobileNetV2(weights=None, input_shape=(224, 224, 3), **options))


def save_named(model, name):
    with h5py.File(f"{folder}/{name}.h5", "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


def save_official(model):
    """Nothing in HDF5 follows the last byte that its superblock counts, so the padding changes nothing."""
    path = f"{folder}/official.h5"
    with h5py.File(path, "w") as file:
        for layer in model.layers:
            depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
            for weight in layer.weights:
                name = "depthwise_kernel" if depthwise else weight.name
                file[f"{layer.name}/{layer.name}/{name}:0"] = weight.numpy()
    with open(path, "ab") as file:
        file.write(b"\0" * (9_406_464 - file.tell()))


model = network(include_top=False, pooling="avg")
save_named(model, "named")
model.save_weights(f"{folder}/numbered.weights.h5")
save_official(model)
network(include_top=True).save(f"{folder}/top.h5")
save_named(network(include_top=False, alpha=0.5), "half")
if pixels:
    images = np.fromfile(pixels[0], dtype=np.uint8).reshape(-1, 224, 224, 3).astype(np.float32)
    print(json.dumps(model.predict(images / 127.5 - 1, verbose=0).tolist()))
