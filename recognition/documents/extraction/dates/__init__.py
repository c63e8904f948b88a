"""Dates of every calendar that papers carry, as ISO 8601."""
