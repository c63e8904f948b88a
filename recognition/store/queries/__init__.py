"""Read models: what the pages show, each read in one go and never written."""
