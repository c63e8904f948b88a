"""``python -m tests.scripts_model [OUT.npz] [PATCHES]``: paint, train, keep."""

import sys

from tests.scripts_model import train

OUT = "recognition/documents/data/scripts.npz"


def main() -> None:
    out = sys.argv[1] if len(sys.argv) > 1 else OUT
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    patches, labels = train.gather(count, seed=1, workers=2)
    train.save(train.train(patches, labels), out)


if __name__ == "__main__":
    main()
