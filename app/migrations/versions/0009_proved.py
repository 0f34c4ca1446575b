"""What a counter and its centre know of each other: the form of acts, former names, and the centre's proof of what it
has applied
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("terminal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("clear", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proof", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("secret", sa.String(), nullable=False, server_default=""))
    head = sa.table("head", sa.column("secret", sa.String()))
    op.execute(head.update().values(secret=secrets.token_hex(32)))
