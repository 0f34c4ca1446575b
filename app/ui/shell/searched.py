"""What the search box of the window tells."""

from __future__ import annotations

from typing import NamedTuple


class Searched(NamedTuple):
    """`entered` when Enter was pressed, False while typing."""

    text: str
    entered: bool
