"""Ends of terms as facts, acknowledgement, corrected decisions, answers by link, erasure."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "term_end",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_term_end_case_id")),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_term_end")),
    )
    op.create_table(
        "answer_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_answer_link_request_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_answer_link")),
    )
    with op.batch_alter_table("answer_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_link_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acknowledged_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("delay_at", MOMENT, nullable=True))

    with op.batch_alter_table("case_view", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acknowledge_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("erase_at", MOMENT, nullable=True))
        batch_op.create_index(batch_op.f("ix_case_view_erase_at"), ["erase_at"], unique=False)

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminders_at", sa.JSON(), nullable=True))

    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(), nullable=True))

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrects", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("corrected_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("correction_reason", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_decision_corrects"), "decision", ["corrects"], ["id"]
        )
