"""Staff have a second factor beside their password."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("waits_until", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_second_factor_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
    )
    op.create_index(op.f("ix_second_factor_account_id"), "second_factor", ["account_id"])
    stands = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_second_factor_standing",
        "second_factor",
        ["account_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("factor_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["factor_id"], ["second_factor.id"], name=op.f("fk_recovery_code_factor_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_factor_id"), "recovery_code", ["factor_id"])
    op.create_table(
        "half_sign_in",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_half_sign_in_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["second_factor.id"], name=op.f("fk_half_sign_in_replaces")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_half_sign_in")),
    )
    op.create_index(op.f("ix_half_sign_in_account_id"), "half_sign_in", ["account_id"])
