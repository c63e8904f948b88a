"""The Flask application: one blueprint per audience."""
