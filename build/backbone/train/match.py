"""What a photo is compared by, and the losses that train it. Mirrors cells.ts and gallery.ts of the studio."""

import torch
import torch.nn.functional as F

TAPS = ["block_8", "block_13"]  # their inputs are 14 × 14
SIDE = 14
QUERY_CELLS = 36  # of 100, drawn anew each step: the mean over them is unbiased, the work a third


def middle_weights(side):
    """Gaussian weights of a square of cells, heavier in the middle; sums to 1."""
    at = torch.linspace(-1, 1, side)
    weights = torch.exp(-2 * (at[:, None] ** 2 + at[None] ** 2)).flatten()
    return weights / weights.sum()


class Standard:
    """Mean and deviation of every tap's channels over what was seen lately."""

    def __init__(self):
        self.of = {}

    def update(self, maps, share):
        for tap in TAPS:
            now = maps[tap].detach().float()
            mean, deviation = now.mean((0, 2, 3)), now.std((0, 2, 3))
            old = self.of.get(tap, (mean, deviation))
            self.of[tap] = tuple(a * (1 - share) + b * share for a, b in zip(old, (mean, deviation)))

    def cells(self, maps, margin):
        """Local descriptors [photos, cells, channels]: each tap's channels standardized and of unit length / √2."""
        parts = []
        for tap in TAPS:
            mean, deviation = self.of[tap]
            x = (maps[tap].float() - mean[:, None, None]) / deviation[:, None, None]
            inner = x[:, :, margin : SIDE - margin, margin : SIDE - margin]
            parts.append(F.normalize(inner.flatten(2), dim=1))
        return (torch.cat(parts, 1) / len(TAPS) ** 0.5).transpose(1, 2)

    def tensors(self):
        return [torch.cat([self.of[tap][i] for tap in TAPS]) for i in (0, 1)]


def embedding(features):
    return F.normalize(features.float().mean((2, 3)), dim=1)


def image_to_class(standard, maps, features, labels):
    """
    Scores of every photo against every class of its batch, its own photo left out: of the cells (each looks for its
    like among all photos of the class; DN4, Li et al., CVPR 2019) and of the embeddings (nearest photo).
    `labels` [photos], −1 for things that are no products. Returns two [photos, classes] and the target columns.
    """
    classes = sorted(set(labels[labels >= 0].tolist()))
    count = len(labels)
    picked = torch.multinomial(middle_weights(SIDE - 4), QUERY_CELLS, False)
    queries = standard.cells(maps, 2)[:, picked]
    references = standard.cells(maps, 1)
    channels = queries.shape[2]
    vectors = embedding(features)
    cosines = vectors @ vectors.T
    local, pooled = [], []
    for label in classes:
        members = torch.where(labels == label)[0]
        itself = members[None] == torch.arange(count)[:, None]
        rows = queries.bfloat16().reshape(-1, channels) @ references[members].bfloat16().reshape(-1, channels).T
        best = rows.reshape(count, QUERY_CELLS, len(members), -1).amax(3).float()
        local.append(best.masked_fill(itself[:, None, :], -2).amax(2).mean(1))
        pooled.append(cosines[:, members].masked_fill(itself, -2).amax(1))
    target = torch.tensor([classes.index(label) if label >= 0 else -1 for label in labels.tolist()])
    return torch.stack(local, 1), torch.stack(pooled, 1), target


class Verification(torch.nn.Module):
    """
    Cross-entropy over the classes of the batch, and logistic loss of the right class and of the best wrong one
    against one threshold, so that scores of different photos can be compared. Temperature and threshold are learned.
    """

    def __init__(self, temperature, threshold):
        super().__init__()
        self.log_scale = torch.nn.Parameter(torch.tensor(float(temperature)).log())
        self.threshold = torch.nn.Parameter(torch.tensor(float(threshold)))

    def forward(self, scores, target):
        scale, known = self.log_scale.exp(), target >= 0
        right = F.one_hot(target.clamp_min(0), scores.shape[1]).bool() & known[:, None]
        genuine = scores[right]
        impostor = scores.masked_fill(right, -2).amax(1)
        choice = F.cross_entropy(scores[known] * scale, target[known])
        accept = F.softplus((self.threshold - genuine) * scale).mean()
        refuse = F.softplus((impostor - self.threshold) * scale).mean()
        accuracy = (scores[known].argmax(1) == target[known]).float().mean()
        return choice + 0.5 * (accept + refuse), accuracy.item()
