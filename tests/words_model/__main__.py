"""``python -m tests.words_model``: train the model of words on all seen papers, in a minute."""

import sys

import numpy as np

from tests.words_model.counting import count, said_by_papers
from tests.words_model.fitting import train

TARGET = "recognition/documents/data/words.npz"


def main() -> None:
    """Write the model in whole numbers, which say as much in a quarter of the room."""
    counted = count(said_by_papers())
    model = train(counted)
    scale = float(np.abs(model.weights).max() / 127)
    rounded = np.round(model.weights / scale).astype(np.int8)
    np.savez_compressed(TARGET, weights=rounded, scale=np.float32(scale), bias=model.bias)
    sys.stdout.write(f"{len(counted.every)} words of seen papers\n")


if __name__ == "__main__":
    main()
