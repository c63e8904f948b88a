"""Invented papers of invented people, made at run time for trying things out and for tests."""

from recognition.samples.writer import Sample, samples, write_samples

__all__ = ["Sample", "samples", "write_samples"]
