"""The article's training in Keras. python keras_peer.py WEIGHTS.safetensors THREADS; requests on stdin."""

import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import keras
import numpy as np
import tensorflow as tf
from keras import ops

from common import MARGIN, MOMENTUM, SCALE, batches, photos, serve, spread, timed, train
from tensors import units

EPSILON = 1e-3  # of Keras's BatchNorms


def norm_name(unit):
    return {"Conv1": "bn_Conv1", "Conv_1": "Conv_1_bn"}.get(unit, f"{unit}_BN")


def network(path):
    """Keras's MobileNetV2 with the studio's folded weights: BatchNorms that only scale and shift."""
    model = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(224, 224, 3))
    for name, kernel, bias, scale in units(path):
        layer, norm = model.get_layer(name), model.get_layer(norm_name(name))
        raw = kernel / scale[:, None, None, None]
        order = (2, 3, 0, 1) if isinstance(layer, keras.layers.DepthwiseConv2D) else (2, 3, 1, 0)
        layer.set_weights([raw.transpose(order)])
        norm.set_weights([scale, bias, np.zeros_like(bias), np.full_like(bias, 1 - EPSILON)])
        norm.momentum = MOMENTUM
    return model


def settle(model, images):
    """Writes every BatchNorm anew by the mean and variance on these images; what the network computes stays."""
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    moments = [moment for norm in norms for moment in ops.moments(norm.input, (0, 1, 2))]
    measured = iter(keras.Model(model.input, moments).predict_on_batch(images))
    for norm, mean, variance in zip(norms, measured, measured):
        gamma, beta, _, _ = norm.get_weights()
        norm.set_weights([gamma * np.sqrt(variance + EPSILON), beta + mean * gamma, mean, variance])


class Cosines(keras.layers.Layer):
    """Logits s·cos θ between embeddings and the classes' centres."""

    def __init__(self, classes):
        super().__init__()
        self.classes = classes

    def build(self, shape):
        self.centres = self.add_weight(shape=(shape[-1], self.classes), initializer="glorot_uniform")

    def call(self, embeddings):
        return ops.matmul(ops.normalize(embeddings, axis=1), ops.normalize(self.centres, axis=0)) * SCALE


def arcface(labels, logits):
    """Each photo's loss, with the margin on the own class (Deng et al., CVPR 2019); in validation too, as in the studio."""
    labels = ops.reshape(labels, (-1,))
    angle = ops.arccos(ops.clip(logits / SCALE, -1 + 1e-7, 1 - 1e-7))
    margined = ops.where(ops.one_hot(labels, logits.shape[-1]) > 0, ops.cos(angle + MARGIN) * SCALE, logits)
    return keras.losses.sparse_categorical_crossentropy(labels, margined, from_logits=True)


class Keras:
    def __init__(self, path):
        self.base = network(path)
        self.trainers = {}

    def on_open(self, request):
        self.images = photos(request["photos"])
        self.labels = np.array(request["labels"], np.int32)
        self.classes = request["classes"]
        self.settle_and_head(spread(self.images), self.classes)
        yield {"version": keras.__version__}

    def settle_and_head(self, images, classes):
        settle(self.base, images.astype(np.float32) / 127.5 - 1)
        self.head = Cosines(classes)

    def input_of(self, block):
        if block == "head":
            return self.base.output
        return self.base.get_layer(block if block == "Conv_1" else f"{block}_expand").input

    def trainer(self, block, cached, augment=()):
        """The whole network with everything in front of `block` frozen or, cached, what is behind it alone. `augment`:
        layers in front."""
        kept = keras.Model(self.input_of(block), self.base.output) if block != "head" else None
        names = {layer.name for layer in kept.layers} if kept else set()
        for layer in self.base.layers:
            layer.trainable = layer.name in names
        if cached:
            inside = keras.Input(self.input_of(block).shape[1:])
            out = kept(inside) if kept else inside
        else:
            inside = keras.Input((224, 224, 3), dtype="float32" if augment else "uint8")
            out = self.base(keras.Sequential([*augment, keras.layers.Rescaling(1 / 127.5, -1)])(inside))
        model = keras.Model(inside, self.head(keras.layers.GlobalAveragePooling2D()(out)))
        # XLA would compile each stage for longer than it trains it.
        model.compile(keras.optimizers.Adam(1e-4), arcface, metrics=["sparse_categorical_accuracy"], jit_compile=False)
        return model

    def on_step(self, request):
        block, cached = request["from"], request["cached"]
        if (block, cached) not in self.trainers:
            model = self.trainer(block, cached)
            pixels = self.images[:16].astype(np.float32) / 127.5 - 1
            features = keras.Model(self.base.input, self.input_of(block)).predict_on_batch(pixels)
            self.trainers[block, cached] = model, features if cached else self.images[:16]
        model, images = self.trainers[block, cached]
        labels = self.labels[:16]
        yield {"ms": timed(lambda: model.train_on_batch(images, labels))}

    def features(self, block):
        """What the frozen part makes of every photo."""
        inside = keras.Input((224, 224, 3), dtype="uint8")
        frozen = keras.Model(self.base.input, self.input_of(block))
        model = keras.Model(inside, frozen(keras.layers.Rescaling(1 / 127.5, -1)(inside)))
        return np.concatenate([model.predict_on_batch(part) for part in batches(self.images, 16)])

    def on_train(self, request):
        self.base = network(path)
        self.settle_and_head(spread(self.images, request["validation"]), self.classes)
        yield from train(request, self)

    def open_stage(self, block, cached):
        self.stage = self.trainer(block, cached)
        self.inputs = self.features(block) if cached else self.images

    def learn(self, part, rate):
        self.stage.optimizer.learning_rate = rate
        self.stage.train_on_batch(self.inputs[part], self.labels[part])

    def judge(self, part):
        logits, labels = self.stage.predict_on_batch(self.inputs[part]), self.labels[part]
        return ops.convert_to_numpy(arcface(labels, logits)), logits.argmax(1) == labels

    def weights(self):
        return self.base.get_weights(), self.head.get_weights()

    def take_weights(self, weights):
        self.base.set_weights(weights[0])
        self.head.set_weights(weights[1])

    def on_fit(self, request):
        """The article's recipe as Keras's guides write it: photos from their files, decoded once as the studio does it
        (`cache`), augmented by layers in every epoch; callbacks lower the rate and bring the best weights back."""
        self.base = network(path)
        self.settle_and_head(spread(self.images, request["validation"]), self.classes)
        train, validation = self.datasets(request)
        started = time.perf_counter()
        points = []
        told = keras.callbacks.LambdaCallback(
            on_epoch_end=lambda _, logs: points.append(
                {"ms": (time.perf_counter() - started) * 1000, "valAccuracy": logs["val_sparse_categorical_accuracy"]}
            )
        )
        for stage in request["stages"]:
            augment = [keras.layers.RandomTranslation(0.1, 0.1, "constant"), keras.layers.RandomZoom((-0.2, 0.2))]
            model = self.trainer(stage["from"], False, augment)
            model.optimizer.learning_rate = stage["learningRate"]
            lower = keras.callbacks.ReduceLROnPlateau(**request["plateau"], min_delta=0)
            best = keras.callbacks.EarlyStopping("val_loss", patience=stage["epochs"], restore_best_weights=True)
            model.fit(train, validation_data=validation, epochs=stage["epochs"], callbacks=[lower, best, told], verbose=0)
        yield from points

    def datasets(self, request):
        """The photos to train on, shuffled anew every epoch, and those to validate by."""

        def load(file, label):
            return tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(file), 3), (224, 224)), label

        files = tf.data.Dataset.from_tensor_slices((request["paths"], self.labels))
        count = len(request["paths"]) - request["validation"]
        decoded = lambda part: part.map(load, tf.data.AUTOTUNE).cache()
        ready = lambda part: part.batch(request["batch"]).prefetch(tf.data.AUTOTUNE)
        return ready(decoded(files.take(count)).shuffle(count)), ready(decoded(files.skip(count)))

    def on_embed(self, request):
        if "embed" not in self.trainers:
            inside = keras.Input((224, 224, 3), dtype="uint8")
            out = self.base(keras.layers.Rescaling(1 / 127.5, -1)(inside))
            self.trainers["embed"] = keras.Model(inside, keras.layers.GlobalAveragePooling2D()(out))
        model, images = self.trainers["embed"], self.images
        embed = lambda: [model.predict_on_batch(part) for part in batches(images, 16)]
        yield {"ms": timed(embed) / len(images)}


path, threads = sys.argv[1:]
tf.config.threading.set_intra_op_parallelism_threads(int(threads))
serve(Keras(path))
