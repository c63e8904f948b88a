"""Trains the network that tells what each word of a page seems to be part of (``tagger.py``)."""
