"""``python -m recognition`` is ``recognition``."""

from recognition.cli import main

main()
