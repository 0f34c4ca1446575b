"""The requirements of a file, as rows in the order of the form."""

from __future__ import annotations

from app.actions.context import ActContext
from app.models.application import Item
from app.queries.files import items_of


def items(context: ActContext) -> list[Item]:
    found = context.memory.items.get(context.file().id)
    return list(found) if found is not None else items_of(context.session, (context.file().id,))


def begin(context: ActContext, rows: list[Item]) -> None:
    """The first ones of a new file."""
    context.session.add_all(rows)
    context.memory.items[context.file().id] = rows


def add(context: ActContext, rows: list[Item]) -> None:
    context.session.add_all(rows)
    context.memory.items.pop(context.file().id, None)
