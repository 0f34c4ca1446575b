"""Reading a card from its picture: choose or paste one, look at what was read, take it over field by field or all.

The picture is handed to a worker and forgotten; it is shown nowhere, and nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.reading.card import Proposal
from app.reading.picture import SUFFIXES, load
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.intake.photo_rows import PhotoRows
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import Job, JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import NoticeLevel, say


@dataclass(frozen=True)
class Picture:
    """`load` gives what a file would have; it takes a while and belongs into a worker."""

    load: Callable[[], bytes]


class PhotoSource(QWidget):
    """`missed` tells that nothing was copied."""

    given = Signal(Picture)
    missed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        choose = Button("Pilih berkas", self, shortcut="Ctrl+O", name="photo_choose")
        paste = Button("Tempel gambar", self, shortcut="Ctrl+V", name="photo_paste")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for button in (choose, paste):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(choose)
        choose.clicked.connect(self._on_choose)
        paste.clicked.connect(self._on_paste)

    def _on_choose(self) -> None:
        names = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        window = QFileDialog(self, "Pilih foto KTP-el", "", f"Gambar ({names})")
        window.setObjectName("photo_file")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setFileMode(QFileDialog.FileMode.ExistingFile)
        window.fileSelected.connect(self._on_file)
        window.open()

    def _on_file(self, name: str) -> None:
        self.given.emit(Picture(partial(load, Path(name))))

    def _on_paste(self) -> None:
        """A picture, or the file of one."""
        copied = QGuiApplication.clipboard().mimeData()  # None while nothing was ever copied
        files = [url.toLocalFile() for url in copied.urls() if url.isLocalFile()] if copied else []
        image = QGuiApplication.clipboard().image()
        if files:
            self._on_file(files[0])
        elif not image.isNull():
            self.given.emit(Picture(partial(_packed, image)))
        else:
            self.missed.emit()


def _packed(image: QImage) -> bytes:
    """A copied picture as a file would have it."""
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(kept, QByteArray(b"jpeg"))
    writer.setQuality(92)
    writer.write(image)
    return bytes(kept.data().data())


TITLE = "Baca dari foto KTP"
LETTERS = 70  # width in average letters
ABOUT = "Foto atau hasil pindai satu KTP-el. Gambarnya tidak disimpan."
CLEAR = "Usulan saja: cocokkan dengan kartunya."
DOUBTFUL = "Huruf merah bergaris bawah kurang jelas; cocokkan dengan kartunya."
NOT_COPIED = "picture_not_copied"
Reading = Callable[[bytes, JobProgress], Proposal]


@dataclass(frozen=True)
class PhotoFields:
    """What the form shall have now."""

    fields: Proposal


class PhotoDialog(QDialog):
    """`filled` are the fields that stand on the form already."""

    taken = Signal(PhotoFields)

    def __init__(self, parent: QWidget, desk: Desk, reading: Reading, filled: Sequence[str]) -> None:
        super().__init__(parent)
        self.setObjectName("photo_dialog")
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._reading, self._filled = desk, reading, filled
        self._proposal: Proposal = {}
        self._job: Job | None = None
        self._source = PhotoSource(self)
        self._line, self._strip, self._rows = HelpLine(self), ProgressStrip(self), PhotoRows(self)
        self._back = Button("Tutup", self, name="photo_close")
        self._back.setText("Tutup   Esc")
        self._all = PrimaryButton("Gunakan semua", self, shortcut="Ctrl+Return", name="photo_all")
        self._lay_out()
        self._source.given.connect(self.read)
        self._source.missed.connect(self._on_missed)
        self._back.clicked.connect(self.reject)
        self._all.clicked.connect(self._on_all)
        self._rows.taken.connect(self._on_taken)
        self.finished.connect(self._on_finished)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.reject)

    def text(self) -> str:
        """What the line says."""
        return self._line.text()

    def read(self, picture: Picture) -> None:
        """Read a picture in a worker; the one before it is forgotten."""
        self._show({})
        self._line.show_text("")
        self._job = self._desk.work(self, partial(self._look, picture), self._on_read, self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._source.setEnabled(False)
        self._strip.watch(self._job, "Membaca gambar")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, HUGE, HUGE, MEDIUM)
        column.setSpacing(MEDIUM)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        column.addWidget(label(TITLE, "section", self))
        column.addWidget(label(ABOUT, "muted", self, wrap=True))
        for widget in (self._source, self._strip, self._rows, self._line):
            column.addWidget(widget)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addStretch(1)
        for button in (self._back, self._all):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)
        self._show({})

    def _look(self, picture: Picture, progress: JobProgress) -> Proposal:
        """In a worker. What came too late for somebody who gave it up is dropped."""
        found = self._reading(picture.load(), progress)
        progress.step(1, 1)
        return found

    def _show(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._rows.setVisible(bool(proposal))
        self._rows.propose(proposal, self._filled)
        self._all.setEnabled(bool(self._rows.left()))

    def _on_read(self, proposal: Proposal) -> None:
        self._show(proposal)
        doubtful = any(read.doubtful for read in self._rows.left().values())
        self._line.show_text(DOUBTFUL if doubtful else CLEAR, NoticeLevel.WARNING if doubtful else NoticeLevel.INFO)
        self._all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, trouble: Trouble) -> None:
        self._tell(trouble.code)

    def _on_missed(self) -> None:
        self._tell(NOT_COPIED)

    def _tell(self, code: str) -> None:
        notice = say(code)
        self._line.show_text(notice.full, notice.level)

    def _on_ended(self) -> None:
        self._job = None
        self._source.setEnabled(True)
        self._source.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, field: str) -> None:
        self.taken.emit(PhotoFields({field: self._proposal[field]}))
        if not self._rows.left():
            self.accept()

    def _on_all(self) -> None:
        self.taken.emit(PhotoFields(self._rows.left()))
        self.accept()

    def _on_finished(self, _: int) -> None:
        self._proposal = {}
        if self._job is not None:
            self._job.cancel()
