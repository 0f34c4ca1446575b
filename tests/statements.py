"""Statements are compiled once for all registers of this process: each test opens its own, and compiling anew what all
of them ask takes a third of their time."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

KEPT: LRUCache[Any, Any] = LRUCache(5_000)
OfRegister: type = type(create_engine("sqlite://", module=dbapi2).dialect)


class Alike(OfRegister):  # type: ignore[misc]
    """Dialects that count as one."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike)

    def __hash__(self) -> int:
        return hash(Alike)


@cache
def share() -> None:
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    engine = connection.engine
    if type(engine.dialect) is OfRegister:
        engine.dialect.__class__ = Alike
        engine._compiled_cache = KEPT
