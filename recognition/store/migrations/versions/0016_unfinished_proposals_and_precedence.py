"""What was typed into a proposal is kept; lists put those who fled before their due date.

Cases go on under the regime that they were submitted under, so none of them has precedence yet.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "proposal_draft",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_proposal_draft_author_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_proposal_draft_case_id")),
        sa.PrimaryKeyConstraint("case_id", "author_id", name=op.f("pk_proposal_draft")),
    )
    with op.batch_alter_table("case_view", schema=None) as batch_op:
        batch_op.add_column(sa.Column("queue_at", MOMENT, nullable=True))
    op.execute("UPDATE case_view SET queue_at = due_at")
    with op.batch_alter_table("case_view", schema=None) as batch_op:
        batch_op.drop_index("ix_case_view_queue")
        batch_op.create_index(
            "ix_case_view_queue",
            ["next_actor", "queue_at", "waiting_since", "case_id"],
            unique=False,
        )
