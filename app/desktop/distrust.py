"""The centre shows a certificate that is not known here: an administrator can accept it before anybody signs in.

Whom only the centre can let in could otherwise never sign in again, and nobody who has signed in could accept it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.desktop.parts import CounterParts
from app.sync.state import NOT_BELIEVED, State
from app.ui.pages.entrance.sign_in import SignInPage


class Distrust(QObject):
    def __init__(self, parts: CounterParts, sign_in: SignInPage, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._sign_in = parts, sign_in
        parts.connection.changed.connect(self._on_changed)
        sign_in.certificate.clicked.connect(self._on_wanted)

    def _on_changed(self, state: State) -> None:
        self._sign_in.certificate.setVisible(state.linked and state.trouble == NOT_BELIEVED)

    def _on_wanted(self) -> None:
        from app.ui.pages.centre.certificate_start import CertificateStart

        parts, first = self._parts, self._parts.threshold.unlocked.first
        page = CertificateStart(parts.connection, first.name, first.counter_name, parts.window)
        page.left.connect(partial(self._on_left, page))
        parts.window.cover.put(page)

    def _on_left(self, page: QWidget) -> None:
        self._parts.window.cover.put(self._sign_in)
        page.deleteLater()
