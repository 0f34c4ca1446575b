"""Pengaturan, Cadangan: a proved copy to another disk, the copies of the last days, and the sealed sheet again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.rules.wording import clock_time, long_date
from app.ui.look.tokens import LARGE, MEDIUM, SMALL
from app.ui.pages.entrance.sheet_keeper import SheetKeeper, SheetSource
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.table import Column, DataTable
from app.ui.words.notices import NoticeLevel, say

if TYPE_CHECKING:
    from app.upkeep.restore import Copy
    from app.upkeep.safekeeping import Safekeeping

ROWS = 4


class BackupSettings(QWidget):
    def __init__(self, desk: Desk, keeping: Safekeeping, source: SheetSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keeping = desk, keeping
        self._elsewhere = label("", "", self, wrap=True, name="backup_state")
        self._make = PrimaryButton("Buat cadangan sekarang", self, icon="hard-drive", shortcut="Ctrl+B", name="back_up")
        self._line = HelpLine(self)
        self._strip = ProgressStrip(self)
        self._copies: DataTable[Copy] = DataTable(
            (Column("Salinan harian di komputer ini", _said),),
            _name,
            self,
            name="copies",
            title="Salinan harian",
            empty="Salinan harian belum ada.",
            icon="history",
        )
        self._check = Button("Periksa salinan", self, icon="shield-check", name="check_copy")
        self._sheet = SheetKeeper(desk, source, self)
        self._lay_out()
        self._make.clicked.connect(self._on_make)
        self._check.clicked.connect(self._on_check)
        self._sheet.kept.connect(keeping.note_sheet)
        self._show()

    def text(self) -> str:
        return self._line.text()

    def back_up_to(self, folder: Path) -> None:
        """Make the copy there and say how it went."""
        self._make.setEnabled(False)
        job = self._desk.work(self, partial(self._back_up, folder), self._on_made, self._on_failed)
        self._strip.watch(job, "Membuat dan memeriksa cadangan")

    def _lay_out(self) -> None:
        copy = Card("Cadangan ke luar komputer ini", self, name="backup_card")
        advice = (
            "Simpan cadangan pada diska lepas yang dibawa keluar ruangan, paling sedikit sekali seminggu. Cadangan "
            "tersandi dengan kunci register; pada komputer lain diperlukan lembar kunci pemulihan."
        )
        copy.add(label(advice, "muted", self, wrap=True))
        copy.add(self._elsewhere)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self._make)
        row.addStretch(1)
        copy.add(row)
        copy.add(self._strip)
        copy.add(self._line)
        days = Card("Salinan harian", self, name="copies_card")
        height = self._copies.view.verticalHeader().defaultSectionSize()
        self._copies.setFixedHeight(height * (ROWS + 1) + SMALL)
        days.add(self._copies)
        below = QHBoxLayout()
        below.addWidget(self._check)
        below.addStretch(1)
        days.add(below)
        sheet = Card("Lembar kunci pemulihan", self, name="sheet_card")
        sheet.add(
            label("Cetak ulang apabila amplop dibuka atau hilang; musnahkan lembar lama.", "muted", self, wrap=True)
        )
        sheet.add(self._sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.setSpacing(MEDIUM)
        for card in (copy, days, sheet):
            column.addWidget(card)
        column.addStretch(1)

    def _show(self) -> None:
        state = self._keeping.state()
        if state.elsewhere is None:
            self._elsewhere.setText("Cadangan ke luar komputer ini belum pernah dibuat.")
        else:
            at = state.elsewhere.astimezone()
            self._elsewhere.setText(
                f"Terakhir dibuat {long_date(at.date())}, pukul {clock_time(at)}, di folder {state.folder}."
            )
        self._copies.set_rows(self._keeping.copies())
        self._check.setEnabled(not self._copies.is_empty())

    def _on_make(self) -> None:
        window = QFileDialog(self.window(), "Pilih folder untuk cadangan", self._keeping.state().folder)
        window.setObjectName("backup_place")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setFileMode(QFileDialog.FileMode.Directory)
        window.setOption(QFileDialog.Option.ShowDirsOnly)
        window.fileSelected.connect(self._on_folder)
        window.open()

    def _on_folder(self, folder: str) -> None:
        self.back_up_to(Path(folder))

    def _back_up(self, folder: Path, _: JobProgress) -> Path:
        return self._keeping.back_up(folder)

    def _on_made(self, path: Path) -> None:
        self._make.setEnabled(True)
        self._line.show_text(f"Cadangan selesai dan telah diperiksa: {path.name}", NoticeLevel.SUCCESS)
        self._show()

    def _on_check(self) -> None:
        copy = self._copies.current()
        if copy is not None:
            job = self._desk.work(self, partial(self._verify, copy), self._on_checked, self._on_failed)
            self._strip.watch(job, "Memeriksa salinan")

    def _verify(self, copy: Copy, _: JobProgress) -> Copy:
        self._keeping.check(copy.path)
        return copy

    def _on_checked(self, copy: Copy) -> None:
        self._line.show_text(f"Salinan {copy.said} utuh dan dapat dipulihkan.", NoticeLevel.SUCCESS)

    def _on_failed(self, trouble: Trouble) -> None:
        self._make.setEnabled(True)
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)


def _said(copy: Copy) -> str:
    return copy.said


def _name(copy: Copy) -> str:
    return copy.path.name
