"""Who may sit down at a PC that has a centre: the centre's word where it can be asked, else what it said last.

A person's own signing key is opened with the same password and held until they leave. It is made with the centre's
word only, so that no act is ever signed with a key the centre does not know. Nothing heavy is imported before a
password has been typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from app.actions.signing_in import Gate, KeyConfirmation, SignedInPerson, hashed, matches, nobody
from app.cipher import RegisterFile
from app.errors import Refused, Unavailable
from app.models import moments
from app.queries.entrance import Account, CentreTies, believed, ties
from app.rules.pc_clock import KnownTimes, judged
from app.sync.state import IMPORT

if TYPE_CHECKING:
    from app.sync.former_key import FormerKey
    from app.sync.protocol import SignInAnswer, SignInRequest
    from app.sync.signing import Key, NewKey, Ring

LASTS = timedelta(days=30)  # by the centre's time, as far as it is known here
YEARS = timedelta(days=365)  # after which the clock is wrong rather than that nobody worked here
SLACK = timedelta(days=1)  # between somebody's own contact and the next round
DECISIVE = ("wrong_login", "login_blocked", "too_many_tries", "device_revoked")
PATIENCE = 5.0  # seconds: nobody waits longer in front of the sign-in page

OWN_KEY = "SELECT key_id, sealed FROM own_key WHERE staff_id = ?"
KEEP_KEY = """INSERT INTO own_key (staff_id, key_id, public, sealed, made, registered) VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT (staff_id) DO UPDATE SET key_id = excluded.key_id, public = excluded.public, sealed = excluded.sealed,
    made = excluded.made, registered = 1"""
VERIFIED = "UPDATE staff SET password = ?, verified = ? WHERE id = ?"
# What was not taken because the centre did not know the key any more is tried again.
UNKNOWN_KEY = "UPDATE act SET answer = '', tries = 0 WHERE feed IS NULL AND answer = 'forged' AND key_id = ?"
OWN_CHANGE = "SELECT 1 FROM act WHERE feed IS NULL AND kind = 'set_password' LIMIT 1"


class SignInWire(Protocol):
    """What signing in asks of the centre. Raises Refused with the centre's code, or Unavailable."""

    def sign_in(self, request: SignInRequest) -> SignInAnswer: ...


@dataclass(frozen=True)
class SignInSetup:
    """`line` (address, certificate, token, seconds of patience) reaches the centre; `away` says that the last round
    found none; `arrived` hears of somebody the centre knows and this PC does not yet; `interval` is the time it can be
    at the centre, as in app.queries.pc_clock."""

    line: Callable[[str, str, str, float], SignInWire]
    away: Callable[[], bool]
    arrived: Callable[[], None]
    interval: Callable[[datetime | None], tuple[datetime, datetime | None]]


@dataclass(frozen=True)
class _Try:
    """One attempt to sign in; `found` is the account as it is known here."""

    ties: CentreTies
    found: Account | None
    username: str
    password: str
    seen: bool


class LinkedGate(Gate):
    """On a PC without a centre it is a Gate like any other; it becomes a linked one with pairing."""

    def __init__(
        self,
        file: RegisterFile,
        now: Callable[[], datetime],
        setup: SignInSetup,
        new_id: Callable[[], str],
        seconds: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(file, now, seconds)
        self._setup, self._new_id = setup, new_id

    @cached_property
    def ring(self) -> Ring:
        """The keys of those who are signed in."""
        from app.sync.signing import Ring

        return Ring()

    def vouch(self, username: str, password: str) -> SignedInPerson:
        """Somebody whose password is known here, however long ago the centre agreed: it cannot be asked about itself.
        Lets nobody in."""

        def of_old(attempt: _Try) -> SignedInPerson:
            return self._welcome(self._proved_here(attempt), attempt.password, seen=attempt.seen)

        tied = self._ties()
        return self._admitted(tied, username, password, of_old) if tied else super().vouch(username, password)

    def _admit(self, username: str, password: str, *, seen: bool) -> SignedInPerson:
        """Raises, beside what a Gate does: `needs_centre` for whom only the centre can let in, `device_revoked`,
        `import_running`, `account_arriving`."""
        tied = self._ties()
        if tied is None:
            return super()._admit(username, password, seen=seen)
        return self._admitted(tied, username, password, self._decided, seen=seen)

    def _admitted(
        self,
        tied: CentreTies,
        username: str,
        password: str,
        decide: Callable[[_Try], SignedInPerson],
        *,
        seen: bool = False,
    ) -> SignedInPerson:
        if tied.revoked:
            raise Refused("device_revoked")
        named = username.strip().lower()
        attempt = _Try(tied, self._find(named), named, password, seen)
        self._refuse_blocked(attempt.found)
        try:
            return decide(attempt)
        except Refused as refused:
            if refused.code == "wrong_login" and attempt.found:
                self._count_failure(attempt.found.id)
            raise

    def _ties(self) -> CentreTies | None:
        with self._file.reading() as connection:
            return ties(connection)

    def _decided(self, attempt: _Try) -> SignedInPerson:
        """The centre first for whoever sits down, where there is contact; for a word in between what is known here."""
        if attempt.ties.stage == IMPORT:
            return self._while_importing(attempt)
        if attempt.seen and not self._setup.away():
            try:
                return self._by_centre(attempt)
            except Unavailable:
                return self._by_verifier(attempt)
        try:
            return self._by_verifier(attempt)
        except Refused:
            try:
                return self._by_centre(attempt)
            except Unavailable:
                pass  # then what is known here stands
            raise

    def _while_importing(self, attempt: _Try) -> SignedInPerson:
        """The centre knows nobody yet: only who paired this PC, and has a key, may go on."""
        found = self._proved_here(attempt)
        key = self._own_key(found.id, attempt.password)
        if key is None:
            raise Refused("import_running")
        self.ring.hold(found.id, *key)
        return self._welcome(found, attempt.password, seen=attempt.seen)

    def _by_verifier(self, attempt: _Try) -> SignedInPerson:
        """Known here, and the centre agreed not too long ago."""
        found = self._proved_here(attempt)
        if found.verified is None or self._since(found.verified, attempt.ties.contact) > LASTS:
            raise Refused("needs_centre")
        key = self._own_key(found.id, attempt.password)
        if key is None:
            raise Refused("needs_centre")
        self.ring.hold(found.id, *key)
        return self._welcome(found, attempt.password, seen=attempt.seen)

    def _since(self, verified: datetime, contact: datetime | None) -> timedelta:
        """How long ago the centre agreed: a clock that is wrong by years neither gains time nor takes it."""
        with self._file.reading() as connection:
            told = believed(connection)
        lo, hi = self._setup.interval(contact)
        known = KnownTimes(told, contact, lo if contact else None, hi)
        if contact is not None and verified > contact + SLACK:
            verified = contact  # written down by a clock that was ahead
        return judged(self._now(), known, YEARS).reckoned - verified

    def _proved_here(self, attempt: _Try) -> Account:
        """Takes the same time for everybody. Raises Refused."""
        found = attempt.found
        right = matches(found.verifier if found and found.verifier else nobody(), attempt.password)
        if found is not None and not found.verifier:
            raise Refused("needs_centre")
        if found is None or not right:
            raise Refused("wrong_login")
        return found

    def _by_centre(self, attempt: _Try, *, anew: bool = False) -> SignedInPerson:
        """Raises Unavailable where the centre has nothing to say. `anew`: with another key, the old one was revoked."""
        from app.sync.former_key import accepted, former_key
        from app.sync.protocol import SignInRequest
        from app.sync.signing import make_key

        found, password, tied = attempt.found, attempt.password, attempt.ties
        fresh: NewKey | None = None
        former: FormerKey | None = None
        known = self._own_key(found.id, password) if found and not anew else None
        if known is None:
            former = former_key(self._file, found.id) if found and not anew else None
            fresh = make_key(password, self._new_id)
            known = fresh.key_id, fresh.key
        key_id, key = known
        request = SignInRequest(username=attempt.username, password=password, key=key_id, public=key.public.hex())
        try:
            line = self._setup.line(tied.address, tied.certificate, tied.token, PATIENCE)
            former = accepted(line, request, former) if former else None
            answer = line.sign_in(request)
        except Refused as refused:
            if refused.code == "wrong_login" and self._changed_here():
                return self._by_verifier(attempt)
            if refused.code == "key_revoked" and not anew:
                return self._by_centre(attempt, anew=True)
            if refused.code not in DECISIVE:
                raise Unavailable(refused.code) from refused
            raise
        if found is None or found.id != answer.staff:
            self._setup.arrived()
            raise Refused("account_arriving")
        found = self._agreed(found, password, (key_id, fresh, former), answer.server_now)
        self.ring.hold(found.id, key_id, key)
        person = self._welcome(found, password, seen=attempt.seen)
        return replace(person, confirmed=tuple(KeyConfirmation(each.by, each.pc, each.at) for each in answer.confirmed))

    def _changed_here(self) -> bool:
        """Whether a change of a password is still on its way to the centre."""
        with self._file.reading() as connection:
            return connection.execute(OWN_CHANGE).fetchone() is not None

    def _own_key(self, staff: str, password: str) -> tuple[str, Key] | None:
        """None where there is none, or it was sealed under another password."""
        from app.sync.signing import SealError, open_key

        with self._file.reading() as connection:
            row = connection.execute(OWN_KEY, (staff,)).fetchone()
        try:
            return (row[0], open_key(row[1], password)) if row else None
        except SealError:
            return None

    def _agreed(
        self, found: Account, password: str, used: tuple[str, NewKey | None, FormerKey | None], at: datetime
    ) -> Account:
        """The centre's word is kept, for the days without it; `at` is its own time."""
        from app.sync.former_key import sign_anew

        key_id, fresh, former = used
        right = bool(found.verifier) and matches(found.verifier, password)
        verifier = found.verifier if right else hashed(password)
        now = moments.written(at)
        with self._file.writing() as connection:
            connection.execute(VERIFIED, (verifier, now, found.id))
            if fresh and former:
                sign_anew(connection, former, fresh)
            if fresh:
                connection.execute(KEEP_KEY, (found.id, fresh.key_id, fresh.public, fresh.sealed, now))
            connection.execute(UNKNOWN_KEY, (key_id,))
        return replace(found, verifier=verifier)
