"""A page as running text whose stretches know where they stand, and the phrases on it."""
