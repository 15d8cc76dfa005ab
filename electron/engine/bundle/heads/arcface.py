"""
The head of a model that Ramune Studio trained. Import it before `keras.models.load_model("model.keras")`.

At inference softmax over s·cos θ, the angle between the embedding and each class's centre; the margin is added in
training only (Deng et al., ArcFace, CVPR 2019).
"""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="ramune")
class ArcFace(keras.layers.Layer):
    def __init__(self, classes, scale, **options):
        super().__init__(**options)
        self.classes, self.scale = classes, scale

    def build(self, shape):
        self.kernel = self.add_weight(name="kernel", shape=(shape[-1], self.classes))

    def call(self, embeddings):
        cosines = ops.matmul(unit(embeddings, -1), unit(self.kernel, 0))
        return ops.softmax(self.scale * cosines)

    def get_config(self):
        return {**super().get_config(), "classes": self.classes, "scale": self.scale}


def unit(vectors, axis):
    return vectors / ops.sqrt(ops.sum(ops.square(vectors), axis=axis, keepdims=True) + 1e-12)
