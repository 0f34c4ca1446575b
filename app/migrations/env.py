"""Run by Alembic. Whoever upgrades passes the connection, and the metadata where it wants them compared."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator, inspect, text


def own_tables(connection: Connection) -> set[str]:
    """Tables the models describe: not the full-text indexes, nor the shadow tables SQLite keeps for them."""
    if connection.dialect.name != "sqlite":
        return set(inspect(connection).get_table_names())
    rows = connection.execute(text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"))
    return {str(name) for (name,) in rows}


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision outlives the models' own types: it names what is kept underneath them."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def run(connection: Connection) -> None:
    known = own_tables(connection)
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("metadata"),
        render_as_batch=True,
        render_item=plain_type,
        include_name=lambda name, kind, _parents: kind != "table" or name in known,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
