"""What happens on this PC around its pairing: the administrator's key before, what the centre's yes means after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete

from app.database import Register
from app.models.link import OwnKey
from app.models.office import Staff
from app.sync.pairing import PairingWire, Wish, pair, pair_again
from app.sync.signing import Key, make_key
from app.sync.state import PairingWish


@dataclass(frozen=True)
class Here:
    """This PC: `machine` names it, `version` is the program's. `now` gives the time in UTC."""

    register: Register
    machine: str
    version: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]


def make_own_key(here: Here, staff: str, password: str) -> tuple[str, Key]:
    """For the administrator who pairs, offered with pairing. What an earlier try left goes. Takes long."""
    made = make_key(password, here.new_id)
    with here.register.writing() as session:
        session.execute(delete(OwnKey))
        session.add(
            OwnKey(
                staff_id=staff,
                key_id=made.key_id,
                public=made.public,
                sealed=made.sealed,
                made=here.now(),
                registered=False,
            )
        )
    return made.key_id, made.key


def join(here: Here, door: PairingWire, wish: PairingWish, staff: str) -> None:
    """Ask the centre; `staff` is the administrator here, empty where this PC has no office yet. Raises Refused or
    Unavailable, and then nothing has changed here.

    A centre that takes this PC's office knows nobody yet, so no password goes there."""
    asked = _asked(here, replace(wish, username="", password="") if staff else wish)
    answer = pair(here.register, door, asked, here.now())
    with here.register.writing() as session:
        administrator = session.get(Staff, staff) if staff else None
        if administrator is not None:
            administrator.verified = answer.server_now


def join_again(here: Here, door: PairingWire, wish: PairingWish) -> None:
    """A centre that was restored from before this PC was paired gets to know it anew. Raises as `join` does."""
    pair_again(here.register, door, _asked(here, wish), here.now())


def _asked(here: Here, wish: PairingWish) -> Wish:
    return Wish(
        wish.address.strip(),
        wish.certificate,
        wish.code,
        wish.counter_name,
        wish.username.strip().lower(),
        wish.password,
        here.machine,
        here.version,
    )
