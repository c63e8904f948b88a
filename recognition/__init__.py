"""Qualification recognition: from a scanned diploma to a fair decision, on time.

The rooms and who may import whom are described in ``docs/architecture.md``.
"""

__version__ = "0.3.0"
