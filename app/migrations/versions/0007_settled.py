"""How long acts are kept: a month beyond the backup that holds them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    wide = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled", wide, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("settling", wide, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("settling_since", sa.DateTime(timezone=True), nullable=True))
