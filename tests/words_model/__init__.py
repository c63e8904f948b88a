"""Trains the model that tells by a word's letters what it may be part of (``word_roles.py``)."""
