"""First start on a PC that takes the place of another: the office comes from a copy, its key from the sealed sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused, Unavailable
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.entrance.copy_chooser import CopyChooser
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, say, words

if TYPE_CHECKING:
    from app.upkeep.restore import GoodCopy

CODE = Field(
    "recovery_code",
    "Kode pemulihan",
    wide=True,
    required=True,
    help="56 huruf dan angka pada lembar kunci pemulihan di brankas kantor.",
)
WHAT = (
    "Untuk komputer pengganti, atau setelah komputer dipasang ulang. Siapkan diska berisi berkas cadangan, dan lembar "
    "kunci pemulihan dari brankas kantor."
)


PutBack = Callable[["GoodCopy", bytes, Callable[[], object]], None]


class RestoreStart(QWidget):
    """`left`: back to the choice of the first start; `restored`: the office can be opened. `put_back` puts a copy in
    the place of the register that was begun here, with the key, and has the key kept; it raises Unavailable."""

    left = Signal()
    restored = Signal()

    def __init__(self, desk: Desk, database: Path, put_back: PutBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore_start")
        self._desk, self._database, self._put_back = desk, database, put_back
        self._path: Path | None = None
        self._choose = CopyChooser(self)
        self._chosen = label("Belum ada berkas yang dipilih.", "muted", self, wrap=True, name="chosen_copy")
        self._form = FormSection((CODE,), self, enters=True)
        self._line = HelpLine(self)
        self._back = Button("Kembali ke pilihan awal", self, icon="chevron-left", name="restore_left")
        self._restore = PrimaryButton("Pulihkan", self, icon="history", shortcut="Ctrl+Return", name="restore")
        self._lay_out()
        self._choose.chosen.connect(self.choose)
        self._form.entered.connect(self._on_restore)
        self._restore.clicked.connect(self._on_restore)
        self._back.clicked.connect(self.left)
        self.setFocusProxy(self._choose)

    def text(self) -> str:
        return self._line.text()

    def choose(self, path: Path) -> None:
        self._path = path
        self._chosen.setText(path.name)
        self._line.show_text("")
        self._form.focus("recovery_code")

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Selamat datang", "Kantor yang sudah ada dipulihkan dari cadangannya.")
        card = Card(parent=self, name="restore_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label("Pulihkan kantor dari cadangan", "title", self))
        card.add(label(WHAT, "muted", self, wrap=True))
        file = QHBoxLayout()
        file.setSpacing(MEDIUM)
        file.addWidget(self._choose)
        file.addWidget(self._chosen, 1)
        card.add(file)
        card.add(self._form)
        card.add(self._line)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._restore)
        card.add(row)
        around = QVBoxLayout()
        around.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        around.addWidget(card)
        around.addStretch(1)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(panel, 2)
        halves.addLayout(around, 7)

    def _on_restore(self) -> None:
        if self._path is None:
            self._line.show_text("Mohon pilih berkas cadangan lebih dahulu.", NoticeLevel.WARNING)
            self._choose.setFocus()
            return
        self._form.show_codes(self._form.check())
        if self._form.errors():
            self._form.focus("recovery_code")
            return
        self._set_busy(busy=True)
        self._line.show_text("Memeriksa dan memulihkan cadangan.")
        typed = str(self._form.values()["recovery_code"])
        self._desk.work(self, partial(self._run, self._path, typed), self._on_done, self._on_failed)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self._form, self._choose, self._back, self._restore):
            part.setEnabled(not busy)

    def _run(self, path: Path, typed: str, _: JobProgress) -> None:
        """Nothing here is touched before the copy has proved whole under the key that was typed."""
        from app.upkeep.keys import keep_key
        from app.upkeep.recovery import parse_recovery
        from app.upkeep.restore import proved

        try:
            key = parse_recovery(typed)
        except Refused as refused:
            raise Unavailable(refused.fields["recovery_code"], **refused.facts) from refused
        self._put_back(proved(path, key), key, partial(keep_key, self._database.parent, key))

    def _on_done(self, _: object) -> None:
        self.restored.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self._set_busy(busy=False)
        self._line.show_text("")
        if trouble.code.startswith("recovery_"):
            self._form.error("recovery_code", words(trouble.code, trouble.facts))
            self._form.focus("recovery_code")
        elif trouble.code == "database_key":
            self._form.error("recovery_code", words("recovery_other"))
            self._form.focus("recovery_code")
        else:
            notice = say(trouble.code, trouble.facts)
            self._line.show_text(notice.full, notice.level)
