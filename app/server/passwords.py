"""Passwords at the centre: looked at outside any transaction, because looking takes long on purpose; limited tries."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.actions.signing_in import TRIES, WAIT, matches, nobody
from app.errors import Refused
from app.models.office import Staff
from app.queries.rights import roles_at
from app.rules.workflow import ADMIN
from app.server.centre import Centre


class Passwords:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def prove(self, username: str, password: str) -> str:
        """The staff id behind a right password; the same refusal and the same time for every other case."""
        now = self._centre.now()
        with self._centre.register.reading() as session:
            row = session.scalar(select(Staff).where(Staff.username == username.strip().lower(), Staff.active))
            if row is not None and row.blocked_until is not None and now < row.blocked_until <= now + WAIT:
                raise Refused("login_blocked", minutes=str(-(-(row.blocked_until - now) // timedelta(minutes=1))))
            found, kept = (row.id, row.password) if row else ("", nobody())
        right = matches(kept, password) and bool(found)
        if found:
            self._count(found, right=right)
        if not right:
            raise Refused("wrong_login")
        return found

    def administrator(self, username: str, password: str) -> str:
        """Empty where no name was given. Raises Refused also for somebody who administers nothing."""
        if not username:
            return ""
        staff = self.prove(username, password)
        with self._centre.register.reading() as session:
            if ADMIN not in roles_at(session, staff, self._centre.now()):
                raise Refused("no_right", role=ADMIN)
        return staff

    def _count(self, staff: str, *, right: bool) -> None:
        """Limited tries, as at the counter."""
        with self._centre.register.writing() as session:
            row = session.get_one(Staff, staff)
            row.failures = 0 if right else row.failures + 1
            if row.failures >= TRIES:
                row.failures, row.blocked_until = 0, self._centre.now() + WAIT
