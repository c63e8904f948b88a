"""Put into a wheel what stands outside the packages in a source tree (see recognition.resources).

An editable installation gets none of it: there the files are found where they are.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HTMX = "recognition/web/frontend/node_modules/htmx.org/dist/htmx.min.js"
PLACES = {
    "templates": "recognition/_data/templates",
    "schemas": "recognition/_data/schemas",
    HTMX: "recognition/_data/frontend/htmx.min.js",
}


class ResourcesHook(BuildHookInterface):  # type: ignore[misc, type-arg]  # hatchling is no import of ours
    """Adds templates, schemas and htmx to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; stops the build with a sentence if one is not there."""
        if self.target_name != "wheel" or version == "editable":
            return
        for source, target in PLACES.items():
            path = Path(self.root, source)
            if not path.exists():
                raise SystemExit(f"{source} is missing: run 'make setup' first.")
            build_data["force_include"][str(path)] = target
