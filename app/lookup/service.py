"""The look-up service as this PC has it set up: whether it is on, what it is called, and asking it."""

from __future__ import annotations

import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from app.errors import Refused, Unavailable
from app.lookup.protocol import PROBE, IdentityQuestion, LookupAnswer
from app.rules.wording import clock_time, plain_date

T = TypeVar("T")
MOST = 3
REST = timedelta(seconds=60)


class Breaker:
    """`now` gives the time in UTC. Any thread may use it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._since: datetime | None = None
        self._asked: datetime | None = None

    @property
    def since(self) -> datetime | None:
        """When the first of the failures in a row was; None while all is well."""
        return self._since

    def run(self, ask: Callable[[], T]) -> T:
        """Raises Unavailable: `lookup_resting` without asking, or what `ask` raises. A refusal is an answer."""
        self._admit()
        try:
            answer = ask()
        except Unavailable:
            self._failed()
            raise
        except Refused:
            self.reset()
            raise
        self.reset()
        return answer

    def reset(self) -> None:
        """The service has answered."""
        with self._lock:
            self._failures, self._since, self._asked = 0, None, None

    def _admit(self) -> None:
        """One trial each time the rest is over; a clock that was set back ends it too."""
        with self._lock:
            now, asked = self._now(), self._asked
            if self._failures >= MOST and asked is not None and timedelta(0) <= now - asked < REST:
                raise Unavailable("lookup_resting")
            self._asked = now

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._asked = self._now()
            self._since = self._since or self._asked


ON, NAME, ADDRESS = "lookup_on", "lookup_name", "lookup_address"
YES = "ya"


class Token(Protocol):
    """Where the token is kept; "" for none."""

    def read(self) -> str: ...
    def write(self, token: str) -> None: ...


@dataclass(frozen=True)
class Setting:
    on: bool = False
    name: str = ""
    address: str = ""


class AskService(Protocol):
    def __call__(self, question: IdentityQuestion, address: str, token: str) -> LookupAnswer: ...


def _over_http(question: IdentityQuestion, address: str, token: str) -> LookupAnswer:
    from app.lookup.http import ask  # late: most PCs have no such service

    return ask(question, address, token)


class Lookup:
    """`memory` is this PC's; `now` gives the time in UTC, `zone` is the office's. Off until somebody turns it on."""

    def __init__(
        self,
        memory: MutableMapping[str, str],
        token: Token,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        ask: AskService = _over_http,
    ) -> None:
        self._memory, self._token, self._zone = memory, token, zone
        self._ask = ask
        self._breaker = Breaker(now)

    def setting(self) -> Setting:
        kept = self._memory
        return Setting(kept.get(ON, "") == YES, kept.get(NAME, ""), kept.get(ADDRESS, ""))

    def has_token(self) -> bool:
        return bool(self._token.read())

    def keep(self, setting: Setting, token: str = "") -> None:
        """An empty `token` leaves the one that is there. Raises Refused (`lookup_incomplete`, `lookup_address`,
        `lookup_token`), after which nothing has changed."""
        from app.lookup.http import checked, checked_token

        missing = {name: "required" for name in ("name", "address") if setting.on and not getattr(setting, name)}
        if setting.on and not (token or self.has_token()):
            missing["token"] = "required"
        if missing:
            raise Refused("lookup_incomplete", fields=missing)
        if setting.address:
            checked(setting.address)
        if token:
            self._token.write(checked_token(token))
        self._memory[NAME], self._memory[ADDRESS] = setting.name, setting.address
        self._memory[ON] = YES if setting.on else ""
        self._breaker.reset()

    def match(self, question: IdentityQuestion) -> LookupAnswer:
        """Blocks: for a worker. Raises Refused or Unavailable; the facts say who and since when."""
        setting = self.setting()
        try:
            return self._breaker.run(lambda: self._ask(question, setting.address, self._token.read()))
        except (Refused, Unavailable) as trouble:
            trouble.facts |= {"name": setting.name, "since": self._since()}
            raise

    def probe(self, setting: Setting, token: str = "") -> LookupAnswer:
        """Try a connection with nobody's identity, kept or not. Raises Refused or Unavailable."""
        try:
            answer = self._ask(PROBE, setting.address, token or self._token.read())
        except (Refused, Unavailable) as trouble:
            trouble.facts |= {"name": setting.name}
            raise
        self._breaker.reset()
        return answer

    def _since(self) -> str:
        since = self._breaker.since
        local = since.astimezone(self._zone) if since else None
        return f"{plain_date(local.date())}, pukul {clock_time(local)}" if local else ""
