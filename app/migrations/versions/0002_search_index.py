"""Search index: parts of words of three letters and more, in any order.

One row for each application: `words` is everything it is found by, the number among it, folded by whoever writes it.
To change a row find it by MATCH on its number and application_id; by application_id alone every row is read.
On SQLite only, where counters search; the centre on PostgreSQL does not.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(application_id UNINDEXED, words, tokenize = 'trigram')"
        )
