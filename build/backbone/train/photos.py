"""Photos to train from: products drawn by build/world, real products and real other things."""

import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image

LOADED_SIDE = 256
SIDE = 224
GREY = (110, 110, 110)


def read(path):
    return Image.open(path).convert("RGB").resize((LOADED_SIDE, LOADED_SIDE), Image.BICUBIC)


class Drawn:
    """
    The training world: products in groups of up to three flavours of a brand, which are hard to tell apart. All are
    drawn once before any is drawn again.
    """

    def __init__(self, folder):
        families = {}
        for product in sorted(Path(folder).glob("*-?")):
            families.setdefault(product.name.split("-")[0], []).append(sorted(product.glob("*.jpg")))
        self.groups = [family[i : i + 3] for family in families.values() for i in range(0, len(family), 3)]
        self.count = sum(map(len, self.groups))
        self.strangers = sorted((Path(folder) / "strangers").glob("*.jpg"))
        self.waiting = []

    def draw(self, rng, products, photos):
        """A list of as many lists of images."""
        drawn = []
        while len(drawn) < products:
            if not self.waiting:
                self.waiting = [self.groups[i] for i in rng.permutation(len(self.groups))]
            group = self.waiting.pop()
            fitting = products - len(drawn)
            if group[fitting:]:
                self.waiting.append(group[fitting:])
            drawn += [[read(path) for path in rng.choice(paths, photos, False)] for paths in group[:fitting]]
        return drawn

    def draw_strangers(self, rng, count):
        return [read(path) for path in rng.choice(self.strangers, count, False)]


class Real:
    """
    Folders of a real dataset: products/<name>/*.jpg and not-products/*.jpg. Products named in `kept_out` are never
    read, nor is every second one of the other things, so that both are there to judge by.
    """

    def __init__(self, folder, kept_out):
        names = sorted(path.name for path in (Path(folder) / "products").iterdir())
        used = [name for name in names if name not in kept_out]
        self.products = [[read(p) for p in sorted((Path(folder) / "products" / name).iterdir())] for name in used]
        self.others = [read(path) for path in sorted((Path(folder) / "not-products").iterdir())[::2]]

    def draw(self, rng, products, photos):
        picked = rng.choice(len(self.products), products, False)
        return [[self.products[i][k] for k in rng.choice(len(self.products[i]), photos, False)] for i in picked]

    def draw_others(self, rng, count):
        return [self.others[i] for i in rng.choice(len(self.others), count, False)]

    def draw_instances(self, rng, count, photos):
        """Each thing as a class of its own, all of whose photos are one photo that `augment` makes different."""
        return [[image] * photos for image in self.draw_others(rng, count)]


def augment(rng, image):
    """Turns, zooms, shifts, stretches and recolours. Returns [3, 224, 224] in [−1, 1]."""
    x = torch.from_numpy(np.array(warp(rng, image))).float()
    x = (x / 255) ** math.exp(rng.uniform(-0.35, 0.35)) * 255
    x = x * torch.tensor(np.exp(rng.uniform(-0.12, 0.12, 3) + rng.uniform(-0.15, 0.15)), dtype=torch.float32)
    middle = x.mean()
    x = (x - middle) * rng.uniform(0.75, 1.2) + middle
    x = x + torch.randn_like(x) * rng.uniform(0, 5)
    return x.clamp(0, 255).permute(2, 0, 1).div(127.5).sub(1)


def warp(rng, image):
    angle, zoom = math.radians(rng.normal() * 9), math.exp(rng.uniform(-0.22, 0.22))
    aspect = math.exp(rng.uniform(-0.08, 0.08))
    x, y = LOADED_SIDE / 2 + rng.uniform(-0.1, 0.1, 2) * LOADED_SIDE
    scale = LOADED_SIDE / SIDE
    cos, sin = math.cos(angle) / zoom * scale, math.sin(angle) / zoom * scale
    half = SIDE / 2
    matrix = (cos * aspect, sin, x - (cos * aspect + sin) * half, -sin * aspect, cos, y - (cos - sin * aspect) * half)
    return image.transform((SIDE, SIDE), Image.AFFINE, matrix, Image.BILINEAR, fillcolor=GREY)
