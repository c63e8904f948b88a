"""The groups of each field in files: those of all fields together would not fit into memory."""

import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path

from recognition.domain.vocabulary import FieldName
from tests.ranking.groups import Group


def keep(folder: Path, batch: int, documents: Iterable[Mapping[FieldName, Group]]) -> None:
    """Put the groups of a batch of documents aside, a file for each field."""
    by_field: dict[FieldName, list[Group]] = {}
    for groups in documents:
        for name, group in groups.items():
            by_field.setdefault(name, []).append(group)
    for name, own in by_field.items():
        folder.joinpath(f"{name.value}.{batch:06}").write_bytes(pickle.dumps(own))


def kept(folder: Path, name: FieldName) -> list[Group]:
    """The groups of one field, of all documents in their order."""
    files = sorted(folder.glob(f"{name.value}.*"))
    return [group for file in files for group in pickle.loads(file.read_bytes())]
