"""What reading is not sure of, and what papers say of each other."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "comparison",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["document.id"], name=op.f("fk_comparison_first_id")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["document.id"], name=op.f("fk_comparison_second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", "field", name=op.f("pk_comparison")),
    )
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparison_second_id"), ["second_id"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("missing_packs", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("advice", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reading_blob", sa.String(), nullable=True))

    with op.batch_alter_table("field_value", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line", sa.JSON(), nullable=True))

    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rotation", sa.Integer(), nullable=True))
