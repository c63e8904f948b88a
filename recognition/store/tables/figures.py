"""What is kept of the cases of a year once they are erased: figures in which nobody is told."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from recognition.store.base import Base


class YearKept(Base):
    """A year whose figures were kept at ``at``, before the first of its cases was erased.

    From then on it is never counted anew.
    """

    __tablename__ = "year_kept"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class YearGroup(Base):
    """One group of a kept year (``domain.figures``): numbers by name, ``None`` where withheld."""

    __tablename__ = "year_group"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    numbers: Mapped[dict[str, Any]]
    days: Mapped[float | None]
