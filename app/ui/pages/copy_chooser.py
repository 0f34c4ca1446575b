"""A copy of the register from another place, and what a copy says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.widgets.button import Button

if TYPE_CHECKING:
    from app.upkeep.restore import GoodCopy


class CopyChooser(Button):
    """`chosen` tells the file that was picked."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Pilih berkas cadangan", parent, icon="hard-drive", name="choose_copy")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        window = QFileDialog(self.window(), "Pilih berkas cadangan register")
        window.setObjectName("copy_place")
        window.setFileMode(QFileDialog.FileMode.ExistingFile)
        window.setNameFilters(["Cadangan register (register-*.db)", "Semua berkas (*)"])
        window.fileSelected.connect(self._on_selected)
        window.open()

    def _on_selected(self, path: str) -> None:
        self.chosen.emit(Path(path))


def said(copy: GoodCopy) -> str:
    """As of when it is, and how much is in it."""
    return f"keadaan pada {copy.said}, dengan {copy.files} permohonan dan {copy.acts} catatan. ({copy.path.name})"
