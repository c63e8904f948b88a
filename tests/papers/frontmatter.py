"""The TOML comment that a paper begins with."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from recognition.domain.vocabulary import DocumentType, FieldName
from tests.papers.errors import BadFrontMatter

_COMMENT = re.compile(r"\s*<!--(.*?)-->", re.DOTALL)

Level = Annotated[int, Field(ge=2, le=8, strict=True)]
DetailedField = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Scalar = str | int


class FrontMatter(BaseModel, frozen=True, extra="forbid"):
    """What holds for the whole paper; a list of levels or fields has one for each version."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    document_type: DocumentType
    isced_level: Level | tuple[Level, ...]
    isced_f: DetailedField | tuple[DetailedField, ...]
    landscape: bool = False
    accept: Mapping[FieldName, tuple[Scalar, ...] | tuple[tuple[Scalar, ...], ...]] = {}

    def lists(self) -> dict[str, int]:
        """Lengths of all that is said for each version."""
        said: dict[str, Any] = {"isced_level": self.isced_level, "isced_f": self.isced_f}
        said |= {f"accept.{n}": values for n, values in self.accept.items() if _each(values)}
        return {name: len(value) for name, value in said.items() if isinstance(value, tuple)}

    def classification(self, version: int) -> dict[str, Any]:
        """Fields of one version that stand in the front matter, not on the paper."""
        return {
            "country": self.country,
            "document_type": self.document_type.value,
            "isced_level": _of(self.isced_level, version),
            "isced_f": _of(self.isced_f, version),
        }

    def accepted(self, version: int) -> dict[str, list[Any]]:
        """Further right values of one version."""
        chosen = {
            name.value: list(_of(values, version) if _each(values) else values)
            for name, values in self.accept.items()
        }
        return {name: values for name, values in chosen.items() if values}


def _of(value: Any, version: int) -> Any:
    return value[version] if isinstance(value, tuple) else value


def _each(values: Sequence[Any]) -> bool:
    return bool(values) and all(isinstance(value, tuple) for value in values)


def split_front_matter(file: str, text: str) -> tuple[FrontMatter, str]:
    """The front matter, and the HTML behind it."""
    found = _COMMENT.match(text)
    if found is None:
        raise BadFrontMatter(file, "does not begin with a comment")
    try:
        matter = FrontMatter.model_validate(tomllib.loads(found[1]))
    except tomllib.TOMLDecodeError as wrong:
        raise BadFrontMatter(file, str(wrong)) from wrong
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BadFrontMatter(file, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from wrong
    return matter, text[found.end() :]
