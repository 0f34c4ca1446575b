"""Why the office cannot be opened, and what to do about it: never a traceback, never a silent repair."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused, Unavailable
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.entrance.copy_chooser import CopyChooser
from app.ui.pages.entrance.trouble_rebuild import AWAY, LATER, Rebuild, RebuildButton
from app.ui.pages.entrance.trouble_restore import RestoreButton
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import Notice, say, words

KEY_TROUBLE = ("key_missing", "database_key")
DAMAGED = ("database_damaged", "database_missing")
TITLES = {
    "already_running": "Program sudah berjalan",
    "database_newer": "Program perlu diperbarui",
    "database_damaged": "Berkas data rusak",
    "database_missing": "Berkas data hilang",
    "database_key": "Kunci data tidak sesuai",
    "key_missing": "Kunci data tidak ditemukan",
    "disk_full": "Ruang penyimpanan penuh",
    "key_store_silent": "Penyimpanan sandi tidak menjawab",
    "device_wiped": "Komputer ini dicabut dari kantor",
}
WIPED = "device_wiped"
CODE = Field(
    "recovery_code",
    "Kode pemulihan",
    wide=True,
    required=True,
    help="56 huruf dan angka pada lembar kunci pemulihan di brankas kantor.",
)
# Said where nothing was being written down, but the office is to be opened.
SHUT = {"disk_full": "disk_full_shut"}


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
        self._line = HelpLine(self)
        self._again = Button("Coba lagi", self, icon="refresh-cw", shortcut="F5", name="again")
        self._rebuild = RebuildButton(desk, rebuild, self)
        self._restore = RestoreButton(desk, database, self)
        self._other = CopyChooser(self, database.parent / "backups")
        self._unlock = PrimaryButton("Gunakan kode pemulihan", self, icon="key-round", name="use_code")
        self._form = FormSection((CODE,), self, enters=True)
        self._lay_out()
        self._again.clicked.connect(self.again_wanted)
        self._rebuild.begun.connect(self._on_begun)
        self._rebuild.told.connect(self._line.show_text)
        self._rebuild.impossible.connect(self._restore.look)
        self._rebuild.rebuilt.connect(self.again_wanted)
        self._rebuild.failed.connect(self._on_not_rebuilt)
        self._restore.begun.connect(self._on_begun)
        self._restore.told.connect(self._on_told)
        self._restore.offered.connect(self._on_offered)
        self._restore.restored.connect(self.again_wanted)
        self._restore.failed.connect(self._on_failed)
        self._other.chosen.connect(self._restore.take)
        self._unlock.clicked.connect(self._on_code)
        self._form.entered.connect(self._on_code)
        self._offer()

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        notice = say(SHUT.get(self._trouble.code, self._trouble.code), self._trouble.facts)
        card = Card(parent=self, name="trouble_card")
        card.setMinimumWidth(self.fontMetrics().averageCharWidth() * 90)
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label(TITLES.get(self._trouble.code, "Register belum dapat dibuka"), "title", self))
        card.add(label(notice.text, "", self, wrap=True, name="trouble_text"))
        advice = label(notice.advice, "", self, wrap=True, name="trouble_advice")
        advice.setVisible(self._trouble.code not in DAMAGED)  # the line below knows better
        card.add(advice)
        card.add(self._form)
        card.add(self._line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for button in (self._unlock, self._rebuild, self._restore, self._other, self._again):
            row.addWidget(button)
        row.addStretch(1)
        card.add(row)
        folder = label(f"Folder data: {self._database.parent}", "help", self, wrap=True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(folder)
        column = QVBoxLayout(self)
        column.addStretch(1)
        middle = QHBoxLayout()  # an aligned widget is not asked how high it is at its width
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    def _offer(self) -> None:
        code = self._trouble.code
        self._ask_code(wanted=code in KEY_TROUBLE)
        self._other.setVisible(code in DAMAGED)
        if code == WIPED:
            self._again.set_words("Mulai sebagai komputer baru")
        self.setFocusProxy(self._form.control("recovery_code") if code in KEY_TROUBLE else self._again)
        if code in DAMAGED:
            self._rebuild.look()

    def _on_code(self) -> None:
        self._form.show_codes(self._form.check())
        if not self._form.errors():
            self._set_busy(busy=True)
            typed = str(self._form.values()["recovery_code"])
            self._desk.work(self, partial(self._use_code, typed), self._on_repaired, self._on_code_failed)

    def _use_code(self, typed: str, _: JobProgress) -> None:
        from app.sync.key_proof import written_under
        from app.upkeep.keys import restore_key

        try:
            folder = self._database.parent
            restore_key(folder, typed, written_under=written_under, copy=self._restore.foreign)
        except Refused as refused:
            raise Unavailable(refused.fields["recovery_code"], **refused.facts) from refused

    def _on_begun(self) -> None:
        self._set_busy(busy=True)

    def _set_busy(self, *, busy: bool) -> None:
        """One way at a time: the register is not opened while it is being replaced."""
        for part in (self._form, self._unlock, self._rebuild, self._restore, self._other, self._again):
            part.setEnabled(not busy)

    def _on_code_failed(self, trouble: Trouble) -> None:
        self._set_busy(busy=False)
        other = trouble.code == "database_key" and self._restore.foreign is not None
        self._form.error("recovery_code", words("recovery_other" if other else trouble.code, trouble.facts))
        self._form.focus("recovery_code")

    def _on_repaired(self, _: object) -> None:
        """A copy that asked for this key can be looked at now."""
        if self._restore.foreign is None:
            self.again_wanted.emit()
        else:
            self._set_busy(busy=False)
            self._ask_code(wanted=False)
            self._restore.take(self._restore.foreign)

    def _on_not_rebuilt(self, trouble: Trouble) -> None:
        self._set_busy(busy=False)
        notice = say(trouble.code, trouble.facts)
        self._on_told(notice._replace(advice=LATER) if trouble.code in AWAY else notice)

    def _on_failed(self, trouble: Trouble) -> None:
        self._set_busy(busy=False)
        if trouble.code == "database_key" and self._restore.foreign is not None:
            self._ask_code(wanted=True)
            self._on_told(say("backup_key"))
        else:
            if not self._restore.isHidden():
                self._on_offered()
            self._on_told(say(trouble.code, trouble.facts))

    def _on_offered(self) -> None:
        self._rebuild.hide()
        self._ask_code(wanted=False)

    def _ask_code(self, *, wanted: bool) -> None:
        self._form.setVisible(wanted)
        self._unlock.setVisible(wanted)
        if wanted:
            self._rebuild.hide()
            self._form.focus("recovery_code")

    def _on_told(self, notice: Notice) -> None:
        self._line.show_text(notice.full, notice.level)
