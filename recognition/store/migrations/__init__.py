"""Alembic migrations; one head, run by ``recognition db upgrade``."""
