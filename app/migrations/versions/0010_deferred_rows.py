"""Rows of the centre that name one which has not come yet"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "deferred_row",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("image", sa.JSON(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("parent_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", "key", name=op.f("pk_deferred_row")),
    )
