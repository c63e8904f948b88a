"""Temporal workflows: durable drivers of facts that the database owns."""
