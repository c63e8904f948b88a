"""The import-linter contract of the house: which room may import which (table in pyproject.toml).

A line ``a.b <- c, d.e`` says that the modules of room ``a.b`` may import room ``c`` and, of the
room that holds it, ``d.e`` alone. A module belongs to the room with the longest name that fits.
What ``everybody`` names may be imported by each room whose line does not end in ``(alone)``.
"""

from typing import Any

from importlinter import Contract, ContractCheck, fields, output


def within(module: str, name: str) -> bool:
    """Say whether ``module`` is ``name`` or lies below it."""
    return module == name or module.startswith(f"{name}.")


class RoomsContract(Contract):
    """Every direct import stays in its room, or goes where the room's line says."""

    rooms = fields.ListField(subfield=fields.StringField())
    everybody = fields.ListField(subfield=fields.StringField())

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        """Compare each import between two modules of ours with the table."""
        table = self.table()
        broken = [
            f"{importer} (room {self.room_of(importer, table)}) imports {imported}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self.allows(importer, imported, table)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print a line for every import that is not allowed."""
        for line in check.metadata["broken"]:
            output.print_error(line)

    def table(self) -> dict[str, list[str]]:
        """Return what each room may import."""
        table = {}
        for line in self.rooms:  # type: ignore[attr-defined]  # fields hand out their values
            room, _, allowed = str(line).partition("<-")
            alone = allowed.rstrip().endswith("(alone)")
            names = allowed.replace("(alone)", "").split(",")
            table[room.strip()] = [name.strip() for name in names if name.strip()]
            if not alone:
                table[room.strip()] += [str(name) for name in self.everybody]  # type: ignore[attr-defined]
        return table

    @staticmethod
    def room_of(module: str, table: dict[str, list[str]]) -> str:
        """Return the room with the longest name that fits ``module``."""
        return max((room for room in table if within(module, room)), key=len)

    def allows(self, importer: str, imported: str, table: dict[str, list[str]]) -> bool:
        """Say whether the table lets ``importer`` import ``imported``."""
        room, other = self.room_of(importer, table), self.room_of(imported, table)
        return room == other or any(
            name in ("*", other)
            or (name != room and within(name, other) and within(imported, name))
            for name in table[room]
        )
