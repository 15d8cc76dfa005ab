"""What both peers share: settings, and answering requests, one JSON object a line."""

import json
import sys
import time

import numpy as np

SCALE, MARGIN = 30.0, 0.5  # ArcFace as in the article


def photos(path):
    """RGB bytes [n, 224, 224, 3]."""
    return np.memmap(path, np.uint8, "r").reshape(-1, 224, 224, 3)


def timed(work):
    """Milliseconds that it takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def batches(items, size):
    return [items[i : i + size] for i in range(0, len(items), size)]


def train(request, peer):
    """The article's stages; after each epoch the time since the start and the accuracy on the last photos. `peer` opens
    stages, learns from photos by their indices and answers which classes others show."""
    total = len(peer.images)
    count = total - request["validation"]
    order = np.random.default_rng(1)
    started = time.perf_counter()
    for stage in request["stages"]:
        peer.open_stage(stage, request["cached"])
        for _ in range(stage["epochs"]):
            for part in batches(order.permutation(count), request["batch"]):
                peer.learn(part)
            held = batches(np.arange(count, total), request["batch"])
            right = np.concatenate([peer.answer(part) == np.asarray(peer.labels[part]) for part in held])
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
