"""What holders state of conditions, results recorded anew, and bases that were suggested."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "condition_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("stated_at", MOMENT, nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("decline_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_condition_statement_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_condition_statement_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_condition_statement_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_statement")),
    )
    with op.batch_alter_table("condition_statement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_condition_statement_case_id"), ["case_id"], unique=False
        )
    with op.batch_alter_table("condition_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("correction_reason", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_condition_record_document_id"), "document", ["document_id"], ["id"]
        )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suggested_bases", sa.JSON(), nullable=True))
    with op.batch_alter_table("adaptation_assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("correction_reason", sa.String(), nullable=True))
