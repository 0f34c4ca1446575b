"""When the centre's newest verified backup was made, at the centre and at its counters"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("backed_up", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("backed_up", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("backup_told", sa.Boolean(), nullable=False, server_default=sa.false()))
