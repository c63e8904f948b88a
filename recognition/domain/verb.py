"""What every verb's model shares."""

from pydantic import BaseModel, ConfigDict


class Verb(BaseModel):
    """A verb with what it needs; what a later release adds to one is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")
