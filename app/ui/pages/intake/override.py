"""A number that breaks its own rules goes on only with a supervisor's word: name, password and reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.actions.commands.intake import GrantOverride
from app.actions.door import Done
from app.errors import Refused
from app.rules.workflow import DIVISION, HEAD
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.intake.permission import Granted, Permission, PermissionWanted
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, say, words


class Supervisor(Protocol):
    """Whose password was right: `app.actions.signing_in.SignedInPerson`."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def roles(self) -> frozenset[str]: ...


Confirming = Callable[[str, str], Supervisor]


class OverrideDialog(QDialog):
    """`confirm` looks at the password, on a worker. Nothing typed on the form is touched."""

    granted = Signal(Granted)

    def __init__(self, parent: QWidget, desk: Desk, confirm: Confirming, wanted: PermissionWanted) -> None:
        super().__init__(parent)
        self._desk, self._confirm, self._wanted = desk, confirm, wanted
        self._by = ""
        self.setWindowTitle("Izin penyelia")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._username = self._edit("override_username", "Nama pengguna penyelia")
        self._password = self._edit("override_password", "Kata sandi penyelia")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._reason = self._edit("override_reason", "Alasan")
        self._line = HelpLine(self)
        self._act = PrimaryButton("Izinkan", self, shortcut="Ctrl+Return", name="override_grant")
        self._back = Button("Batal", self, name="override_cancel")
        for button in (self._act, self._back):
            button.setAutoDefault(False)
        self._lay_out()
        self._act.clicked.connect(self._on_act)
        self._back.clicked.connect(self.reject)
        self._username.setFocus()

    def _edit(self, name: str, said: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setObjectName(name)
        edit.setAccessibleName(said)
        edit.setMaxLength(200)
        edit.returnPressed.connect(partial(self._on_enter, edit))
        return edit

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, HUGE, HUGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(label("Izin penyelia", "section", self))
        explained = label(self._wanted.words, "", self, wrap=True, name="override_text")
        explained.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        column.addWidget(explained)
        for edit in (self._username, self._password, self._reason):
            column.addWidget(label(f"{edit.accessibleName()} *", "field", self))
            column.addWidget(edit)
        column.addWidget(self._line)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._act)
        column.addLayout(row)

    def _on_enter(self, edit: QLineEdit) -> None:
        if edit is self._reason:
            self._on_act()
        else:
            edit.focusNextChild()

    def _on_act(self) -> None:
        for edit in (self._username, self._password, self._reason):
            if not edit.text().strip():
                self._say(words("reason_missing" if edit is self._reason else "required"), edit)
                return
        self._act.setEnabled(False)
        job = partial(_confirmed, self._confirm, self._username.text().strip(), self._password.text())
        self._desk.work(self, job, self._on_confirmed, self._on_trouble)

    def _on_confirmed(self, supervisor: Supervisor) -> None:
        if not supervisor.roles & {HEAD, DIVISION}:
            self._on_trouble(Trouble("not_supervisor"))
            return
        self._by = supervisor.name
        stamp = msgspec.structs.replace(self._desk.stamp(), actor=supervisor.id)
        command = GrantOverride(
            stamp=stamp,
            nik=self._wanted.nik,
            codes=tuple(self._wanted.errors),
            reason=self._reason.text().strip(),
        )
        self._desk.do(self, command, partial(self._on_granted, stamp.id), self._on_refused)

    def _on_granted(self, granted: str, _: Done) -> None:
        self.granted.emit(Granted(granted, self._wanted.nik, tuple(self._wanted.errors), self._by))
        self.accept()

    def _on_refused(self, refusal: Refused) -> None:
        self._on_trouble(Trouble(refusal.code, refusal.facts))

    def _on_trouble(self, trouble: Trouble) -> None:
        self._act.setEnabled(True)
        self._password.clear()
        self._say(say(trouble.code, trouble.facts).full, self._password)

    def _say(self, text: str, edit: QLineEdit) -> None:
        self._line.show_text(text, NoticeLevel.ERROR)
        edit.setFocus()


class Overriding(QObject):
    """Opens the dialog where the form asks for a word, and hands the word to the form."""

    def __init__(self, permission: Permission, desk: Desk, confirm: Confirming) -> None:
        super().__init__(permission)
        self._permission, self._desk, self._confirm = permission, desk, confirm
        permission.asked.connect(self._on_asked)

    def _on_asked(self, wanted: PermissionWanted) -> None:
        dialog = OverrideDialog(self._permission.window(), self._desk, self._confirm, wanted)
        dialog.granted.connect(self._permission.grant)
        dialog.open()


def _confirmed(confirm: Confirming, username: str, password: str, _: JobProgress) -> Supervisor:
    return confirm(username, password)
