"""When an adaptation period began and how it was assessed; what is told in place of papers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "adaptation_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.Column("stated_at", MOMENT, nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("declined_at", MOMENT, nullable=True),
        sa.Column("decline_reason", sa.String(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_adaptation_period_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_adaptation_period_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_adaptation_period_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_period")),
    )
    with op.batch_alter_table("adaptation_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adaptation_period_case_id"), ["case_id"], unique=False)

    op.create_table(
        "adaptation_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_adaptation_assessment_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["adaptation_period.id"], name=op.f("fk_adaptation_assessment_period_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_assessment")),
    )
    with op.batch_alter_table("adaptation_assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adaptation_assessment_case_id"), ["case_id"], unique=False
        )

    op.create_table(
        "background_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_background_part_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_background_part")),
    )
    with op.batch_alter_table("background_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_background_part_case_id"), ["case_id"], unique=False)
