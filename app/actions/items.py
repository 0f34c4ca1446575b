"""The requirements of a file, as rows in the order of the form."""

from __future__ import annotations

from app.actions.scene import Scene
from app.models.application import Item
from app.queries.files import items_of


def items(scene: Scene) -> list[Item]:
    found = scene.memory.known(("items", scene.file().id))
    return list(found) if found is not None else items_of(scene.session, (scene.file().id,))


def begin(scene: Scene, rows: list[Item]) -> None:
    """The first ones of a new file."""
    scene.session.add_all(rows)
    scene.memory.keep(("items", scene.file().id), rows)


def add(scene: Scene, rows: list[Item]) -> None:
    scene.session.add_all(rows)
    scene.memory.drop(("items", scene.file().id))
