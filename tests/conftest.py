"""What holds for every test."""

from hypothesis import settings

# A loaded machine is slow: only pytest's own limits are about time.
settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")
