"""What tells a line that wraps: fitted on printed papers, of which it is known."""
