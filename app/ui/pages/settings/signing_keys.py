"""Tanda tangan: who signs with which key on which PC, since when, and on whose word; told by the centre."""

from __future__ import annotations

from datetime import datetime, tzinfo
from operator import attrgetter

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.rules.wording import short_date
from app.sync.state import SigningKey, SigningKeys
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.shell.connection import Connection
from app.ui.shell.desk import Trouble
from app.ui.shell.session import Session
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.table import Column, DataTable
from app.ui.words.notices import NoticeLevel, say

HOW = {
    "own": "kata sandi sendiri",
    "administrator": "saat komputer disambungkan",
    "founded": "membawa data kantor",
}
OWN, FOUNDED, STILL = "sendiri", "pemasangan pertama", "berlaku"
WHAT = (
    "Setiap tindakan ditandatangani dengan kunci petugas di komputer tempat ia masuk. Daftar ini dari pusat: siapa, di "
    "komputer mana, sejak kapan, dan atas kata siapa kunci itu dikenal."
)
MINE = "Yang ditampilkan hanya kunci Anda. Bila ada komputer yang tidak Anda kenal, mohon laporkan kepada kepala dinas."
ALL = "Mencabut kunci seorang petugas di semua komputer: di server, loket-server user key-revoke NAMA."
NONE = "Belum ada kunci yang dikenal pusat."
ALONE = "Komputer ini bekerja tanpa pusat. Kunci tanda tangan dipakai setelah komputer disambungkan."
AWAY = "Daftar ini ada di pusat dan tampil setelah pusat menjawab."
OLDER = "nothing_here"
OLD_CENTRE = "Program di pusat lebih lama dan belum dapat memberikan daftar ini. Mohon administrator memperbaruinya."


class SigningKeysPage(QWidget):
    """For a tab without a scroll area of its own. Asks whenever it comes into sight."""

    def __init__(self, connection: Connection, session: Session, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signing_keys")
        self._connection, self._session, self._zone = connection, session, zone
        self.table: DataTable[SigningKey] = DataTable(
            self._columns(),
            attrgetter("id"),
            self,
            name="keys",
            title="Kunci tanda tangan",
            empty=NONE,
            icon="key-round",
        )
        self._again = Button("Muat lagi", self, icon="refresh-cw", shortcut="Ctrl+R", name="keys_again")
        self._foot = label("", "help", self, wrap=True, name="keys_foot")
        self._line = HelpLine(self)
        self._counsel = ""
        self._lay_out()
        self._again.clicked.connect(self.load)
        self.table.selection_changed.connect(self._tell)

    def text(self) -> str:
        return "\n".join(filter(None, (self._line.text(), self._foot.text())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        person = self._session.signed_in
        if person is None:
            return
        self._line.show_text("")
        if not self._connection.state.linked:
            self._nothing(ALONE)
            return
        self.table.show_loading()
        self._connection.keys(self, person.user_id, self._show, self._on_failed)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(label(WHAT, "muted", self, wrap=True), 1)
        top.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self._line)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        self._line.hide()

    def _tell(self) -> None:
        row = self.table.current()
        said = f"{_person(row)}: {_word(row)}." if row else ""
        self._foot.setText("\n".join(filter(None, (said, self._counsel))))

    def _show(self, found: SigningKeys) -> None:
        self._line.hide()
        self.table.set_empty_text(NONE)
        self.table.set_rows(found.rows)
        self._counsel = ALL if found.everybody else MINE
        self._tell()

    def _on_failed(self, trouble: Trouble) -> None:
        """What was seen before is not shown on: it may not hold any more."""
        self._nothing(AWAY)
        notice = say(trouble.code, trouble.facts)
        old = trouble.code == OLDER
        self._line.show_text(OLD_CENTRE if old else notice.full, NoticeLevel.WARNING if old else notice.level)
        self._line.show()

    def _nothing(self, why: str) -> None:
        if self.table.isAncestorOf(self.focusWidget() or self):
            self._again.setFocus()  # the cursor goes where one can go on
        self.table.set_empty_text(why)
        self.table.set_rows(())
        self._counsel = ""
        self._tell()

    def _columns(self) -> tuple[Column[SigningKey], ...]:
        return (
            Column("Petugas", _person, strong=True),
            Column("Komputer", _pc, 15),
            Column("Sejak", attrgetter("at"), 11, self._day),
            Column("Disahkan oleh", _by, 18),
            Column("Cara", _how, 25, room=105),
            Column("Dicabut", attrgetter("revoked"), 11, self._until),
        )

    def _day(self, at: datetime) -> str:
        return short_date(at.astimezone(self._zone).date())

    def _until(self, at: datetime | None) -> str:
        return self._day(at) if at else STILL


def _person(row: SigningKey) -> str:
    return f"{row.name} ({row.username})" if row.name else row.username


def _pc(row: SigningKey) -> str:
    return f"{row.pc} ({row.code})" if row.code else row.pc


def _by(row: SigningKey) -> str:
    return {"own": OWN, "founded": FOUNDED}.get(row.how, row.by)


def _word(row: SigningKey) -> str:
    """In one sentence, on whose word the key is known."""
    if row.how == "own":
        return "dikenal pusat dengan kata sandinya sendiri, ketika ia masuk di komputer itu"
    if row.how == "founded":
        return "dikenal pusat karena komputer itu yang membawa data kantor"
    return f"disahkan {row.by or 'administrator'} dengan kata sandinya, ketika komputer itu disambungkan"


def _how(row: SigningKey) -> str:
    return HOW.get(row.how, row.how)
