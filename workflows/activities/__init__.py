"""Activities, by name as declared in ``workflows.messages``."""
