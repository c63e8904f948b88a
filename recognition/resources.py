"""Where files beside the code are found: the same in a source tree and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """Return the folder ``name`` (``templates`` or ``schemas``) of this installation.

    A wheel carries it inside the package, a source tree beside it. Raises ``FileNotFoundError``.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(name)
