"""A centre with a little in it, for backups to hold."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from app.database import Register
from app.models.centre import Head
from app.models.exchange import Act

SECRET = bytes(range(1, 33))
PHRASE = "empat kata yang mudah"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def found(register: Register, head: int = 7) -> None:
    """A centre that has taken so many acts."""
    with register.writing() as session:
        session.add(Head(id=1, office="kantor", epoch="first", head=head, digest="", durable=0))
        blank = {"device": "7Q4", "kind": "x", "actor_id": "", "signature": b"\x00", "key_id": "", "result": "applied"}
        more = {
            "reason": "",
            "flags": ["late"],
            "touched": [],
            "lost": False,
            "tries": 0,
            "answer": "",
            "received": NOW,
        }
        for number in range(1, head + 1):
            body = b"\\x41\x00\n\t" + secrets.token_bytes(8)
            session.add(Act(id=f"{number}", position=number, feed=number, body=body, **blank, **more))
