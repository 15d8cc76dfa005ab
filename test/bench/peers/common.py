"""What both peers share: settings, and answering requests, one JSON object a line."""

import json
import sys
import time

import numpy as np

SCALE, MARGIN = 30.0, 0.5  # ArcFace as in the article
# Of BatchNorm's running statistics, in Keras's terms. keras.applications gives MobileNetV2 0.999, for long trainings: after
# the 580 steps of a stage here 0.56 of what was measured before would be left. PyTorch's own is 0.9.
MOMENTUM = 0.99


def photos(path):
    """RGB bytes [n, 224, 224, 3]."""
    return np.memmap(path, np.uint8, "r").reshape(-1, 224, 224, 3)


def spread(images, held=0):
    """32 photos to settle BatchNorm by, evenly over all but the last `held`: they lie product by product."""
    return np.array(images[np.arange(32) * (len(images) - held) // 32])


def timed(work):
    """Milliseconds that it takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def batches(items, size):
    return [items[i : i + size] for i in range(0, len(items), size)]


class Plateau:
    """The rate times `factor` after `patience` epochs without a lower loss: Keras's ReduceLROnPlateau of `min_delta` 0."""

    def __init__(self, rate, factor, patience):
        self.rate, self.factor, self.patience = rate, factor, patience
        self.best, self.waited = np.inf, 0

    def update(self, loss):
        if loss < self.best:
            self.best, self.waited = loss, 0
            return
        self.waited += 1
        if self.waited >= self.patience:
            self.rate, self.waited = self.rate * self.factor, 0


def train(request, peer):
    """The article's stages as the studio runs them: the rate falls on a plateau, and each begins from the weights of the
    lowest validation loss so far. After each epoch the time since the start and the accuracy on the last photos. `peer`
    opens stages, learns from photos by their indices, judges others (losses, which are right), gives and takes weights."""
    total = len(peer.images)
    count = total - request["validation"]
    order = np.random.default_rng(1)
    started = time.perf_counter()
    lowest, best = np.inf, None
    for stage in request["stages"]:
        if best:
            peer.take_weights(best)
        peer.open_stage(stage["from"], request["cached"])
        plateau = Plateau(stage["learningRate"], **request["plateau"])
        for _ in range(stage["epochs"]):
            for part in batches(order.permutation(count), request["batch"]):
                peer.learn(part, plateau.rate)
            held = [peer.judge(part) for part in batches(np.arange(count, total), request["batch"])]
            losses, right = map(np.concatenate, zip(*held))
            plateau.update(losses.mean())
            if losses.mean() < lowest:
                lowest, best = losses.mean(), peer.weights()
            yield {"ms": (time.perf_counter() - started) * 1000, "valAccuracy": float(right.mean())}


def serve(peer):
    answers = sys.stdout
    sys.stdout = sys.stderr  # libraries talk
    for line in sys.stdin:
        request = json.loads(line)
        for answer in getattr(peer, "on_" + request["call"])(request):
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
        answers.write("null\n")
        answers.flush()
