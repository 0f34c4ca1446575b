"""The words behind `loket` when it opens the counter. Read before Qt is loaded, so that `--help` loads none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Wanted(NamedTuple):
    """`data` is the folder of the register; None leaves it to LOKET_DATA and the user's own folder."""

    data: Path | None = None
    training: bool = False


def parsed(arguments: list[str]) -> Wanted:
    """Without a word, which is how an office starts it, argparse is not loaded."""
    if not arguments:
        return Wanted()
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="loket", description="Loket PTSP")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data register (bawaan: LOKET_DATA)")
    parser.add_argument("--training", action="store_true", help="buka kantor latihan")
    words = parser.parse_args(arguments)
    return Wanted(words.data, words.training)
