"""The network of ``recognition/documents/scripts.py`` in PyTorch: training, and what is kept."""

import random
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from tests.scripts_model import paint


def painted(task: tuple[int, int]):
    """``count`` patches (bytes) and labels from a seed."""
    seed, count = task
    chance = random.Random(seed)
    patches, labels = [], []
    while len(patches) < count:
        made = paint.sample(chance)
        if made is not None:
            patches.append((made[0] * 255).astype(np.uint8))
            labels.append(made[1])
    return np.stack(patches), np.array(labels)


def gather(count: int, seed: int, workers: int):
    """Patches and labels of many seeds, painted side by side."""
    tasks = [(seed + part, 500) for part in range(count // 500)]
    with ProcessPoolExecutor(workers) as pool:
        made = list(pool.map(painted, tasks))
    return np.concatenate([m[0] for m in made]), np.concatenate([m[1] for m in made])


class Network(nn.Module):
    """Four convolutions, a dense layer on columns, mean and maximum over the line, scores."""

    def __init__(self):
        super().__init__()
        depths = [1, 12, 24, 48, 72]
        self.convolutions = nn.ModuleList(
            nn.Conv2d(a, b, 3, stride=2 if a == 1 else 1, padding=1, bias=False)
            for a, b in pairwise(depths)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(depth) for depth in depths[1:])
        self.dense = nn.Linear(2 * depths[-1], 128)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(256, paint.NUMBERS + 1)

    def forward(self, seen):
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            seen = torch.relu(norm(convolution(seen)))
            seen = seen if convolution.in_channels == 1 else torch.max_pool2d(seen, 2)
        count, depth, height, width = seen.shape
        columns = seen.permute(0, 3, 2, 1).reshape(count, width, height * depth)
        columns = torch.relu(self.dense(columns))
        whole = torch.cat([columns.mean(1), columns.max(1).values], 1)
        return self.out(self.drop(whole))


def train(patches, labels, *, rounds: int = 8, batch: int = 128):
    """A network trained on patches; prints how it does on patches held back."""
    torch.manual_seed(1)
    network = Network().to(memory_format=torch.channels_last)  # twice as fast on a CPU
    held = len(labels) // 20
    steps = rounds * ((len(labels) - held) // batch)
    optimiser = torch.optim.AdamW(network.parameters(), 3e-3, weight_decay=1e-2)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 1)
    for turn in range(rounds):
        started, network = time.time(), network.train()
        order = held + np.random.default_rng(turn).permutation(len(labels) - held)
        for at in range(0, len(order) - batch + 1, batch):
            chosen = order[at : at + batch]
            seen = torch.from_numpy(patches[chosen]).float().unsqueeze(1) / 255
            seen = seen.to(memory_format=torch.channels_last)
            wanted = torch.from_numpy(labels[chosen])
            loss = nn.functional.cross_entropy(network(seen), wanted, label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            pace.step()
        right = check(network, patches[:held], labels[:held])
        print(turn, round(time.time() - started), *right, flush=True)  # noqa: T201
    return network


def check(network, patches, labels):
    """Share of patches right in all, and right in script."""
    network.eval()
    with torch.no_grad():
        scores = torch.cat(
            [
                network(torch.from_numpy(patches[at : at + 500]).float().unsqueeze(1) / 255)
                for at in range(0, len(labels), 500)
            ]
        )
    best = scores.argmax(1).numpy()
    count = len(paint.SCRIPTS)
    scripts = np.where(best >= paint.NONE, best, best % count) == np.where(
        labels >= paint.NONE, labels, labels % count
    )
    return round(float((best == labels).mean()), 4), round(float(scripts.mean()), 4)


def save(network, path: str) -> None:
    """The numbers as half floats, batch normalisation worked into the convolutions."""
    kept = {}
    with torch.no_grad():
        pairs = zip(network.convolutions, network.norms, strict=True)
        for number, (convolution, norm) in enumerate(pairs, 1):
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            kernel = convolution.weight * scale[:, None, None, None]
            kept[f"c{number}"] = kernel.permute(2, 3, 1, 0).reshape(-1, kernel.shape[0])
            kept[f"c{number}b"] = norm.bias - norm.running_mean * scale
        kept["d"], kept["db"] = network.dense.weight.T, network.dense.bias
        kept["o"], kept["ob"] = network.out.weight.T, network.out.bias
    halves = {name: value.detach().numpy().astype(np.float16) for name, value in kept.items()}
    np.savez_compressed(path, **halves)
