"""One protection of the real code switched off at a time: whoever checks must notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    """`name` is empty for the program as it is."""
    yield
