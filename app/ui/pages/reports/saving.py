"""Keeping a report as PDF or XLSX: made on the slow worker, watched and cancelled, written whole or not at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import Unavailable
from app.print.sheets import xlsx
from app.print.tables import table
from app.rules.papers import TablePaper
from app.ui.pages.workplace import Workplace
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import Notice, NoticeLevel, say
from app.upkeep import at_rest

TOPIC, OPEN = "report:", "open_report"
PDF, XLSX = "pdf", "xlsx"
WORDS = {PDF: "PDF", XLSX: "lembar kerja (XLSX)"}


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
    return table(card, 1, progress.step) if kind == PDF else xlsx(card, progress.step)


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
