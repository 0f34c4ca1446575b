"""Where a card's picture comes from: a file that is chosen, or what was copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.reading.picture import SUFFIXES, load
from app.ui.look.tokens import SMALL
from app.ui.widgets.button import Button


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
