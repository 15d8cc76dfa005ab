"""Loads what the studio exported for Keras and prints as JSON what the models say of photos.

python load.py FOLDER PIXELS
PIXELS: RGB bytes [n, 224, 224, 3]. FOLDER: model.keras and mobilenetv2.h5, and arcface.py where there is a head.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

folder, pixels = Path(sys.argv[1]), sys.argv[2]
if (folder / "arcface.py").exists():
    sys.path.insert(0, str(folder))
    import arcface  # noqa: F401

images = np.fromfile(pixels, dtype=np.uint8).reshape(-1, 224, 224, 3).astype(np.float32) / 127.5 - 1
whole = keras.models.load_model(folder / "model.keras")
outputs = whole.predict(images, verbose=0)
outputs = outputs if isinstance(outputs, list) else [outputs]
standard = keras.applications.MobileNetV2(
    weights=None, include_top=False, pooling="avg", input_shape=(224, 224, 3)
)
standard.load_weights(folder / "mobilenetv2.h5")
names = [layer.name for layer in standard.layers if layer.weights]
print(
    json.dumps(
        {
            "whole": [output.tolist() for output in outputs],
            "standard": standard.predict(images, verbose=0).tolist(),
            "sameNames": names == [layer.name for layer in whole.layers if layer.weights][: len(names)],
        }
    )
)
