"""The article's training in Keras. python keras_peer.py WEIGHTS.safetensors THREADS; requests on stdin."""

import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import keras
import numpy as np
import tensorflow as tf
from keras import ops

from common import MARGIN, SCALE, batches, photos, serve, timed, train
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
    return model


def settle(model, images):
    """Writes every BatchNorm anew by the mean and variance on these images; what the network computes stays."""
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    moments = [moment for norm in norms for moment in ops.moments(norm.input, (0, 1, 2))]
    measured = iter(keras.Model(model.input, moments).predict_on_batch(images))
    for norm, mean, variance in zip(norms, measured, measured):
        gamma, beta, _, _ = norm.get_weights()
        norm.set_weights([gamma * np.sqrt(variance + EPSILON), beta + mean * gamma, mean, variance])


class ArcFace(keras.layers.Layer):
    """Logits s·cos θ; in training with the margin on the own class (Deng et al., CVPR 2019)."""

    def __init__(self, classes):
        super().__init__()
        self.classes = classes

    def build(self, shapes):
        self.centres = self.add_weight(shape=(shapes[0][-1], self.classes), initializer="glorot_uniform")

    def call(self, inputs, training=False):
        embeddings, labels = inputs
        cosine = ops.matmul(ops.normalize(embeddings, axis=1), ops.normalize(self.centres, axis=0))
        if not training:
            return cosine * SCALE
        own = ops.one_hot(ops.reshape(labels, (-1,)), self.classes)
        angle = ops.arccos(ops.clip(cosine, -1 + 1e-7, 1 - 1e-7))
        return ops.where(own > 0, ops.cos(angle + MARGIN), cosine) * SCALE


class Keras:
    def __init__(self, path):
        self.base = network(path)
        self.trainers = {}

    def on_open(self, request):
        self.images = photos(request["photos"])
        self.labels = np.array(request["labels"], np.int32)
        self.classes = request["classes"]
        self.settle_and_head(self.images[:32], self.classes)
        yield {"version": keras.__version__}

    def settle_and_head(self, images, classes):
        settle(self.base, images.astype(np.float32) / 127.5 - 1)
        self.head = ArcFace(classes)

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
        label = keras.Input((), dtype="int32")
        if cached:
            inside = keras.Input(self.input_of(block).shape[1:])
            out = kept(inside) if kept else inside
        else:
            inside = keras.Input((224, 224, 3), dtype="float32" if augment else "uint8")
            out = self.base(keras.Sequential([*augment, keras.layers.Rescaling(1 / 127.5, -1)])(inside))
        logits = self.head([keras.layers.GlobalAveragePooling2D()(out), label])
        model = keras.Model([inside, label], logits)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(1e-4), loss, jit_compile=False)  # XLA compiles each stage for longer than it trains it
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
        yield {"ms": timed(lambda: model.train_on_batch([images, labels], labels))}

    def features(self, block):
        """What the frozen part makes of every photo."""
        inside = keras.Input((224, 224, 3), dtype="uint8")
        frozen = keras.Model(self.base.input, self.input_of(block))
        model = keras.Model(inside, frozen(keras.layers.Rescaling(1 / 127.5, -1)(inside)))
        return np.concatenate([model.predict_on_batch(part) for part in batches(self.images, 16)])

    def on_train(self, request):
        self.base = network(path)
        self.settle_and_head(self.images[:32], self.classes)
        yield from train(request, self)

    def open_stage(self, stage, cached):
        self.stage = self.trainer(stage["from"], cached)
        self.stage.optimizer.learning_rate = stage["learningRate"]
        self.inputs = self.features(stage["from"]) if cached else self.images

    def learn(self, part):
        self.stage.train_on_batch([self.inputs[part], self.labels[part]], self.labels[part])

    def answer(self, part):
        return self.stage.predict_on_batch([self.inputs[part], self.labels[part]]).argmax(1)

    def on_fit(self, request):
        """The article's recipe as Keras's guides write it: photos read from their files in every epoch, augmented by layers."""
        self.base = network(path)
        self.settle_and_head(self.images[:32], self.classes)
        train, validation = self.datasets(request)
        started = time.perf_counter()
        for stage in request["stages"]:
            augment = [keras.layers.RandomTranslation(0.1, 0.1, "constant"), keras.layers.RandomZoom((-0.2, 0.2))]
            model = self.trainer(stage["from"], False, augment)
            model.optimizer.learning_rate = stage["learningRate"]
            for _ in range(stage["epochs"]):
                model.fit(train, verbose=0)
                right = model.predict(validation, verbose=0).argmax(1) == self.labels[-request["validation"] :]
                yield {"ms": (time.perf_counter() - started) * 1000, "valAccuracy": float(right.mean())}

    def datasets(self, request):
        """The photos to train on, shuffled anew every epoch, and those to validate by."""

        def load(file, label):
            photo = tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(file), 3), (224, 224))
            return (photo, label), label

        files = tf.data.Dataset.from_tensor_slices((request["paths"], self.labels))
        count = len(request["paths"]) - request["validation"]
        ready = lambda part: part.map(load, tf.data.AUTOTUNE).batch(request["batch"]).prefetch(tf.data.AUTOTUNE)
        return ready(files.take(count).shuffle(count)), ready(files.skip(count))

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
