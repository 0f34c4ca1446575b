"""What lies over the window while nobody works in it: sign-in, the first start, and what keeps the office shut."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.before_work import BeforeWork
from app.desktop.locking import LockKeeper
from app.desktop.opener import OfficeOpener
from app.desktop.opening import PendingOffice, is_open
from app.desktop.parts import CounterParts
from app.sync.state import COMPLETE, NOT_BELIEVED, REST, State
from app.ui.pages.entrance.sign_in import Credentials, Doorplate, SignInPage
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress, JobStep
from app.ui.shell.session import SignedIn
from app.ui.words.notices import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.actions.signing_in import KeyConfirmation, SignedInPerson
    from app.queries.entrance import Opening
    from app.ui.pages.entrance.first_start import FirstStartPage, Founded


STAFF_SETTINGS = ("settings", "staff")
ADMINISTRATOR = "administrator"
KEYS = "keys_confirmed"
ARRIVING = "Mengambil data kantor dari pusat."


class SignInFlow(QObject):
    """`opened` when the register is open, also where the office still has to be set up."""

    opened = Signal()
    other_office_wanted = Signal()

    def __init__(self, parts: CounterParts, sign_in: SignInPage, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._first: Opening | None = None
        self.lock, self.opener = LockKeeper(parts, self), OfficeOpener(parts, self)
        self.before_work = BeforeWork(parts, self)
        self.sign_in = sign_in
        self.sign_in.entered.connect(self._on_entered)
        self.sign_in.other_office_wanted.connect(self.other_office_wanted)
        self.sign_in.other.setEnabled(True)
        self.lock.left.connect(self._on_left)
        self.lock.idled.connect(self.before_work.leave)
        self.before_work.left.connect(self._on_left)
        self.before_work.forgotten.connect(self.sign_in.clear)
        self.before_work.again.connect(self._on_again)
        self.opener.unlocked.connect(self._on_unlocked)
        self.opener.opened.connect(self._on_open)
        self.opener.again.connect(self._on_again)
        self.opener.broken.connect(self.sign_in.show_notice)

    def open_office(self) -> None:
        self.opener.begin().stepped.connect(self._on_step)
        if (typed := self.sign_in.submitted()) is not None:
            self._on_entered(typed)

    def look_again(self) -> None:
        """Who signed in last, what the administrator changed, what came from the centre."""
        parts = self._parts
        parts.entrance.work(self, partial(looked, parts.pending_office), self._show_plate)

    def _on_step(self, step: JobStep) -> None:
        self.sign_in.show_progress(f"Menyiapkan kantor latihan, hari {step.done} dari {step.total}.")

    def _on_unlocked(self) -> None:
        self._show_plate(self._parts.pending_office.unlocked.first)

    def _on_open(self) -> None:
        """Nothing where somebody went on to another office while this one was being opened."""
        pending_office = self._parts.pending_office
        if is_open(pending_office):
            self.opened.emit()
        if is_open(pending_office) and not (pending_office.unlocked.first.name or pending_office.unlocked.first.linked):
            self._begin_first_start()

    def _show_plate(self, first: Opening) -> None:
        self._first = first
        self._parts.pending_office.note(first)
        if first.counter:
            self._parts.stamps.counter = first.counter
        known = tuple((person.username, person.name) for person in first.known)
        hint = f"Kata sandi semua pengguna latihan: {practice_password()}" if first.training else ""
        self.sign_in.show_plate(Doorplate(first.name, first.counter_name, known, first.training, hint))
        if first.linked and not first.name:
            self.sign_in.show_progress(ARRIVING)
        self.lock.show_office(first.name, first.counter_name, first.idle_minutes)

    def _on_entered(self, typed: Credentials) -> None:
        username = typed.username.strip().lower()
        done = partial(self._on_person, username)
        self._parts.entrance.work(self, partial(entered, self._parts.pending_office, typed), done, self._on_not_entered)

    def _on_person(self, username: str, person: SignedInPerson) -> None:
        counter = self._first.counter_name if self._first else ""
        signed_in = SignedIn(person.id, person.name, person.roles, counter)

        def sit_down() -> None:
            self._sit_down(signed_in, username)
            tell_of_keys(self._parts, person.confirmed)

        if not self.before_work.asks(signed_in, sit_down):
            sit_down()

    def _sit_down(self, person: SignedIn, username: str) -> None:
        """The window is theirs. Who was here before has put everything away."""
        self.lock.remember(username)
        self.sign_in.clear()
        self._parts.window.cover.lift()  # first: a page that opens behind a cover is not laid out yet
        self._parts.session.sign_in(person)
        self.look_again()

    def _on_not_entered(self, trouble: Trouble) -> None:
        self.sign_in.show_notice(say(trouble.code, trouble.facts))

    def _on_left(self) -> None:
        self.sign_in.clear()
        self._parts.window.cover.put(self.sign_in)
        self.look_again()

    def _begin_first_start(self) -> None:
        from app.actions.signing_in import verifier
        from app.desktop.parts import safekeeping, sheet_source
        from app.ui.pages.entrance.first_start import FirstStartPage
        from app.ui.pages.entrance.sheet_keeper import SheetKeeper

        parts = self._parts
        keeping = safekeeping(parts)
        sheet = SheetKeeper(parts.desk, sheet_source(keeping), parts.window)
        sheet.kept.connect(keeping.note_sheet)
        page = FirstStartPage(parts.entrance, sheet, verifier, parts.window)
        page.founded.connect(self._on_founded)
        page.training_wanted.connect(self.other_office_wanted)
        page.centre_wanted.connect(partial(begin_pairing, parts, page))
        page.restore_wanted.connect(partial(begin_restore, parts, page, self._on_again))
        parts.window.cover.put(page)

    def _on_founded(self, founded: Founded) -> None:
        person = SignedIn(founded.user_id, founded.name, frozenset({ADMINISTRATOR}), founded.counter_name)
        self._sit_down(person, founded.username)
        self._parts.navigator.open(*STAFF_SETTINGS)

    def _on_again(self) -> None:
        self._parts.window.cover.put(self.sign_in)
        self.open_office()


def begin_pairing(parts: CounterParts, first_start: FirstStartPage) -> None:
    """What was typed for a new office stays, for whoever comes back to it."""
    from app.ui.pages.centre.start import PairingStart

    cover = parts.window.cover
    page = PairingStart(parts.connection, parts.window)
    page.left.connect(partial(cover.put, first_start))
    cover.put(page)


def tell_of_keys(parts: CounterParts, confirmed: Sequence[KeyConfirmation]) -> None:
    """Whoever signs in hears of keys that an administrator has confirmed in their name, until they put it away."""
    from app.ui.words.exchange import day_and_time

    parts.board.remove(KEYS)  # somebody else's
    if not confirmed:
        return
    last, zone = confirmed[-1], ZoneInfo(parts.pending_office.unlocked.first.zone)
    facts = {"by": last.by, "pc": last.pc, "at": day_and_time(last.at, zone), "count": str(len(confirmed))}
    parts.board.pin(say("key_confirmed" if len(confirmed) == 1 else "keys_confirmed", facts), KEYS)


def begin_restore(parts: CounterParts, first_start: FirstStartPage, again: Callable[[], None]) -> None:
    """`again` opens the office once it is there."""
    from app.desktop.opener import Restoring
    from app.ui.pages.entrance.restore_start import RestoreStart

    cover = parts.window.cover
    page = RestoreStart(parts.entrance, parts.settings.database, Restoring(parts), parts.window)

    def left() -> None:
        if is_open(parts.pending_office):
            cover.put(first_start)
        else:
            again()

    page.left.connect(left)
    page.restored.connect(again)
    cover.put(page)


def practice_password() -> str:
    from app.upkeep.practice import sample

    return str(sample()["password"])


def entered(pending_office: PendingOffice, typed: Credentials, _: JobProgress) -> SignedInPerson:
    return pending_office.enter(typed.username, typed.password)


def looked(pending_office: PendingOffice, _: JobProgress) -> Opening:
    from app.queries.entrance import opening

    with pending_office.unlocked.file.reading() as connection:
        return opening(connection)


class CentreOnSignIn(QObject):
    def __init__(self, parts: CounterParts, sign_in_flow: SignInFlow, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._reception = parts, sign_in_flow
        parts.connection.paired.connect(self._on_paired)
        parts.connection.changed.connect(self._on_changed)
        parts.connection.revoked.connect(self._on_revoked)

    def _on_paired(self) -> None:
        """A PC that had no office has nothing to show until it comes from the centre."""
        if not self._parts.pending_office.unlocked.first.name:
            self._parts.window.cover.put(self._reception.sign_in)
        self._reception.look_again()

    def _on_changed(self, state: State) -> None:
        pending_office = self._parts.pending_office
        if pending_office.linkage is None or pending_office.unlocked.first.name:
            return
        if state.stage in (REST, COMPLETE):
            self._reception.look_again()
        elif state.trouble:
            self._reception.sign_in.show_notice(say(state.trouble))
        else:
            share = f" {100 * state.done // state.total} %" if state.total else ""
            self._reception.sign_in.show_progress(f"{ARRIVING}{share}")

    def _on_revoked(self) -> None:
        """What is on the screen goes before what is on the disk."""
        self._parts.session.sign_out()
        self._parts.window.cover.put(self._reception.sign_in)
        self._reception.opener.wipe()


class ChangedCertificate(QObject):
    def __init__(self, parts: CounterParts, sign_in: SignInPage, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._sign_in = parts, sign_in
        parts.connection.changed.connect(self._on_changed)
        sign_in.certificate.clicked.connect(self._on_wanted)

    def _on_changed(self, state: State) -> None:
        self._sign_in.certificate.setVisible(state.linked and state.trouble == NOT_BELIEVED)

    def _on_wanted(self) -> None:
        from app.ui.pages.centre.start import CertificateStart

        parts, first = self._parts, self._parts.pending_office.unlocked.first
        page = CertificateStart(parts.connection, first.name, first.counter_name, parts.window)
        page.left.connect(partial(self._on_left, page))
        parts.window.cover.put(page)

    def _on_left(self, page: QWidget) -> None:
        self._parts.window.cover.put(self._sign_in)
        page.deleteLater()
