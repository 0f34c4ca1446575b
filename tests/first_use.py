"""Run as a program: eight threads at a barrier use each type that the product decodes for the first time at once.

    first_use.py SEED [bare]     the order of the types is drawn from SEED; bare: msgspec itself, without app.decoding

Says how many types were used; ends with 1 where a thread was told something else than it is told afterwards, alone, and
dies where msgspec does.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from threading import Thread
from typing import Any

import msgspec

from app import decoding
from app.lookup import protocol as lookup
from app.queries import exchange
from app.queries.documents import CARDS
from app.rules import papers
from app.rules.clock import Pause
from app.rules.stages import RouteStep
from app.server.http import web
from app.server.register import batch
from app.sync import link_file, outages, pairing, protocol
from app.tour import record

THREADS = 8
SECONDS = 60.0
# Where the structs are told from; each is imported for that.
ROOMS = (lookup, exchange, batch, web, link_file, outages, pairing, protocol, record)


def structs(parent: type[Any] = msgspec.Struct) -> Iterator[type[Any]]:
    for kind in parent.__subclasses__():
        if kind.__module__.startswith("app."):
            yield kind
        yield from structs(kind)


def kinds() -> list[type[Any]]:
    """Messages, commands and what stands in them, the catalogue, and the papers, steps and pauses that are kept."""
    kept = {papers.Letter, papers.ReadingSlip, *CARDS.values(), Pause, RouteStep}
    return sorted({*structs(), *kept}, key=lambda kind: (kind.__module__, kind.__qualname__))


def told(use: Callable[[], Any]) -> str:
    try:
        return repr(use())
    except msgspec.ValidationError as error:
        return str(error)


def sample(kind: type[Any], place: int) -> Any:
    """One field, and nothing in it: enough that its type is looked at."""
    if is_dataclass(kind):
        names: tuple[str, ...] = tuple(each.name for each in fields(kind))
        return {names[place % len(names)]: None}
    names, config = kind.__struct_encode_fields__, kind.__struct_config__
    if config.array_like:
        return [None] * len(names)
    tag = {} if config.tag is None else {config.tag_field: config.tag}
    return tag | ({names[place % len(names)]: None} if names else {})


def bare(value: Any, kind: type[Any], place: int) -> Any:
    return msgspec.json.decode(json.dumps(value), type=kind) if place % 2 else msgspec.convert(value, kind)


def known(value: Any, kind: type[Any], place: int) -> Any:
    return decoding.from_json(json.dumps(value), kind) if place % 2 else decoding.from_plain(value, kind)


def main(seed: int, way: Callable[[Any, type[Any], int], Any]) -> int:
    sys.setswitchinterval(1e-6)
    wanted = kinds()
    random.Random(seed).shuffle(wanted)
    start = threading.Barrier(THREADS, timeout=SECONDS)
    answers: list[list[str]] = [[] for _ in range(THREADS)]

    def use(place: int, into: list[str], together: Callable[[], object]) -> None:
        for kind in wanted:
            value = sample(kind, place)
            together()
            into.append(told(partial(way, value, kind, place)))

    threads = [Thread(target=use, args=(place, answers[place], start.wait), daemon=True) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    print(len(wanted))
    for place, answer in enumerate(answers):
        use(place, alone := [], int)
        if alone != answer:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), bare if "bare" in sys.argv else known))
