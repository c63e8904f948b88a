"""What a holder without papers tells of her education."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base, new_id


class BackgroundPart(Base):
    """A part of the questionnaire as she sent it; the newest of a part counts.

    ``sealed`` are the answers by question (JSON), under the case's key: they may name people who
    would be in danger.
    """

    __tablename__ = "background_part"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    part: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
