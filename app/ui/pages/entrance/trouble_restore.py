"""Pulihkan cadangan: the button that puts the best copy there is in the place of a register that is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import Unavailable
from app.ui.pages.entrance.copy_chooser import said
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import PrimaryButton
from app.ui.widgets.confirm import Confirm
from app.ui.words.notices import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.upkeep.restore import GoodCopy

TITLE = "Pulihkan dari cadangan"
MEANS = (
    "Register akan dikembalikan ke keadaan pada {day}. Yang dicatat sesudahnya dimasukkan lagi sejauh masih ada di "
    "samping register; selebihnya perlu dicatat ulang. Berkas yang rusak tetap disimpan di samping register."
)
NONE = (
    "Tidak ada cadangan yang baik di folder backups. Mohon pilih cadangan dari tempat lain, misalnya diska lepas. Bila "
    "memang tidak ada lagi, pindahkan seluruh isi folder data ke tempat lain, lalu coba lagi untuk memulai kantor baru."
)


PutBack = Callable[["GoodCopy", bytes], None]


class RestoreButton(PrimaryButton):
    """`told` says how it goes, `offered` that there is a copy, `begun` that it is being put back, `restored` that the
    office can be opened again. In sight where there is a copy. `put_back` puts it in the register's place, which no
    program has open where it is left out."""

    told = Signal(Notice)
    offered = Signal()
    begun = Signal()
    restored = Signal()
    failed = Signal(Trouble)

    def __init__(self, desk: Desk, database: Path, parent: QWidget, put_back: PutBack | None = None) -> None:
        super().__init__("Pulihkan", parent, icon="history", name="restore")
        self._desk, self._database, self._alone = desk, database, put_back
        self.foreign: Path | None = None
        self._copy: GoodCopy | None = None
        self.clicked.connect(self._on_clicked)
        self.hide()

    def look(self) -> None:
        """Offer the best copy beside the register."""
        self.told.emit(Notice("Mencari cadangan yang baik.", NoticeLevel.INFO))
        self._desk.work(self, self._find, self._on_found, self.failed.emit)

    def take(self, path: Path) -> None:
        """Offer this one, if it is whole; where it has another key it is `foreign`."""
        self.foreign = None
        self.told.emit(Notice("Memeriksa cadangan.", NoticeLevel.INFO))
        self.hide()  # what was offered before is not what is looked at
        self._desk.work(self, partial(self._prove, path), self._on_found, self._on_not_taken)

    def _find(self, _: JobProgress) -> GoodCopy | None:
        from app.upkeep.restore import newest_good

        return newest_good(self._database, self._key())

    def _prove(self, path: Path, _: JobProgress) -> GoodCopy:
        from app.upkeep.restore import proved

        try:
            return proved(path, self._key())
        except Unavailable as trouble:
            if trouble.code == "database_key":
                self.foreign = path
            raise

    def _key(self) -> bytes:
        from app.upkeep.keys import obtain_key

        return obtain_key(self._database.parent).key

    def _on_found(self, copy: GoodCopy | None) -> None:
        self._copy = copy
        if copy is None:
            self.told.emit(Notice(NONE, NoticeLevel.WARNING))
            return
        self.told.emit(Notice(f"Cadangan terakhir yang baik: {said(copy)}", NoticeLevel.SUCCESS))
        self.set_words("Pulihkan cadangan ini")
        self.offered.emit()
        self.show()
        self.setFocus()

    def _on_not_taken(self, trouble: Trouble) -> None:
        self.setVisible(self._copy is not None and self.foreign is None)
        self.failed.emit(trouble)

    def _on_clicked(self) -> None:
        assert self._copy is not None  # offered, or the button would be hidden
        asked = Confirm(self.window(), TITLE, MEANS.format(day=self._copy.said), "Pulihkan", danger=True)
        asked.confirmed.connect(self._on_confirmed)
        asked.open()

    def _on_confirmed(self) -> None:
        self.told.emit(Notice("Memulihkan.", NoticeLevel.INFO))
        self.setEnabled(False)
        self.begun.emit()
        self._desk.work(self, self._put_back, self._on_restored, self._on_failed)

    def _put_back(self, _: JobProgress) -> None:
        from app.upkeep.restore import restore_alone

        assert self._copy is not None  # likewise
        put_back = self._alone or partial(restore_alone, self._database)
        put_back(self._copy, self._key())

    def _on_restored(self, _: None) -> None:
        self.restored.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self.setEnabled(True)
        self.failed.emit(trouble)
