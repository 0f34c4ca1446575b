"""A key that opens no more, because its owner's password was changed elsewhere, while acts signed with it wait.

The centre hears of it before another one takes its place: set back to before that key, it would know it no more, and
nothing here could ever show it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from app.cipher import RegisterFile
from app.errors import Refused
from app.sync.signing import NewKey, verify

if TYPE_CHECKING:
    from app.sync.protocol import SignInAnswer, SignInRequest

FORMER = """SELECT key_id, public FROM own_key WHERE staff_id = ?
    AND EXISTS (SELECT 1 FROM act WHERE act.feed IS NULL AND act.key_id = own_key.key_id)"""
WAITING = "SELECT id, body, signature FROM act WHERE feed IS NULL AND key_id = ? AND actor_id = ?"
SIGNED = "UPDATE act SET key_id = ?, signature = ? WHERE id = ?"


class Line(Protocol):
    def sign_in(self, request: SignInRequest) -> SignInAnswer: ...


@dataclass(frozen=True)
class FormerKey:
    """`public` is 32 raw bytes."""

    staff: str
    key_id: str
    public: bytes


def former_key(file: RegisterFile, staff: str) -> FormerKey | None:
    """The key this person has here; None where nothing waits that was signed with it."""
    with file.reading() as connection:
        row = connection.execute(FORMER, (staff,)).fetchone()
    return FormerKey(staff, *row) if row else None


def accepted(line: Line, request: SignInRequest, former: FormerKey) -> FormerKey | None:
    """Told to the centre on the word of its owner, as `request` says it. None for a key that was revoked: what waits
    under it is judged as that. Raises Refused, Unavailable."""
    try:
        line.sign_in(msgspec.structs.replace(request, key=former.key_id, public=former.public.hex()))
    except Refused as refused:
        if refused.code != "key_revoked":
            raise
        return None
    return former


def sign_anew(connection: Any, former: FormerKey, fresh: NewKey) -> None:
    """What its owner signed with it and waits is signed with the key that takes its place. What only says that it was
    stays as it is."""
    for act, body, signature in connection.execute(WAITING, (former.key_id, former.staff)).fetchall():
        if verify(former.public, body, signature):
            connection.execute(SIGNED, (fresh.key_id, fresh.key.sign(body), act))
