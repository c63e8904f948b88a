"""What assessors found for a title, as evidence for other cases."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "code_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("machine_code", sa.String(), nullable=True),
        sa.Column("machine_confidence", sa.Double(), nullable=True),
        sa.Column("machine_abstained", sa.Boolean(), nullable=True),
        sa.Column("mapper_release", sa.String(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_code_evidence_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_evidence")),
        sa.UniqueConstraint("case_id", "scheme", name=op.f("uq_code_evidence_case_id")),
    )
    with op.batch_alter_table("code_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_evidence_key"), ["key"], unique=False)
