"""The law and the procedure, pure: no input or output, no clock of its own."""
