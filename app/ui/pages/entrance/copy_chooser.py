"""A copy of the register from another place, and what a copy says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.widgets.button import Button

if TYPE_CHECKING:
    from app.upkeep.restore import GoodCopy


class CopyChooser(Button):
    """`chosen` tells the file that was picked; the dialogue begins in `folder`, where there is one."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget, folder: Path | None = None) -> None:
        super().__init__("Pilih berkas cadangan", parent, icon="hard-drive", name="choose_copy")
        self._folder = folder
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        window = QFileDialog(self.window(), "Pilih berkas cadangan register")
        window.setObjectName("copy_place")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setFileMode(QFileDialog.FileMode.ExistingFile)
        if self._folder is not None and self._folder.is_dir():
            window.setDirectory(str(self._folder))
        window.setNameFilters(["Cadangan register (register-*.db)", "Semua berkas (*)"])
        window.fileSelected.connect(self._on_selected)
        window.open()

    def _on_selected(self, path: str) -> None:
        self.chosen.emit(Path(path))


def said(copy: GoodCopy) -> str:
    """As of when it is, and how much is in it."""
    return f"keadaan pada {copy.said}, dengan {copy.files} permohonan dan {copy.acts} catatan. ({copy.path.name})"
