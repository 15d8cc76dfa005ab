"""
Says which product each photo shows, with a bundle written by Ramune Studio.

    pip install -r requirements.txt
    python recognise.py PHOTO... [--json] [--embedding] [--threshold T] [--precision float32|float16|int8]

Runs wherever onnxruntime does, a Raspberry Pi too. The same numbers as in the studio come out.
"""

import argparse
import hashlib
import io
import json
import struct
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageCms, ImageOps

BUNDLE = Path(__file__).resolve().parent.parent
VERSION = 3


def read_manifest():
    """Refuses a folder that is no bundle, a newer bundle, and one with a file missing or changed."""
    try:
        manifest = json.loads((BUNDLE / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        sys.exit(f"{BUNDLE} is not a bundle of Ramune Studio: manifest.json cannot be read ({error}).")
    if manifest.get("format") != "ramune-bundle":
        sys.exit(f"{BUNDLE} is not a bundle of Ramune Studio.")
    if manifest["version"] != VERSION:
        sys.exit(f"This bundle is of version {manifest['version']}; this program reads version {VERSION}. Export it again.")
    for file in manifest["files"]:
        path = (BUNDLE / file["path"]).resolve()
        if not path.is_relative_to(BUNDLE):
            sys.exit(f"The bundle names a file outside itself ({file['path']}). Do not use it.")
        if not path.is_file():
            sys.exit(f"{file['path']} is missing from the bundle. Copy the whole bundle again.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            sys.exit(f"{file['path']} has changed since the bundle was made. Copy the whole bundle again.")
    return manifest


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    types = {"F32": np.float32, "I8": np.int8}
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            first, last = (8 + length + at for at in entry["data_offsets"])
            tensors[name] = np.frombuffer(data[first:last], types[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def to_srgb(image):
    """Upright, in sRGB, what is transparent white."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # Sixteen bits of grey, which Pillow would cut off at 255.
        image = Image.fromarray((np.asarray(image) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            image = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode)
        except ImageCms.PyCMSError:
            pass
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def decoded_smaller(width, height, size):
    """How many times smaller a JPEG is while it is decoded: 1, 2, 4 or 8, chosen as the studio's decoder does."""
    room = min(width / size[0], height / size[1])
    shrink = next((factor for factor in (8, 4, 2) if room >= factor), 1)
    return shrink // 2 if shrink > 1 and int(room) == shrink else shrink


def read_photo(path, size):
    """RGB bytes [1, height, width, 3]: stretched to fit, bilinear with antialiasing."""
    with Image.open(path) as image:
        shrink = decoded_smaller(*image.size, size)
        if shrink > 1:  # Only JPEG can; others ignore it.
            image.draft(None, (image.width // shrink, image.height // shrink))
        upright = to_srgb(image)
    # Heights first, as the studio does: what is rounded in between differs otherwise.
    pixels = shrink_rows(shrink_rows(upright, size[1]).transpose(Image.Transpose.TRANSPOSE), size[0])
    return np.asarray(pixels.transpose(Image.Transpose.TRANSPOSE), np.uint8)[None]


def shrink_rows(image, height):
    """
    Scales heights as libvips does, bit for bit where they become one to four times lower: a triangle as wide as the
    scale, its place rounded to 1/64 of a row, its weights cut to 12 bits, edge rows repeated.
    """
    if image.height > 4 * height:
        image = image.reduce((1, image.height // height // 2))
    if image.height < height:
        return image.resize((image.width, height), Image.Resampling.BILINEAR)
    scale = image.height / height
    points = 2 * round(scale) + 1 if scale > 1 else 1
    rows = np.asarray(image, np.float64)
    weights = np.zeros((points, height))
    taken = np.zeros((points, height), int)
    for row in range(height):
        place = (row + 0.5) * scale if scale > 1 else row
        whole = int(place)
        middle = round_half_up((place - whole) * 64) / 64 + points / 2 - 1 if scale > 1 else 0
        triangle = np.maximum(0, 1 - np.abs((np.arange(points) - middle) / scale))
        weights[:, row] = np.trunc(triangle / triangle.sum() * 4096) / 4096
        taken[:, row] = np.clip(whole - (points + 1) // 2 + 1 + np.arange(points), 0, image.height - 1)
    pixels = sum(weight[:, None, None] * rows[those] for weight, those in zip(weights, taken))
    return Image.fromarray(np.clip(np.floor(pixels + 0.5), 0, 255).astype(np.uint8))


def round_half_up(x):
    return int(x + 0.5)


class Recogniser:
    def __init__(self, precision="float32"):
        model = next(m for m in read_manifest()["models"] if m["precision"] == precision)
        self.session = onnxruntime.InferenceSession(str(BUNDLE / model["file"]), providers=["CPUExecutionProvider"])
        self.gallery = json.loads((BUNDLE / "gallery.json").read_text("utf-8"))
        tensors = read_safetensors(BUNDLE / "gallery.safetensors")
        self.embeddings, self.cells = tensors["embeddings"], tensors["cells"].astype(np.float32)
        self.owners = np.array([reference["product"] for reference in self.gallery["references"]])
        self.counts = np.array([reference["weight"] for reference in self.gallery["references"]], np.float32)
        self.weights = np.array(self.gallery["scoring"]["cellWeights"], np.float32)

    def describe(self, path):
        image = read_photo(path, tuple(self.gallery["preprocessing"]["size"]))
        embedding, cells = self.session.run(["embedding", "cells"], {"image": image})
        return embedding[0] / (np.linalg.norm(embedding[0]) or 1), cells[0].astype(np.float32)

    def candidates(self, embedding, cells):
        """Products and their scores, best first."""
        cosines = self.counts * (self.embeddings @ embedding)
        scoring = self.gallery["scoring"]
        nearest = sorted(set(self.owners), key=lambda name: -cosines[self.owners == name].max())[: scoring["shortlist"]]
        rows = np.flatnonzero(np.isin(self.owners, nearest))
        # Each of the photo's cells looks for its like in every reference: one matrix product, many are far slower.
        likeness = self.cells[rows].reshape(-1, cells.shape[1]) @ np.ascontiguousarray(cells.T)
        found_in = np.zeros((len(self.owners), len(cells)), np.float32)
        found_in[rows] = likeness.reshape(len(rows), -1, len(cells)).max(1) / scoring["cellScale"] ** 2
        found = []
        for name in nearest:
            own = self.owners == name
            # And then among all references of the product.
            best = (self.counts[own, None] * found_in[own]).max(0)
            share = scoring["embeddingShare"]
            likeness = share * cosines[own].max() + (1 - share) * float(self.weights @ best)
            odds = np.exp(-scoring["steepness"] * (likeness - scoring["middle"])) / scoring["priorOdds"]
            found.append({"name": str(name), "score": float(1 / (1 + odds))})
        return sorted(found, key=lambda one: -one["score"])[:5]

    def threshold_of(self, name):
        """A product's own threshold, where it has one."""
        own = next((one for one in self.gallery["references"] if one["product"] == name), {})
        return own.get("threshold", self.gallery["threshold"])

    def recognise(self, path, threshold=None):
        embedding, cells = self.describe(path)
        candidates = self.candidates(embedding, cells)
        best = candidates[0] if candidates else {"name": "", "score": 0.0}
        if threshold is None:
            threshold = self.threshold_of(best["name"])
        product = {"name": best["name"]} if candidates and best["score"] >= threshold else None
        return {
            "name": Path(path).name,
            "product": product,
            "score": best["score"],
            "threshold": threshold,
            "candidates": candidates,
            "embedding": embedding.tolist(),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", nargs="+", metavar="PHOTO")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--embedding", action="store_true", help="with --json: print the 1280 numbers of each photo too")
    parser.add_argument("--threshold", type=float, help="accept from this score on")
    parser.add_argument("--precision", choices=["float32", "float16", "int8"], default="float32")
    args = parser.parse_args()
    recogniser = Recogniser(args.precision)
    try:
        answers = [recogniser.recognise(path, args.threshold) for path in args.photos]
    except (OSError, ValueError) as error:
        sys.exit(f"A photo cannot be read: {error}")
    if not args.embedding:
        for answer in answers:
            del answer["embedding"]
    if args.json:
        print(json.dumps({"photos": answers}, ensure_ascii=False))
    else:
        for answer in answers:
            product = answer["product"]["name"] if answer["product"] else "not a product"
            print(f"{answer['name']}: {product} ({answer['score']:.3f})")


if __name__ == "__main__":
    main()
