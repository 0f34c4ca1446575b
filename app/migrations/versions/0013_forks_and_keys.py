"""Copies of a PC know of which; a fork that is still to be asked for; wrong passwords by PC and name; keys that
somebody else confirmed are told
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# Only one paired PC of that name: then it is its copy. `fork` gave a copy the name of its PC, and no pairing code.
COPY_OF = """(SELECT paired.id FROM terminal AS paired JOIN pairing_code ON pairing_code.used_by = paired.id
    WHERE paired.name = terminal.name AND paired.enrolled < terminal.enrolled)"""
ONE = COPY_OF.replace("paired.id FROM", "COUNT(*) FROM")
COPIES = f"""UPDATE terminal SET parent = {COPY_OF}
    WHERE parent IS NULL AND NOT EXISTS (SELECT 1 FROM pairing_code WHERE used_by = terminal.id) AND {ONE} = 1"""


def upgrade() -> None:
    op.create_table(
        "wrong_password",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_password")),
    )
    with op.batch_alter_table("wrong_password", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_password_at"), ["at"], unique=False)
    with op.batch_alter_table("person_key", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(COPIES)
