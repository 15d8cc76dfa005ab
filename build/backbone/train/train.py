"""
Trains the bundled backbone: image-to-class matching of local descriptors and of embeddings, P×K batches.

    python train.py OUT.safetensors --world FOLDER [--real FOLDER --kept-out NAME ...] [--resume CHECKPOINT] ...

See ../model-card.md for the runs that made ours. Packages: torch 2.13, numpy, pillow, safetensors.
"""

import argparse
import math
import queue
import threading
import time
from pathlib import Path

import numpy as np
import torch

import network as net
from match import Standard, TAPS, Verification, image_to_class
from photos import Drawn, Real, augment

START = Path(__file__).parent.parent / "start.safetensors"
TRAINED_FROM = "block_3"
PHOTOS_PER_PRODUCT = 4
OTHERS_PER_BATCH = 6
STRANGERS_PER_BATCH = 4
WARM_UP = 30
DRAWN, REAL, STATISTICS_ONLY = 0, 1, 2


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--world", required=True)
    parser.add_argument("--real")
    parser.add_argument("--others", help="a dataset of which only the not-products are used")
    parser.add_argument("--instances", type=int, default=0, help="other things a batch, each a class of its own")
    parser.add_argument("--kept-out", nargs="*", default=[])
    parser.add_argument("--resume")
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--products", type=int, default=14)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=50, help="steps from one checkpoint to the next")
    parser.add_argument("--changes", default="trained by build/backbone/train")
    return parser.parse_args()


def batch(rng, args, drawn, real, others):
    """Images [n, 3, 224, 224], labels (−1: no product) and what each is there for."""
    of_real = args.products // 2 if real else 0
    groups = [(DRAWN, images) for images in drawn.draw(rng, args.products - of_real, PHOTOS_PER_PRODUCT)]
    if real:
        groups += [(REAL, images) for images in real.draw(rng, of_real, PHOTOS_PER_PRODUCT)]
    if args.instances:
        groups += [(REAL, images) for images in others.draw_instances(rng, args.instances, PHOTOS_PER_PRODUCT)]
    rows = [(image, label, use) for label, (use, images) in enumerate(groups) for image in images]
    rows += [(image, -1, DRAWN) for image in drawn.draw_strangers(rng, STRANGERS_PER_BATCH)]
    if others:
        use = REAL if real or args.instances else STATISTICS_ONLY
        rows += [(image, -1, use) for image in others.draw_others(rng, OTHERS_PER_BATCH)]
    images, labels, uses = zip(*rows)
    return torch.stack([augment(rng, image) for image in images]), torch.tensor(labels), torch.tensor(uses)


def ahead(make):
    """Makes batches on another thread."""
    waiting = queue.Queue(4)

    def run():
        while True:
            waiting.put(make())

    threading.Thread(target=run, daemon=True).start()
    return waiting.get


def run_network(network, images):
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            x, _ = network(images.contiguous(memory_format=torch.channels_last), stop=TRAINED_FROM)
        return network(x, start=TRAINED_FROM, taps=TAPS)


def rate_at(step, args):
    return args.rate * min(1, step / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / args.steps))


def main():
    args = arguments()
    state = torch.load(args.resume, weights_only=False) if args.resume else None
    first = state["step"] + 1 if state and state["settings"] == settings(args) else 1
    torch.manual_seed(args.seed)
    rng = np.random.default_rng([args.seed, first])
    drawn = Drawn(args.world)
    real = Real(args.real, args.kept_out) if args.real else None
    others = real or (Real(args.others, args.kept_out) if args.others else None)
    print(f"{drawn.count} drawn products, {len(real.products) if real else 0} real ones; from step {first}")
    get = ahead(lambda: batch(rng, args, drawn, real, others))

    network, standard = net.load(START), Standard()
    net.settle(network, torch.cat([get()[0] for _ in range(4)]))
    losses = torch.nn.ModuleList([Verification(50, 0.5), Verification(20, 0.7)])
    if state:
        network.load_state_dict(state["network"])
        standard.of = state["standard"]
    network.to(memory_format=torch.channels_last).trainable_from(TRAINED_FROM)
    weights = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": weights, "weight_decay": 0.01}]
        + [{"params": loss.parameters(), "weight_decay": 0, "lr": 1e-2} for loss in losses],
        lr=args.rate,
    )
    if first > 1:
        optimizer.load_state_dict(state["optimizer"])
        losses.load_state_dict(state["losses"])
    began = time.time()
    for step in range(first, args.steps + 1):
        optimizer.param_groups[0]["lr"] = rate_at(step, args)
        images, labels, uses = get()
        features, maps = run_network(network, images)
        standard.update(maps, 0.05)
        total, said = 0, []
        for use in (DRAWN, REAL):
            own = uses == use
            if not own.any():
                continue
            scores = image_to_class(standard, {t: m[own] for t, m in maps.items()}, features[own], labels[own])
            for loss, values in zip(losses, scores[:2]):
                value, accuracy = loss(values, scores[2])
                total = total + value
                said.append(f"{value.item():.3f} {accuracy:.2f}")
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(weights, 5.0)
        optimizer.step()
        if step % 10 == 0:
            print(step, "  ".join(said), f"{(time.time() - began) / (step - first + 1):.2f} s a step", flush=True)
        if step % args.every == 0 or step == args.steps:
            checkpoint(args, network, standard, losses, optimizer, step)
    net.save(network, START, args.out, *standard.tensors(), args.changes)


def settings(args):
    return {name: value for name, value in vars(args).items() if name not in ("resume", "out", "every", "changes")}


def checkpoint(args, network, standard, losses, optimizer, step):
    """Beside OUT; a run given it by --resume and the same settings goes on, with other settings it starts from it."""
    path = Path(args.out).with_suffix(".checkpoint")
    state = {
        "network": network.state_dict(),
        "standard": standard.of,
        "losses": losses.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "settings": settings(args),
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


if __name__ == "__main__":
    main()
