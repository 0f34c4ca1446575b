"""One account: particulars, roles, a new password; closed and opened again, never deleted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands import Command
from app.actions.commands.office import AddStaff, ChangeStaff, SetPassword, SetRoles
from app.errors import Refused
from app.queries.people import staff
from app.reference.labels import label as named
from app.ui.forms.form import FormSection
from app.ui.forms.merging import merged
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.settings.staff_form import PARTICULARS, PASSWORDS, password_codes, password_facts, profile, role_field
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done
    from app.queries.people import StaffRow

SHOWN = ("name", "username", "name_with_titles", "position", "rank", "nip", "roles")
CLOSE = "{name} tidak dapat masuk lagi. Riwayat tindakannya tetap tersimpan, dan akun dapat dibuka kembali."


@dataclass(frozen=True)
class Saved:
    name: str


class StaffEditor(QWidget):
    saved = Signal(Saved)
    left = Signal()

    def __init__(self, desk: Desk, verifier: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._verifier = desk, verifier
        self._row: StaffRow | None = None
        self._first: dict[str, str] = {}
        self._waiting: deque[Command] = deque()
        self.form = FormSection((*PARTICULARS, role_field(), *PASSWORDS), self)
        self._card = Card("", self, name="staff_card")
        self._line = HelpLine(self)
        self._save = PrimaryButton("Simpan", self, icon="save", shortcut="Ctrl+S", name="save_staff")
        self._close = Button("Tutup akun", self, icon="lock", name="close_account")
        self._leave = Button("Batal", self, name="leave_staff")
        self._lay_out()
        self._save.clicked.connect(self._on_save)
        self._close.clicked.connect(self._on_close)
        self._leave.clicked.connect(self._on_leave)

    def begin(self, row: StaffRow | None) -> None:
        """Show an account, or an empty form for a new one."""
        self._row = row
        self.form.clear()
        self._line.show_text("")
        self._card.set_title(row.name if row else "Pengguna baru")
        if row:
            self.form.set_values(_shown(row))
            self.form.remark("password", "Kosongkan apabila tidak diganti.")
        self._close.setVisible(row is not None)
        self._name_close()
        for name in ("password", "again"):
            self.form.require(name, row is None)
        self._first = self.form.typed()
        self.show()
        self.form.focus("name")

    def unsaved(self) -> str:
        """Whose account was begun and not saved; "" where nothing is lost."""
        if self.isHidden() or self.form.typed() == self._first:
            return ""
        return self._row.name if self._row else "pengguna baru"

    def text(self) -> str:
        return self._line.text()

    def _name_close(self) -> None:
        self._close.set_words("Tutup akun" if self._row and self._row.active else "Buka kembali akun")

    def _lay_out(self) -> None:
        inside = QWidget(self)
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, MEDIUM, 0)
        room.addWidget(self.form)
        room.addStretch(1)
        self._card.add(Scroll(inside, self), 1)
        self._card.add(self._line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._close)
        row.addStretch(1)
        row.addWidget(self._leave)
        row.addWidget(self._save)
        self._card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def _on_save(self) -> None:
        values = self.form.values()
        wrong = self.form.check()
        if not wrong and (self._row is None or values["password"] or values["again"]):
            wrong = password_codes(values)
        self.form.show_codes(wrong, password_facts(wrong))
        if wrong:
            self.form.focus(next(iter(wrong)))
        elif values["password"]:
            job = partial(self._hashed, str(values["password"]))
            self._desk.work(self, job, self._send, self._on_failed)
        else:
            self._send("")

    def _hashed(self, password: str, _: JobProgress) -> str:
        return self._verifier(password)

    def _send(self, verifier: str) -> None:
        """One act for each thing that changed, one after the other."""
        if self._row is not None:
            self._desk.ask(self, staff, partial(self._send_changes, verifier))
            return
        first = self._desk.stamp()
        new, roles = profile(first.id, self.form.values()), _listed(self.form.values()["roles"])
        self._waiting = deque([AddStaff(stamp=first, profile=new, password=verifier, roles=roles)])
        self._go_on(None)

    def _send_changes(self, verifier: str, people: tuple[StaffRow, ...]) -> None:
        """What was typed here, beside what somebody else may have changed since the form was opened."""
        opened = self._row
        assert opened is not None  # who asked for it had an account open
        now = next((row for row in people if row.id == opened.id), opened)
        typed = {name: value or "" for name, value in self.form.values().items() if name in SHOWN}
        found = merged(_shown(opened), typed | {"roles": _listed(typed["roles"])}, _shown(now))
        if found.clashes:
            self._row = now
            self._name_close()
            self._tell_of(found.clashes, now)
            return
        stamp, roles = self._desk.stamp, _listed(found.values["roles"])
        changed = profile(now.id, found.values)
        self._waiting = deque([ChangeStaff(stamp=stamp(), profile=changed, active=now.active)])
        if roles != _shown(now)["roles"]:
            self._waiting.append(SetRoles(stamp=stamp(), staff=now.id, roles=roles))
        if verifier:
            self._waiting.append(SetPassword(stamp=stamp(), staff=now.id, password=verifier))
        self._go_on(None)

    def _tell_of(self, clashes: tuple[str, ...], now: StaffRow) -> None:
        self.form.show_codes(dict.fromkeys(clashes, "changed_meanwhile"))
        self.form.focus(clashes[0])
        notice = say("changed_beside", {"now": "; ".join(f"{_label(name)} {_words(now, name)}" for name in clashes)})
        self._line.show_text(notice.full, notice.level)

    def _go_on(self, _: Done | None) -> None:
        if self._waiting:
            self._desk.do(self, self._waiting.popleft(), self._go_on, self._on_refused)
        else:
            self.saved.emit(Saved(str(self.form.values()["name"])))

    def _on_close(self) -> None:
        row = self._row
        if row is None:
            return
        if not row.active:
            self._on_confirmed()
            return
        text = CLOSE.format(name=row.name)
        asked = Confirm(self.window(), "Tutup akun", text, "Tutup akun", danger=True)
        asked.confirmed.connect(self._on_confirmed)
        asked.open()

    def _on_confirmed(self) -> None:
        row = self._row
        assert row is not None  # only a known account is closed
        self._desk.ask(self, staff, partial(self._close_or_open, row.id, not row.active))

    def _close_or_open(self, account: str, active: bool, people: tuple[StaffRow, ...]) -> None:
        """Nothing but that: what else was typed is neither saved nor lost."""
        now = next(row for row in people if row.id == account)
        command = ChangeStaff(stamp=self._desk.stamp(), profile=profile(now.id, _shown(now)), active=active)
        self._desk.do(self, command, partial(self._on_closed, account, active), self._on_refused)

    def _on_closed(self, account: str, active: bool, _: Done) -> None:
        if self.unsaved() and self._row is not None and self._row.id == account:
            self._row = replace(self._row, active=active)
            self._name_close()
            self._line.show_text("Akun dibuka kembali." if active else "Akun ditutup. Isian lain belum disimpan.")
        else:
            self.saved.emit(Saved(self._row.name if self._row else ""))

    def _on_leave(self) -> None:
        self.form.clear()
        self.hide()
        self.left.emit()

    def _on_refused(self, refused: Refused) -> None:
        self.form.show_codes(refused.fields, refused.facts)
        self._on_failed(Trouble(refused.code, refused.facts))

    def _on_failed(self, trouble: Trouble) -> None:
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)


def _shown(row: StaffRow) -> dict[str, object]:
    """What the form shows of an account."""
    return {name: getattr(row, name) for name in SHOWN} | {"roles": tuple(sorted(row.roles))}


def _listed(value: object) -> tuple[str, ...]:
    return tuple(sorted(map(str, value))) if isinstance(value, tuple | list) else ()


def _label(name: str) -> str:
    return next(field.label for field in (*PARTICULARS, role_field()) if field.id == name)


def _words(row: StaffRow, name: str) -> str:
    value = getattr(row, name)
    return (", ".join(map(named, value)) if isinstance(value, tuple) else str(value)) or "kosong"
