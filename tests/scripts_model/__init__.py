"""Makes ``recognition/documents/data/scripts.npz`` anew; see ``README.md``."""
