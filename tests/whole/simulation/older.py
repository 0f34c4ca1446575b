"""Acts as a program before this one wrote them: fields that have come since, with a default, are not in the payload."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from app.actions import written
from app.actions.commands import Command

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

SINCE_FORM_2 = ("form", "imported")


@contextmanager
def programs(world: World) -> Iterator[None]:
    """At counters that are `old`; the act of whoever acts there just now."""
    payload_of = written.payload_of

    def payload(command: Command) -> dict[str, Any]:
        whole = payload_of(command)
        if not (world.acting and world.acting.old):
            return whole
        world.stats["old_payload"] += 1
        known = {field.name: field.default for field in msgspec.structs.fields(command)}
        return {name: value for name, value in whole.items() if name not in known or value != known[name]}

    def encoded(act: written.Written) -> bytes:
        """Form 1, of 0.3.0, as that program wrote it: without the fields that came with form 2."""
        if not (world.acting and world.acting.old):
            return encode(act)
        said = msgspec.to_builtins(act)
        return msgspec.json.encode({name: value for name, value in said.items() if name not in SINCE_FORM_2})

    encode = written.encode
    written.payload_of, written.encode = payload, encoded
    try:
        yield
    finally:
        written.payload_of, written.encode = payload_of, encode
