"""The register's safety as the office sees it: copies here and elsewhere, the key, the sealed sheet."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import Unavailable
from app.queries.look import Look
from app.rules.papers import Letterhead, RecoverySheet
from app.upkeep import copies
from app.upkeep.counter_file import BACKUP_AT, BACKUP_FOLDER, SHEET_AT
from app.upkeep.keys import ObtainedKey
from app.upkeep.recovery import recovery_code
from app.upkeep.register_folder import doubt
from app.upkeep.restore import Copy, Origin, origin
from app.upkeep.restore import copies as daily_copies

SLACK = timedelta(hours=1)  # of a clock that was put right meanwhile
OLD_PAPERS = "papers"
OLD = 7  # days after which a copy elsewhere is asked for again
Asking = Callable[[Callable[[Look], Any]], Any]


@dataclass(frozen=True)
class CopyState:
    """`daily` is the newest copy beside the register, `elsewhere` when one was last taken out of this PC,
    `origin` what happened to the register, `old_papers` how many PDFs of
    earlier programs, which kept them, lie in the data folder."""

    daily: date | None
    elsewhere: datetime | None
    folder: str
    key_in_file: bool
    sheet_kept: bool
    origin: Origin | None = None
    old_papers: int = 0

    def is_old(self, now: datetime) -> bool:
        """Also where it was made in a time that is still to come: then nobody knows when."""
        return self.elsewhere is None or not 0 <= (now - self.elsewhere + SLACK).days < OLD


class Safekeeping:
    """Of one register. `ask` is the door's; `now` gives the time in UTC. What is slow is meant for `Desk.work`."""

    def __init__(
        self,
        database: Path,
        key: ObtainedKey,
        memory: MutableMapping[str, str],
        ask: Asking,
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._key, self._memory = database, key, memory
        self._ask, self._now = ask, now

    def state(self) -> CopyState:
        daily = daily_copies(self._database, self._key.key)
        at = self._memory.get(BACKUP_AT, "")
        return CopyState(
            daily[0].day if daily else None,
            datetime.fromisoformat(at) if at else None,
            self._memory.get(BACKUP_FOLDER, ""),
            bool(self._key.warning),
            SHEET_AT in self._memory,
            origin(self._database),
            sum(1 for _ in (self._database.parent / OLD_PAPERS).rglob("*.pdf")),
        )

    def copies(self) -> tuple[Copy, ...]:
        return daily_copies(self._database, self._key.key)

    def copy_today(self, today: date) -> Path | None:
        """The copy of the day beside the register; None when it is there. A register that cannot be read to its end is
        looked at before it is opened next time. Raises Unavailable."""
        try:
            return copies.daily_copy(self._database, self._key.key, today)
        except Unavailable as trouble:
            if trouble.code == "database_damaged":
                doubt(self._database)
            raise

    def back_up(self, folder: Path) -> Path:
        """A proved copy in a folder of the person's choice, such as a disk that is taken away. Raises Unavailable."""
        if not folder.is_dir():
            raise Unavailable("file_unwritable")
        target = folder / f"register-{self._now():%Y-%m-%d-%H%M}.db"
        copies.backup(self._database, self._key.key, target)
        self._memory[BACKUP_FOLDER] = str(folder)
        self._memory[BACKUP_AT] = self._now().isoformat()
        return target

    def check(self, copy: Path) -> None:
        """Raises Unavailable `backup_damaged`, or what else keeps it from being read."""
        copies.verify(copy, self._key.key)

    def note_sheet(self) -> None:
        """The sheet has gone out, to paper or to a file."""
        self._memory[SHEET_AT] = self._now().isoformat()

    def sheet(self) -> RecoverySheet:
        """What the sealed sheet says."""
        card = self._ask(self._card)
        assert isinstance(card, RecoverySheet)  # of its own question
        return card

    def _card(self, look: Look) -> RecoverySheet:
        office = look.office
        if office is None:
            raise Unavailable("not_open")
        head = Letterhead(
            government=office.government,
            office=office.name,
            address=office.address,
            phone=office.phone,
            website=office.website,
            email=office.email,
            place=office.place,
            zone=office.zone,
        )
        made = self._now().astimezone(ZoneInfo(office.zone))
        return RecoverySheet(letterhead=head, code=recovery_code(self._key.key), made=made, training=office.training)
