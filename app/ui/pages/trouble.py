"""Why the office cannot be opened, and what to do about it: never a traceback, never a silent repair."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused, Unavailable
from app.ui.desk import Desk, Trouble
from app.ui.form import Field, FormSection
from app.ui.job import Progress
from app.ui.notices import Level, Notice, say, words
from app.ui.pages.trouble_rebuild import Rebuild, RebuildButton
from app.ui.tokens import MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.help_line import HelpLine

if TYPE_CHECKING:
    from app.upkeep.restore import Copy

KEY_TROUBLE = ("key_missing", "database_key")
DAMAGED = ("database_damaged",)
TITLES = {
    "already_running": "Program sudah berjalan",
    "database_newer": "Program perlu diperbarui",
    "database_damaged": "Berkas data rusak",
    "database_key": "Kunci data tidak sesuai",
    "key_missing": "Kunci data tidak ditemukan",
    "disk_full": "Ruang penyimpanan penuh",
    "key_store_silent": "Penyimpanan sandi tidak menjawab",
    "device_wiped": "Komputer ini dicabut dari kantor",
}
WIPED = "device_wiped"
RESTORE = (
    "Register akan dikembalikan ke keadaan pada {day}. Yang dicatat sesudahnya tidak ada di dalam cadangan dan perlu "
    "dicatat ulang. Berkas yang rusak tetap disimpan di samping register."
)


class TroublePage(QWidget):
    """`again_wanted` when it may work now: asked for, or after a repair."""

    again_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        trouble: Trouble,
        database: Path,
        parent: QWidget | None = None,
        *,
        rebuild: Rebuild | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self._desk, self._trouble, self._database = desk, trouble, database
        self._copy: Copy | None = None
        self._line = HelpLine(self)
        self._again = Button("Coba lagi", self, icon="refresh-cw", shortcut="F5", name="again")
        self._rebuild = RebuildButton(desk, rebuild, self)
        self._restore = PrimaryButton("Pulihkan", self, icon="history", name="restore")
        self._unlock = PrimaryButton("Gunakan kode pemulihan", self, icon="key-round", name="use_code")
        code = Field(
            "recovery_code",
            "Kode pemulihan",
            wide=True,
            required=True,
            help="56 huruf dan angka pada lembar kunci pemulihan di brankas kantor.",
        )
        self._form = FormSection((code,), self)
        self._lay_out()
        self._again.clicked.connect(self.again_wanted)
        self._rebuild.told.connect(self._line.show_text)
        self._rebuild.rebuilt.connect(self.again_wanted)
        self._rebuild.failed.connect(self._on_failed)
        self._restore.clicked.connect(self._on_restore)
        self._unlock.clicked.connect(self._on_code)
        self._offer()

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        notice = say(self._trouble.code, self._trouble.facts)
        card = Card(parent=self, name="trouble_card")
        card.setMinimumWidth(self.fontMetrics().averageCharWidth() * 90)
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label(TITLES.get(self._trouble.code, "Register belum dapat dibuka"), "title", self))
        card.add(label(notice.text, "", self, wrap=True, name="trouble_text"))
        card.add(label(notice.advice, "", self, wrap=True, name="trouble_advice"))
        card.add(self._form)
        card.add(self._line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for button in (self._unlock, self._rebuild, self._restore, self._again):
            row.addWidget(button)
        row.addStretch(1)
        card.add(row)
        folder = label(f"Folder data: {self._database.parent}", "help", self, wrap=True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(folder)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def _offer(self) -> None:
        code = self._trouble.code
        self._form.setVisible(code in KEY_TROUBLE)
        self._unlock.setVisible(code in KEY_TROUBLE)
        self._restore.hide()
        if code == WIPED:
            self._again.set_words("Mulai sebagai komputer baru")
        self.setFocusProxy(self._form.control("recovery_code") if code in KEY_TROUBLE else self._again)
        if code in DAMAGED:
            self._line.show_text("Mencari cadangan yang baik.")
            self._desk.work(self, self._find, self._on_found, self._on_failed)
            self._rebuild.look()

    def _find(self, _: Progress) -> Copy | None:
        from app.upkeep.keys import obtain_key
        from app.upkeep.restore import newest_good

        return newest_good(self._database, obtain_key(self._database.parent).key)

    def _on_found(self, copy: Copy | None) -> None:
        self._copy = copy
        if copy is None:
            self._line.show_text(
                "Tidak ada cadangan yang baik di folder backups. Mohon salin cadangan dari tempat lain ke sana.",
                Level.WARNING,
            )
            return
        self._line.show_text(f"Cadangan terakhir yang baik: {copy.said}.", Level.SUCCESS)
        self._restore.set_words(f"Pulihkan cadangan {copy.said}")
        self._restore.show()
        self._restore.setFocus()

    def _on_restore(self) -> None:
        if self._copy is not None:
            text = RESTORE.format(day=self._copy.said)
            asked = Confirm(self.window(), "Pulihkan dari cadangan", text, "Pulihkan", danger=True)
            asked.confirmed.connect(self._on_confirmed)
            asked.open()

    def _on_confirmed(self) -> None:
        self._line.show_text("Memulihkan.")
        self._restore.setEnabled(False)
        self._desk.work(self, self._put_back, self._on_repaired, self._on_failed)

    def _put_back(self, _: Progress) -> None:
        from app.upkeep.restore import restore

        assert self._copy is not None  # offered, or the button would be hidden
        restore(self._database, self._copy)

    def _on_code(self) -> None:
        self._form.show_codes(self._form.check())
        if not self._form.errors():
            typed = str(self._form.values()["recovery_code"])
            self._desk.work(self, partial(self._use_code, typed), self._on_repaired, self._on_code_failed)

    def _use_code(self, typed: str, _: Progress) -> None:
        from app.upkeep.keys import restore_key

        try:
            restore_key(self._database.parent, typed)
        except Refused as refused:
            raise Unavailable(refused.fields["recovery_code"]) from refused

    def _on_code_failed(self, trouble: Trouble) -> None:
        self._form.error("recovery_code", words(trouble.code, trouble.facts))
        self._form.focus("recovery_code")

    def _on_repaired(self, _: object) -> None:
        self.again_wanted.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self._restore.setEnabled(True)
        self._show(say(trouble.code, trouble.facts))

    def _show(self, notice: Notice) -> None:
        self._line.show_text(notice.full, notice.level)
