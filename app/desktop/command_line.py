"""The words behind `loket` when it opens the counter. Read before Qt is loaded, so that `--help` loads none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NO_DISPLAY = "loket: di sini tidak ada layar. Yang berjalan tanpa layar: loket nik, loket due, loket tour."


class StartWords(NamedTuple):
    """`data` is the folder of the register; None leaves it to LOKET_DATA and the user's own folder."""

    data: Path | None = None
    training: bool = False


def parsed(arguments: list[str]) -> StartWords:
    """Without a word, which is how an office starts it, argparse is not loaded."""
    if not arguments:
        return StartWords()
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="loket", description="Loket PTSP")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data register (bawaan: LOKET_DATA)")
    parser.add_argument("--training", action="store_true", help="buka kantor latihan")
    words = parser.parse_args(arguments)
    return StartWords(words.data, words.training)


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown. Qt would end the process without a word that a clerk understands."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(map(environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))
