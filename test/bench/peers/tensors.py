"""Reads the studio's weights."""

import json

import numpy as np

TYPES = {"F32": np.float32, "F16": np.float16}


def units(path):
    """(name, kernel [out, in, height, width], bias, scale) of every convolution of a safetensors file, as float32."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        body = file.read()

    def tensor(name):
        entry = header[name]
        begin, end = entry["data_offsets"]
        return np.frombuffer(body[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"]).astype(np.float32)

    for key in header:
        name, _, part = key.partition("/")
        if part == "kernel":
            yield name, *(tensor(f"{name}/{part}") for part in ("kernel", "bias", "scale"))
