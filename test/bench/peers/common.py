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
