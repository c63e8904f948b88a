"""Which candidate of a field is the likeliest, and how likely."""
