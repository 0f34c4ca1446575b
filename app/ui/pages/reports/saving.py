"""Keeping a report as PDF or XLSX: made on the slow worker, watched and cancelled, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import Unavailable
from app.print import render, sheets
from app.rules.papers import TablePaper
from app.ui.pages.workplace import Workplace
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import Notice, NoticeLevel, say
from app.upkeep import at_rest

T = TypeVar("T")
TOPIC, OPEN = "report:", "open_report"
PDF, XLSX = "pdf", "xlsx"
WORDS = {PDF: "PDF", XLSX: "lembar kerja (XLSX)"}


class Meter:
    """How far a table is. Its rows are gone over once for each column, for the widths, and once to be set, which takes
    as long as all the rest: for a PDF at the end, for a spreadsheet at the beginning."""

    def __init__(self, progress: JobProgress, card: TablePaper, kind: str) -> None:
        passes = len(card.columns)
        self._progress, self._rows = progress, len(card.rows)
        self._weights = [1] * passes + [passes] if kind == PDF else [passes] + [1] * passes
        self._pass = -1

    def begin(self) -> None:
        """The rows are gone over once more."""
        self._pass = min(self._pass + 1, len(self._weights) - 1)

    def at(self, place: int) -> None:
        """Raises GivenUpError."""
        before = sum(self._weights[: self._pass]) * self._rows
        total = sum(self._weights) * self._rows
        self._progress.step(before + place * self._weights[self._pass], total)


class Watched(tuple[T, ...]):
    """Rows that tell a meter when they are taken, so that a long table can be watched and given up."""

    meter: Meter

    def __iter__(self) -> Iterator[T]:
        self.meter.begin()
        for place, row in enumerate(super().__iter__()):
            self.meter.at(place)
            yield row


class Saver(QObject):
    """Writes into `folder` under a free name and says where. One report at a time; `strip` shows it."""

    def __init__(self, workplace: Workplace, strip: ProgressStrip, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._board, self._strip, self._folder = workplace.desk, workplace.board, strip, folder
        self._busy = False
        self._board.taken.connect(self._on_taken)

    def save(self, card: TablePaper, stem: str, kind: str) -> None:
        """`stem` is the name of the file without its ending: no name or number of a person in it."""
        if self._busy:
            return
        self._busy = True
        work = partial(_saved, card, self._folder, f"{stem}.{kind}")
        job = self._desk.work(self, work, partial(self._on_saved, card.title, kind), self._on_failed)
        job.ended.connect(self._on_ended)
        self._strip.watch(job, f"Menyusun {card.title} sebagai {WORDS[kind]}")

    def _on_ended(self) -> None:
        self._busy = False

    def _on_saved(self, title: str, kind: str, path: Path) -> None:
        notice = Notice(
            f"{title} disimpan sebagai {WORDS[kind]}: {path.name}.", NoticeLevel.SUCCESS, f"Folder: {path.parent}."
        )
        self._board.pin(notice, f"{TOPIC}{path}", NoticeButton("Buka berkas", OPEN))

    def _on_failed(self, trouble: Trouble) -> None:
        self._board.pin(say(trouble.code, trouble.facts), TOPIC)

    def _on_taken(self, taken: NoticePressed) -> None:
        if taken.key == OPEN and taken.topic.startswith(f"{TOPIC}{self._folder}"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(taken.topic.removeprefix(TOPIC)))


def content(card: TablePaper, kind: str, progress: JobProgress) -> bytes:
    """The bytes of the file. Raises GivenUpError."""
    rows = Watched(card.rows)
    rows.meter = Meter(progress, card, kind)
    watched = replace(card, rows=rows)
    return render.pdf(watched) if kind == PDF else sheets.xlsx(watched)


def _saved(card: TablePaper, folder: Path, name: str, progress: JobProgress) -> Path:
    """On the slow worker. Raises Unavailable `file_unwritable`."""
    kind = name.rpartition(".")[2]
    made = content(card, kind, progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = free(folder, name)
        at_rest.write(path, made)
    except OSError as error:
        raise Unavailable("file_unwritable") from error
    return path


def free(folder: Path, name: str) -> Path:
    """The name, or the name with a number: what was kept before is never written over."""
    stem, _, ending = name.rpartition(".")
    place = 1
    while (path := folder / (name if place == 1 else f"{stem}_{place}.{ending}")).exists():
        place += 1
    return path
