"""Bangun ulang dari pusat: the button that makes a damaged register anew, in sight only where this PC has a centre."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress, JobStep
from app.ui.widgets.button import PrimaryButton
from app.ui.widgets.confirm import Confirm

TITLE = "Bangun ulang dari pusat"
MEANS = (
    "Register diambil kembali dari pusat; yang belum terkirim dari komputer ini dimasukkan lagi dan dikirim. Draf yang "
    "belum didaftarkan hilang, dan setiap petugas masuk kembali dengan kata sandinya. Nomor baru memakai kode loket "
    "baru. Berkas yang rusak tetap disimpan di samping register."
)
POSSIBLE = "Register dapat dibangun ulang dari pusat. Yang belum terkirim tidak hilang."
AWAY = ("centre_away", "no_centre", "centre_slow", "centre_busy", "centre_trouble")
LATER = "Mohon ulangi setelah pusat terhubung. Bila tidak dapat menunggu, pilih berkas cadangan."
TAKING = "Mengambil data dari pusat."


class Rebuild(Protocol):
    """The register made anew from the centre. Both run beside the GUI thread."""

    def possible(self, progress: JobProgress) -> bool: ...

    def run(self, progress: JobProgress) -> None: ...


class RebuildButton(PrimaryButton):
    """`told` says how it goes, `begun` that it is under way, `rebuilt` that the office can be opened again,
    `impossible` that another way is to be looked for."""

    told = Signal(str)
    impossible = Signal()
    begun = Signal()
    rebuilt = Signal()
    failed = Signal(Trouble)

    def __init__(self, desk: Desk, source: Rebuild | None, parent: QWidget) -> None:
        super().__init__(TITLE, parent, icon="refresh-cw", name="rebuild")
        self._desk, self._source = desk, source
        self.clicked.connect(self._on_clicked)
        self.hide()

    def look(self) -> None:
        """Offer it where it is possible."""
        if self._source is None:
            self.impossible.emit()
        else:
            self._desk.work(self, self._source.possible, self._on_looked, self._on_not_looked)

    def _on_looked(self, possible: bool) -> None:
        """Better than a copy: nothing that was sent has to be typed again."""
        if possible:
            self.told.emit(POSSIBLE)
            self.show()
            self.setFocus()
        else:
            self.impossible.emit()

    def _on_not_looked(self, _: Trouble) -> None:
        """What keeps one from looking, the way that is left meets too, and says it."""
        self.impossible.emit()

    def _on_clicked(self) -> None:
        asked = Confirm(self.window(), TITLE, MEANS, "Bangun ulang")
        asked.confirmed.connect(self._on_confirmed)
        asked.open()

    def _on_confirmed(self) -> None:
        assert self._source is not None  # or the button would be hidden
        self.setEnabled(False)
        self.begun.emit()
        self.told.emit(TAKING)
        job = self._desk.work(self, self._source.run, self._on_rebuilt, self._on_failed)
        job.stepped.connect(self._on_stepped)

    def _on_stepped(self, step: JobStep) -> None:
        self.told.emit(f"{TAKING} {100 * step.done // step.total} %" if step.total else TAKING)

    def _on_rebuilt(self, _: None) -> None:
        self.rebuilt.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self.setEnabled(True)
        self.failed.emit(trouble)
