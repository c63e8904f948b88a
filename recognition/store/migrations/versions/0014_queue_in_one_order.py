"""Cases that wait since the same moment stand in one order on every page of the queue."""

from collections.abc import Sequence

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("case_view", schema=None) as batch_op:
        batch_op.drop_index("ix_case_view_queue")
        batch_op.create_index(
            "ix_case_view_queue", ["next_actor", "due_at", "waiting_since", "case_id"], unique=False
        )
