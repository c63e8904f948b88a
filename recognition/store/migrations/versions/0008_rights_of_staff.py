"""Who of the staff is named for what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "staff_right",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_right_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_right")),
    )
    with op.batch_alter_table("staff_right", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_right_account_id"), ["account_id"], unique=False)
