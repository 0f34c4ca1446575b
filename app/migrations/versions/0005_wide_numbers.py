"""Wide numbers: what may outgrow 31 bits, on a server where that matters. SQLite's integers are wide as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WIDE = (
    ("act", "position"),
    ("act", "feed"),
    ("head", "head"),
    ("head", "durable"),
    ("journal", "position"),
    ("levy", "amount"),
    ("link", "cursor"),
    ("link", "durable"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in WIDE:
        op.alter_column(table, column, type_=sa.BigInteger())
    op.execute("ALTER SEQUENCE journal_position_seq AS bigint")
