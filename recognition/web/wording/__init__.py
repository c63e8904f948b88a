"""Closed vocabularies in the reader's words: one module per part of the field."""
