"""PySide6 6.12.0 loses references to True and False with every signal on CPython 3.10 and 3.11, until it crashes.

`PySide6-Essentials < 6.12` keeps it out; this test says when that line may go. From CPython 3.12 on True and False are
immortal (PEP 683): what `getrefcount` says of them is no count.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMITS = 300
DRIFT = 50


class Bell(QObject):
    rung = Signal(bool)
    silent = Signal()


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    def hear(self, loud: bool) -> None:
        self.heard += loud

    def notice(self) -> None:
        self.heard += 1


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and False are immortal")
def test_signals_leave_the_counts_of_true_and_false_alone(qapp: object) -> None:
    bell, listener = Bell(), Listener()
    bell.rung.connect(listener.hear)
    bell.silent.connect(listener.notice)
    before = sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(EMITS):
        bell.rung.emit(True)
        bell.rung.emit(False)
        bell.silent.emit()
    after = sys.getrefcount(True), sys.getrefcount(False)
    assert listener.heard == 2 * EMITS
    assert max(abs(now - then) for now, then in zip(after, before, strict=True)) < DRIFT
