"""A look-up service as a PC has it set up, its token in no file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from app.lookup.service import Lookup, Setting
from tests.office import Office

NAME = "Dukcapil"


class KeptToken:
    """A token that is in no file."""

    def __init__(self) -> None:
        self.token = ""

    def read(self) -> str:
        return self.token

    def write(self, token: str) -> None:
        self.token = token


def lookup_of(office: Office, address: str = "") -> Lookup:
    """On, where there is an address."""
    made = Lookup({}, KeptToken(), office.clock.now, ZoneInfo("Asia/Makassar"))
    if address:
        made.keep(Setting(True, NAME, address), "rahasia")
    return made
