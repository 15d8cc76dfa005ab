"""MobileNetV2 1.0/224 in PyTorch with BatchNorm alive, read from and written to the studio's folded weights."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file

GROUPS = [(16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)]
EPSILON = 1e-5


def units():
    """The 52 convolutions in the order they run: (name, block, kind, channels in, channels out, stride, joins)."""
    listed = [("Conv1", "Conv1", "dense", 3, 32, 2, False)]
    block = 0
    for channels, count, first_stride in GROUPS:
        for i in range(count):
            before = listed[-1][4]
            stride = first_stride if i == 0 else 1
            name = "expanded_conv" if block == 0 else f"block_{block}"
            wide = before if block == 0 else before * 6
            if block:
                listed.append((f"{name}_expand", name, "pointwise", before, wide, 1, False))
            listed.append((f"{name}_depthwise", name, "depthwise", wide, wide, stride, False))
            joins = stride == 1 and before == channels
            listed.append((f"{name}_project", name, "pointwise", wide, channels, 1, joins))
            block += 1
    return [*listed, ("Conv_1", "Conv_1", "pointwise", 320, 1280, 1, False)]


class Unit(nn.Module):
    def __init__(self, name, block, kind, inside, outside, stride, joins):
        super().__init__()
        self.name, self.block, self.kind, self.stride, self.joins = name, block, kind, stride, joins
        side = 1 if kind == "pointwise" else 3
        groups = inside if kind == "depthwise" else 1
        self.conv = nn.Conv2d(inside, outside, side, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outside, eps=EPSILON, momentum=0.05)
        self.linear = name.endswith("_project")

    def forward(self, x):
        if self.kind != "pointwise":  # TensorFlow's SAME padding
            x = F.pad(x, (0, 1, 0, 1) if self.stride == 2 else (1, 1, 1, 1))
        x = self.norm(self.conv(x))
        return x if self.linear else F.relu6(x)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.units = nn.ModuleList(Unit(*unit) for unit in units())

    def forward(self, x, start="Conv1", stop=None, taps=()):
        """Runs the blocks from `start` up to, not including, `stop`. Returns the output and the taps' inputs."""
        kept, block, block_input, running = {}, None, None, False
        for unit in self.units:
            running = running or unit.block == start
            if not running:
                continue
            if unit.block == stop:
                break
            if unit.block != block:
                block, block_input = unit.block, x
                if block in taps:
                    kept[block] = x
            y = unit(x)
            x = y + block_input if unit.joins else y
        return x, kept

    def trainable_from(self, start):
        """Freezes what is in front of a block, its BatchNorm statistics too."""
        blocks = [unit.block for unit in self.units]
        for i, unit in enumerate(self.units):
            unit.requires_grad_(i >= blocks.index(start))
            unit.train(i >= blocks.index(start))


def load(path):
    """A network whose BatchNorms pass everything through but the bias: the folded one, number for number."""
    tensors, network = load_file(path), Network()
    with torch.no_grad():
        for unit in network.units:
            unit.conv.weight.copy_(tensors[f"{unit.name}/kernel"].float())
            unit.norm.weight.fill_(1)
            unit.norm.bias.zero_()
            unit.norm.running_var.fill_(1 - EPSILON)
            unit.norm.running_mean.copy_(-tensors[f"{unit.name}/bias"].float())
    return network


@torch.no_grad()
def settle(network, images):
    """Writes every BatchNorm anew by the mean and variance on these images; what the network computes stays."""
    sums, hooks = {}, []
    for unit in network.units:

        def measure(_, inputs, __, name=unit.name):
            x = inputs[0]
            sums[name] = (x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False).clamp_min(1e-6))

        hooks.append(unit.norm.register_forward_hook(measure))
    network.eval()
    network(images)
    for hook in hooks:
        hook.remove()
    for unit in network.units:
        norm, (mean, variance) = unit.norm, sums[unit.name]
        scale = norm.weight / (norm.running_var + EPSILON).sqrt()
        norm.bias.copy_(norm.bias + (mean - norm.running_mean) * scale)
        norm.weight.copy_(scale * (variance + EPSILON).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)


def save(network, start_path, path, mean, deviation, changes):
    """Folds BatchNorm and writes float16 weights with the cells' statistics, [channels of all taps]."""
    start, tensors = load_file(start_path), {"cells/mean": mean.half(), "cells/deviation": deviation.half()}
    for unit in network.units:
        norm = unit.norm
        scale = (norm.weight / (norm.running_var + EPSILON).sqrt()).detach()
        kernel = unit.conv.weight.detach() * scale[:, None, None, None]
        tensors[f"{unit.name}/kernel"] = kernel.half().contiguous()
        tensors[f"{unit.name}/bias"] = (norm.bias - norm.running_mean * scale).detach().half()
        # The start's kernels are folded too, so its scale is part of ours.
        tensors[f"{unit.name}/scale"] = (start[f"{unit.name}/scale"].float() * scale.abs()).half()
    with safe_open(start_path, "pt") as file:
        metadata = {**file.metadata(), "changes": changes}
    save_file(tensors, path, metadata=metadata)
