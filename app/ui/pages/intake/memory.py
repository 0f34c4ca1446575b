"""What the register remembers, asked as soon as the form says enough: the person, look-alikes, earlier applications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.queries.applicants import (
    History,
    KnownApplicant,
    Lookalike,
    RunningApplication,
    Who,
    history,
    known_applicant,
    lookalikes,
    object_elsewhere,
)
from app.ui.shell.desk import Desk

Entry = tuple[str, str, date | None]  # number, name and birth date as they stand on the form
NOTHING: Entry = ("", "", None)


class AskedAnswers(QObject):
    """`answered` fires when any of the answers is another. Nothing is asked twice for the same words."""

    answered = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = Who()
        self._entry = NOTHING
        self._permit = (Who(), "")
        self._object = (Who(), "", "")
        self.known: KnownApplicant | None = None
        self.codes: tuple[str, ...] = ()
        self.lookalikes: tuple[Lookalike, ...] = ()
        self.history = History()
        self.object_elsewhere: RunningApplication | None = None

    def follow(self, who: Who, entry: Entry, permit: str, key: str = "") -> None:
        """Ask what these words make worth asking; forget what belonged to others."""
        if who != self._person:
            self._person, self.known = who, None
            if who:
                self._desk.ask(self, partial(known_applicant, who=who), self._on_known, latest="person")
        if entry != self._entry:
            self._entry, self.codes, self.lookalikes = entry, (), ()
            nik, name, born = entry
            if nik and name and born:
                question = partial(lookalikes, nik=nik, name=name, born=born)
                self._desk.ask(self, question, partial(self._on_lookalikes, entry), latest="lookalikes")
        if (who, permit) != self._permit:
            self._permit, self.history = (who, permit), History()
            self._ask_history()
        if (who, permit, key) != self._object:
            self._object, self.object_elsewhere = (who, permit, key), None
            self._ask_object()

    @property
    def entry(self) -> Entry:
        """What `lookalikes` were asked for."""
        return self._entry

    def add_codes(self, codes: Iterable[str]) -> None:
        """What the register said when it refused."""
        self.codes = tuple(dict.fromkeys((*self.codes, *codes)))
        self.answered.emit()

    def ask_again(self) -> None:
        """Something was registered meanwhile."""
        self._ask_history()
        self._ask_object()

    def clear(self) -> None:
        self.follow(Who(), NOTHING, "")

    def _ask_history(self) -> None:
        who, permit = self._permit
        if who and permit:
            self._desk.ask(self, partial(history, who=who, permit=permit), self._on_history, latest="history")

    def _ask_object(self) -> None:
        who, permit, key = self._object
        if permit and key:
            question = partial(object_elsewhere, who=who, permit=permit, key=key)
            self._desk.ask(self, question, self._on_object, latest="object")

    def _on_object(self, found: RunningApplication | None) -> None:
        if self._object[2] and found is not None:
            self.object_elsewhere = found
            self.answered.emit()

    def _on_known(self, known: KnownApplicant | None) -> None:
        if self._person and known is not None and self._person in (Who(known.nik), Who("", known.foreign_id)):
            self.known = known
            self.answered.emit()

    def _on_lookalikes(self, asked: Entry, found: tuple[Lookalike, ...]) -> None:
        if asked == self._entry and found:
            self.lookalikes = found
            self.codes = tuple(dict.fromkeys(each.code for each in found if each.code))
            self.answered.emit()

    def _on_history(self, found: History) -> None:
        if self._permit[0] and found != History():
            self.history = found
            self.answered.emit()
