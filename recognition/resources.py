"""Find the files that are not Python: templates, published schemas, and front-end libraries.

In a source tree they stand at the top of the repository (and htmx where npm put it); in an
installed wheel below ``recognition/_data``, where the build has copied them. Nobody else may know
the difference.
"""

from pathlib import Path
from typing import Literal

from recognition.errors import ErrorCode, MissingPart

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_data"
_HTMX_BY_NPM = _PACKAGE / "web" / "frontend" / "node_modules" / "htmx.org" / "dist"


def resource_dir(name: Literal["templates", "schemas"]) -> Path:
    """Return the folder ``name`` as an absolute path.

    Raises :class:`recognition.errors.MissingPart` if this installation has none.
    """
    return _first_that_exists(name, _IN_WHEEL / name, _PACKAGE.parent / name)


def frontend_dir() -> Path:
    """Return the folder that holds ``htmx.min.js``; raises ``MissingPart`` without it."""
    return _first_that_exists("htmx.min.js", _IN_WHEEL / "frontend", _HTMX_BY_NPM)


def _first_that_exists(name: str, *places: Path) -> Path:
    for place in places:
        if (place / name).is_file() or (place.name == name and place.is_dir()):
            return place
    raise MissingPart(
        ErrorCode.PROGRAM_MISSING, name, advice=f"{name} is not installed: run 'make setup'."
    )
