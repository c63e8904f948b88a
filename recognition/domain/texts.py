"""What people write in words, as the models take it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=8000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]


class Record(BaseModel):
    """A part of what is kept: immutable, and strict about what it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")
