"""When a PC was in contact, for a centre that is started anew every night; since when an act waits by its own PC"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("terminal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contact_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("contact_left", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("early_act", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_since", sa.DateTime(timezone=True), nullable=True))
