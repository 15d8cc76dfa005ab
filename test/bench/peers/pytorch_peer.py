"""The article's training in PyTorch. python pytorch_peer.py WEIGHTS.safetensors THREADS; requests on stdin."""

import sys
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parents[3] / "build/backbone/train"))
import network as net
from common import MARGIN, MOMENTUM, SCALE, batches, photos, serve, spread, timed, train
from tensors import units


def network(path):
    """PyTorch's MobileNetV2 with the studio's folded weights: BatchNorms that only scale and shift."""
    model = net.Network()
    folded = {name: rest for name, *rest in units(path)}
    with torch.no_grad():
        for unit in model.units:
            kernel, bias, scale = map(torch.from_numpy, folded[unit.name])
            unit.conv.weight.copy_(kernel / scale[:, None, None, None])
            unit.norm.weight.copy_(scale)
            unit.norm.bias.copy_(bias)
            unit.norm.running_var.fill_(1 - net.EPSILON)
            unit.norm.momentum = 1 - MOMENTUM
    return model


def tensor(images):
    """uint8 [n, 224, 224, 3] → float32 [n, 3, 224, 224] in [−1, 1]."""
    return torch.from_numpy(np.array(images)).permute(0, 3, 1, 2).contiguous().float().div(127.5).sub(1)


class PyTorch:
    def __init__(self, path):
        self.base = network(path)
        self.trainers = {}

    def on_open(self, request):
        self.images = photos(request["photos"])
        self.labels = torch.tensor(request["labels"])
        self.classes = request["classes"]
        self.settle_and_head(spread(self.images), self.classes)
        yield {"version": torch.__version__}

    def settle_and_head(self, images, classes):
        net.settle(self.base, tensor(images))
        limit = (6 / (classes + 1280)) ** 0.5
        self.centres = torch.nn.Parameter(torch.empty(classes, 1280).uniform_(-limit, limit))

    def freeze(self, block):
        """Everything in front of `block` is frozen."""
        self.base.requires_grad_(False).eval()
        if block != "head":
            self.base.trainable_from(block)
        trained = [p for p in self.base.parameters() if p.requires_grad]
        self.optimizer = torch.optim.Adam([*trained, self.centres], lr=1e-4, eps=1e-7)

    def cosines(self, x, start="Conv1"):
        features, _ = self.base(x, start=start)
        return F.linear(F.normalize(features.mean((2, 3))), F.normalize(self.centres))

    def losses(self, cosine, labels):
        """Each photo's loss, with the margin on the own class; in validation too, as the studio does."""
        angle = torch.acos(cosine.clamp(-1 + 1e-7, 1 - 1e-7))
        own = F.one_hot(labels, len(self.centres)).bool()
        logits = torch.where(own, torch.cos(angle + MARGIN), cosine) * SCALE
        return F.cross_entropy(logits, labels, reduction="none")

    def descend(self, x, labels, start="Conv1"):
        loss = self.losses(self.cosines(x, start), labels).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        loss.item()

    def rate(self, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def step(self, images, labels, rate):
        self.rate(rate)
        self.descend(tensor(images), torch.from_numpy(labels))

    def on_step(self, request):
        block, labels = request["from"], self.labels[:16]
        if self.trainers.get("stage") != block:
            self.freeze(block)
            self.trainers["stage"] = block
        if not request["cached"]:
            return (yield {"ms": timed(lambda: self.step(self.images[:16], labels.numpy(), 1e-4))})
        with torch.no_grad():
            features, _ = self.base(tensor(self.images[:16]), stop=block)
        yield {"ms": timed(lambda: self.descend(features, labels, block))}

    @torch.no_grad()
    def features(self, block):
        """What the frozen part makes of every photo."""
        return torch.cat([self.base(tensor(part), stop=block)[0] for part in batches(self.images, 16)])

    def on_train(self, request):
        self.base = network(path)
        self.settle_and_head(spread(self.images, request["validation"]), self.classes)
        yield from train(request, self)

    def open_stage(self, block, cached):
        self.freeze(block)
        self.from_block = block
        self.kept = self.features(block) if cached else None
        self.start = block if cached else "Conv1"

    def take(self, part):
        return tensor(self.images[part]) if self.kept is None else self.kept[part]

    def learn(self, part, rate):
        self.rate(rate)
        self.descend(self.take(part), self.labels[part], self.start)

    @torch.no_grad()
    def judge(self, part):
        self.base.eval()
        cosine, labels = self.cosines(self.take(part), self.start), self.labels[part]
        if self.from_block != "head":
            self.base.trainable_from(self.from_block)
        return self.losses(cosine, labels).numpy(), (cosine.argmax(1) == labels).numpy()

    def weights(self):
        return deepcopy(self.base.state_dict()), self.centres.detach().clone()

    @torch.no_grad()
    def take_weights(self, weights):
        self.base.load_state_dict(weights[0])
        self.centres.copy_(weights[1])

    @torch.inference_mode()
    def on_embed(self, request):
        self.base.eval()
        parts = batches(self.images, 16)
        embed = lambda: [self.base(tensor(part))[0].mean((2, 3)).numpy() for part in parts]
        yield {"ms": timed(embed) / len(self.images)}


path, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.manual_seed(1)
serve(PyTorch(path))
