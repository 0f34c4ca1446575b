"""Who may sit down at this counter: passwords, how often one may try, and what a person may do today.

A password is looked at outside any transaction, because looking takes long on purpose; what came of it is written in
one of its own. Argon2 is loaded when first needed, and nothing here needs SQLAlchemy: the gate stands as soon as the
file can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from app.cipher import RegisterFile
from app.errors import Refused
from app.models import moments
from app.queries.entrance import Account, account, roles_today

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 8
TRIES = 5
WAIT = timedelta(minutes=5)
MOST_MEMORY, MOST_WORK = 1 << 17, 32
"""KiB, and passes times lanes, of a verifier: twice and more what this program has ever asked for."""

USERNAME = "SELECT username FROM staff WHERE id = ?"
FAILED = "UPDATE staff SET failures = failures + 1 WHERE id = ? RETURNING failures"
BLOCKED = "UPDATE staff SET failures = 0, blocked_until = ? WHERE id = ?"
FORGIVEN = "UPDATE staff SET failures = 0, blocked_until = NULL WHERE id = ?"
RENEWED = "UPDATE staff SET password = ? WHERE id = ? AND password = ?"  # unless it was changed meanwhile
SEEN = "UPDATE staff SET last_seen = ? WHERE id = ?"


@dataclass(frozen=True)
class KeyConfirmation:
    """A key in a person's name on the counter `pc`, which the administrator `by` confirmed (UTC)."""

    by: str
    pc: str
    at: datetime


@dataclass(frozen=True)
class SignedInPerson:
    """Somebody whose password was right. `roles` are those of today, mandates (Plh, Plt) included; `confirmed` are keys
    in their name that somebody else has confirmed."""

    id: str
    name: str
    roles: frozenset[str]
    confirmed: tuple[KeyConfirmation, ...] = ()


class Gate:
    """`now` gives the time in UTC; `seconds` reads a clock that nobody can set: a block lasts its time by it, while the
    program runs, whatever is done to the other."""

    def __init__(
        self, file: RegisterFile, now: Callable[[], datetime], seconds: Callable[[], float] | None = None
    ) -> None:
        self._file = file
        self._now, self._seconds = now, seconds
        self._blocked: dict[str, float] = {}

    def enter(self, username: str, password: str) -> SignedInPerson:
        """Sign in. Raises Refused `wrong_login`, the same for every cause, or `login_blocked` with the minutes left."""
        return self._admit(username, password, seen=True)

    def confirm(self, username: str, password: str) -> SignedInPerson:
        """The same for somebody who is signed in already and shows the password again."""
        return self._admit(username, password, seen=False)

    def vouch(self, username: str, password: str) -> SignedInPerson:
        """For a word about the centre itself: `confirm`, but on a PC that has a centre nobody else is asked."""
        return self.confirm(username, password)

    def prove(self, staff: str, password: str) -> SignedInPerson:
        """`confirm` for whoever is known by id rather than by name."""
        with self._file.reading() as connection:
            row = connection.execute(USERNAME, (staff,)).fetchone()
        return self.confirm(row[0] if row else "", password)

    def _admit(self, username: str, password: str, *, seen: bool) -> SignedInPerson:
        found = self._find(username.strip().lower())
        self._refuse_blocked(found)
        right = matches(found.verifier if found else nobody(), password)
        if found is None or not right:
            if found:
                self._count_failure(found.id)
            raise Refused("wrong_login")
        return self._welcome(found, password, seen=seen)

    def _refuse_blocked(self, found: Account | None) -> None:
        if found and (left := self._minutes_blocked(found)):
            raise Refused("login_blocked", minutes=str(left))

    def _find(self, username: str) -> Account | None:
        with self._file.reading() as connection:
            return account(connection, username)

    def _minutes_blocked(self, found: Account) -> int:
        """0 when free. A block longer than there can be comes from a clock that was set back, and has no force."""
        if found.blocked_until is None:
            return 0
        left = found.blocked_until - self._now()
        if self._seconds is not None and found.id in self._blocked:
            left = WAIT - timedelta(seconds=self._seconds() - self._blocked[found.id])
        return -(-left // timedelta(minutes=1)) if timedelta(0) < left <= WAIT else 0

    def _count_failure(self, staff: str) -> None:
        with self._file.writing() as connection:
            ((failures,),) = connection.execute(FAILED, (staff,)).fetchall()
            if failures >= TRIES:
                connection.execute(BLOCKED, (moments.written(self._now() + WAIT), staff))
                if self._seconds is not None:
                    self._blocked[staff] = self._seconds()

    def _welcome(self, found: Account, password: str, *, seen: bool) -> SignedInPerson:
        stale = hasher().check_needs_rehash(found.verifier)
        fresh = hasher().hash(password) if stale else found.verifier
        with self._file.writing() as connection:
            connection.execute(FORGIVEN, (found.id,))
            connection.execute(RENEWED, (fresh, found.id, found.verifier))
            if seen:
                connection.execute(SEEN, (moments.written(self._now()), found.id))
            return SignedInPerson(found.id, found.name, roles_today(connection, found.id, self._now()))


def verifier(password: str) -> str:
    """What is kept instead of a password. Raises Refused `password_short`."""
    if len(password) < LEAST:
        raise Refused("password_short", fields={"password": "password_short"}, limit=str(LEAST))
    return hashed(password)


def hashed(password: str) -> str:
    """The same of a password that was accepted elsewhere."""
    return hasher().hash(password)


def matches(kept: str, password: str) -> bool:
    """A verifier says itself what it costs to look at; one that costs more than any this program made opens nothing."""
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        asked = extract_parameters(kept)
        if asked.memory_cost > MOST_MEMORY or asked.time_cost * asked.parallelism > MOST_WORK:
            return False
        return hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def hasher() -> PasswordHasher:
    """At the price of RFC 9106, section 4 (64 MiB, three passes), which a verifier keeps."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def nobody() -> str:
    """A verifier that costs as much as any other, for names nobody has."""
    return hasher().hash("nobody")
