"""What the last act was is known beside the register; what was lost is done again, or said with its extent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app import cipher
from app.actions.commands import Command
from app.actions.commands.office import LostSeries, RecordLoss, SaveDraft
from app.actions.context import ActContext
from app.actions.door import Done
from app.actions.perform import perform
from app.database import FileRegister, open_register
from app.desktop.beside import brought_together
from app.errors import Refused, Unavailable
from app.models.journal import Entry
from app.models.link import Link
from app.models.office import Device, Series
from app.sync.keeping_up import KeptUp
from app.sync.kept_door import KeptDoor
from app.sync.last_act import SLOT, LastAct, LastActRecord, LostNumbers, MissingActs
from app.sync.mirror import Mirror
from app.sync.own_numbers import go_on_from
from app.sync.since_copy import SinceCopy
from app.upkeep.copies import backup
from app.upkeep.restore import Origin, note_origin, proved, restore
from tests.conftest import KEY, FixedClock
from tests.harm import overwrite, raises_unavailable
from tests.office import Office

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
ONE = LastActRecord(first="a0", act="a1", at=NOON, acts=7, counters={"7Q4": 3}, series={"SIP/2026": 2, "SIP/2025": 90})


# The file


def test_what_was_kept_last_is_read_again(tmp_path: Path) -> None:
    last = LastAct(tmp_path, KEY)
    assert last.known is None
    for count in range(1, 5):
        last.keep(msgspec.structs.replace(ONE, act=f"a{count}", acts=count))
    assert LastAct(tmp_path, KEY).known == last.known
    assert last.known is not None
    assert last.known.act == "a4"
    assert (tmp_path / "last-act").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("at", [0, SLOT - 1, SLOT, 2 * SLOT - 1])
def test_a_cut_spoils_one_slot_at_most(tmp_path: Path, at: int) -> None:
    last = LastAct(tmp_path, KEY)
    for act in ("a1", "a2", "a3"):
        last.keep(msgspec.structs.replace(ONE, act=act))
    overwrite(tmp_path / "last-act", at, 1)
    known = LastAct(tmp_path, KEY).known
    assert known is not None
    assert known.act in ("a2", "a3")


@pytest.mark.parametrize("length", [0, 100, SLOT, SLOT + 100])
def test_a_file_cut_short_is_read_as_far_as_it_goes(tmp_path: Path, length: int) -> None:
    last = LastAct(tmp_path, KEY)
    last.keep(ONE)
    last.keep(msgspec.structs.replace(ONE, act="a2"))
    path = tmp_path / "last-act"
    path.write_bytes(path.read_bytes()[:length])
    known = LastAct(tmp_path, KEY).known
    assert (known.act if known else "") == ("" if length < SLOT else "a2")


def test_another_key_reads_nothing(tmp_path: Path) -> None:
    LastAct(tmp_path, KEY).keep(ONE)
    assert LastAct(tmp_path, bytes(reversed(KEY))).known is None
    assert b"7Q4" not in (tmp_path / "last-act").read_bytes()


def test_numbers_never_go_back_and_years_long_past_give_way(tmp_path: Path) -> None:
    last = LastAct(tmp_path, KEY)
    last.keep(ONE)
    last.keep(msgspec.structs.replace(ONE, counters={"7Q4": 2, "9XA": 1}, series={"SIP/2026": 1, "SIP/2027": 4}))
    known = LastAct(tmp_path, KEY).known
    assert known is not None
    assert known.counters == {"7Q4": 3, "9XA": 1}
    assert known.series == {"SIP/2026": 2, "SIP/2027": 4}


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    with raises_unavailable("last_act_failed"):
        LastAct(tmp_path, KEY).keep(msgspec.structs.replace(ONE, counters={f"{n:05}": n for n in range(2000)}))


def test_a_place_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "last-act").mkdir()
    with raises_unavailable("database_readonly"):
        LastAct(tmp_path, KEY)
    with raises_unavailable("database_readonly"):
        LastAct(tmp_path / "nowhere", KEY).keep(ONE)


# The office at work


class AtWork:
    """An office whose register can be set back, as a PC without a centre keeps it."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.path, self.clock, self.seed = folder / "register.db", clock, 0
        self.start()
        self.office.open()

    def start(self, came_from: Origin | None = None) -> KeptUp:
        """The program is started; what came of comparing."""
        self.seed += 1
        if came_from is not None:
            note_origin(self.path, came_from)
        self.register: FileRegister = open_register(self.path, KEY)
        self.office = Office(self.register, self.clock, seed=self.seed)
        self.inner = self.office.door
        beside = brought_together(self.register, self.office.reference, self.office.door, self.clock.now, None)
        self.office.door = self.door = beside.door
        return beside.found

    @property
    def last(self) -> LastAct:
        """As the next program would find it."""
        return LastAct(self.path.parent, KEY)

    @property
    def log(self) -> SinceCopy:
        return SinceCopy(self.register, self.path.parent, KEY)

    def set_back(self, state: bytes) -> None:
        self.register.close()
        self.path.write_bytes(state)

    def state(self) -> bytes:
        self.register.close()
        content = self.path.read_bytes()
        self.start()
        return content

    def taken(self) -> str:
        return self.office.register_file(self.office.intake(confirmed={"duplicate": "tempat lain"}))

    def numbered(self) -> str:
        file = self.taken()
        self.office.advance(file, "penomoran")
        self.office.step(file, "penomoran")
        return self.office.file(file).number

    def numbers(self) -> tuple[int, dict[str, int]]:
        with self.register.reading() as session:
            rows = {f"{row.name}/{row.year}": row.last for row in session.scalars(select(Series))}
            return session.get_one(Device, "7Q4").counter, rows

    def acts(self) -> list[str]:
        with self.register.reading() as session:
            return list(session.scalars(select(Entry.id).order_by(Entry.position)))


@pytest.fixture
def work(tmp_path: Path, clock: FixedClock) -> AtWork:
    return AtWork(tmp_path, clock)


def test_an_ordinary_start_finds_nothing(work: AtWork) -> None:
    work.numbered()
    work.register.close()
    assert work.start() == KeptUp()


def test_an_office_that_knew_nothing_beside_it_yet_begins_to(work: AtWork) -> None:
    work.register.close()
    for name in ("last-act", "since-copy.log"):
        (work.path.parent / name).unlink()
    with cipher.raw_connection(work.path, KEY) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert work.start() == KeptUp()
    assert work.last.known is not None
    assert tuple(work.log.kept()) == tuple(work.acts())


def test_a_register_set_back_gets_its_acts_again_with_their_numbers(work: AtWork) -> None:
    before = work.state()
    work.numbered()
    acts, numbers, last = work.acts(), work.numbers(), work.last.known
    work.set_back(before)
    found = work.start()
    assert found.loss is None
    assert found.back > 5
    assert (work.acts(), work.numbers()) == (acts, numbers)
    assert last is not None
    assert work.last.known is not None
    assert work.last.known.act == last.act
    assert work.taken(), "and the day goes on"


@pytest.mark.parametrize("harm", ["cut", "gone", "garbage"])
def test_a_lost_log_of_the_database_loses_no_act(work: AtWork, tmp_path: Path, harm: str) -> None:
    """The day stands in `register.db-wal` until it is brought into the file; that is damaged while nobody runs."""
    work.state()
    work.numbered()
    acts, numbers = work.acts(), work.numbers()
    killed = tmp_path / "killed"
    killed.mkdir()
    for path in tmp_path.iterdir():
        if path.is_file():
            shutil.copy(path, killed)
    wal = killed / "register.db-wal"
    assert wal.stat().st_size > 50_000
    (killed / "register.db-shm").unlink()
    match harm:
        case "cut":
            wal.write_bytes(wal.read_bytes()[:40_000])
        case "gone":
            wal.unlink()
        case _:
            overwrite(wal, 0, 20_000)
    work.register.close()
    work.path = killed / "register.db"
    found = work.start()
    assert found.loss is None
    assert found.back > 5
    assert (work.acts(), work.numbers()) == (acts, numbers)


def test_what_the_log_cannot_give_is_said_with_its_extent(work: AtWork) -> None:
    """A damaged file: the log has nothing but the newest act, which stands on others."""
    work.numbered()
    before, count, until = work.state(), len(work.acts()), work.clock.now()
    work.numbered()
    numbers, missing = work.numbers(), tuple(work.acts()[count:])
    last = work.clock.now()
    Mirror(work.path.parent, KEY, name="since-copy.log").done(work.acts()[:-1])
    work.set_back(before)
    found = work.start()
    extent = numbers_of((1, 2), {"PR/2026": (1, 2), "SIP/2026": (1, 2)})
    assert found.loss == MissingActs(until, last, len(missing), "", extent, missing)
    record(work, found.loss)
    assert work.numbers() == numbers
    assert work.numbered().split("-")[2] == "00003"
    assert work.numbers()[1]["SIP/2026"] == 3, "no number is given twice"
    work.register.close()
    assert work.start() == KeptUp(), "once"


def numbers_of(registered: tuple[int, int], series: dict[str, tuple[int, int]]) -> tuple[LostNumbers, ...]:
    found = [LostNumbers("7Q4", 0, *registered)]
    found += [LostNumbers(*_split(name), *span) for name, span in series.items()]
    return tuple(found)


def _split(name: str) -> tuple[str, int]:
    series, year = name.split("/")
    return series, int(year)


def record(work: AtWork, loss: MissingActs, **given: int) -> None:
    series = tuple(
        LostSeries(series=each.series, year=each.year, last=given.get(each.series, each.there or each.here))
        for each in loss.numbers
    )
    values = {
        "since": loss.since,
        "until": loss.until,
        "acts": loss.acts,
        "copy": loss.copy,
        "series": series,
        "missing": loss.missing,
    }
    work.office.do("petugas_loket", RecordLoss, **values)


def test_a_restored_copy_on_another_pc_asks_for_the_highest_numbers(work: AtWork) -> None:
    """Nothing is known there but the copy."""
    work.numbered()
    before, until = work.state(), work.clock.now()
    work.numbered()
    work.set_back(before)
    for name in ("last-act", "since-copy.log"):
        (work.path.parent / name).unlink()
    found = work.start(Origin("register-2026-11-23.db", until))
    loss = found.loss
    assert loss is not None
    assert (loss.since, loss.until, loss.acts, loss.copy) == (until, None, None, "register-2026-11-23.db")
    asked = {(each.series, each.year): each.here for each in loss.numbers}
    assert asked["7Q4", 0] == 1
    assert (asked["SIP", 2026], asked["REK", 2026], asked["TOLAK", 2026]) == (1, 0, 0)
    assert all(each.there is None for each in loss.numbers)
    record(work, loss, SIP=2, PR=2, **{"7Q4": 2})
    assert work.numbered().split("-")[2] == "00003"
    assert work.numbers()[1]["SIP/2026"] == 3
    assert "REK/2026" not in work.numbers()[1]


def test_across_the_new_year_both_years_are_asked(work: AtWork) -> None:
    work.register.close()
    (work.path.parent / "last-act").unlink()
    work.clock.moment = datetime(2027, 1, 4, 2, tzinfo=UTC)
    found = work.start(Origin("register-2026-12-31.db", work.clock.now()))
    assert found.loss is not None
    assert {each.year for each in found.loss.numbers} == {0, 2026, 2027}


def test_what_would_not_be_done_again_is_lost(work: AtWork) -> None:
    """The log is damaged in its middle: what stands on what is missing has nothing to stand on."""
    before = work.state()
    file = work.taken()
    registration = work.acts()[-1]
    work.office.advance(file, "tanda_tangan")
    work.set_back(before)
    mirror = Mirror(work.path.parent, KEY, name="since-copy.log")
    mirror.done([registration])
    found = work.start()
    assert found.back == 0
    assert found.loss is not None
    assert found.loss.acts is not None
    assert found.loss.acts > 3
    record(work, found.loss)
    work.register.close()
    assert work.start() == KeptUp(), "what was given up is not tried again"


def copied(work: AtWork, name: str) -> Path:
    """A copy beside the register, as it is now."""
    copy = work.path.parent / "backups" / name
    copy.parent.mkdir(exist_ok=True)
    backup(work.path, KEY, copy)
    return copy


def put_back(work: AtWork, copy: Path) -> KeptUp:
    """A copy of somebody's choice is restored, and the office opened."""
    work.register.close()
    restore(work.path, proved(copy, KEY), KEY)
    return work.start()


def test_an_older_copy_than_the_newest_has_its_own_extent(work: AtWork) -> None:
    """The log reaches behind three copies, somebody takes a fourth: what lies between is lost, and said as that."""
    work.numbered()
    old, since, held = copied(work, "register-2026-11-19.db"), work.clock.now(), len(work.acts())
    work.numbered()
    lost = tuple(work.acts()[held:])
    for day in (20, 21, 22):
        copied(work, f"register-2026-11-{day}.db")
        work.taken()
    until = work.clock.now()  # at the latest: the last act tells no other's time
    work.register.close()
    work.start()
    assert not set(lost) & set(work.log.kept()), "three copies have them"
    for copy in old.parent.glob("register-2026-11-2?.db"):
        copy.unlink()
    loss = put_back(work, old).loss
    extent = numbers_of((1, 2), {"PR/2026": (1, 2), "SIP/2026": (1, 2)})
    assert loss == MissingActs(since, until, len(lost), old.name, extent, lost)
    work.register.close()
    assert work.start().loss == loss, "as long as it is not written down"
    record(work, loss)
    work.register.close()
    assert work.start() == KeptUp()


def test_to_and_fro_between_copies_nothing_is_lost_in_silence(work: AtWork) -> None:
    """An older one, a newer one, the older one again; the two files beside it are lost each time."""

    def forgotten() -> None:
        for name in ("last-act", "since-copy.log"):
            (work.path.parent / name).unlink(missing_ok=True)

    work.numbered()
    older = copied(work, "register-2026-11-20.db")
    work.numbered()
    newer, gone = copied(work, "register-2026-11-21.db"), set(work.acts())
    forgotten()
    found = put_back(work, older)
    assert found.loss is not None
    assert found.loss.offered == newer
    assert set(found.loss.missing) == gone - set(work.acts())
    assert {each.here for each in found.loss.numbers if each.series == "SIP"} == {2}, "never lower than a copy knows"
    record(work, found.loss)
    assert work.numbered().split("-")[2] == "00003"
    between = set(work.acts()) - gone
    copied(work, "register-2026-11-22.db")
    for copy, lacks in ((newer, between), (older, gone | between)):
        forgotten()
        found = put_back(work, copy)
        assert found.loss is not None
        assert set(found.loss.missing) == lacks - set(work.acts())
        record(work, found.loss)
    assert work.numbered().split("-")[2] == "00004"


def test_what_the_log_has_on_top_of_another_copy_is_missing_where_it_will_not_fit(work: AtWork) -> None:
    """The last act is gone, the log is there: what it cannot give is a loss all the same."""
    before = work.state()
    file = work.taken()
    registration = work.acts()[-1]
    work.office.advance(file, "tanda_tangan")
    count = len(work.acts())
    Mirror(work.path.parent, KEY, name="since-copy.log").done([registration])
    work.set_back(before)
    (work.path.parent / "last-act").unlink()
    loss = work.start().loss
    assert loss is not None
    assert (loss.until, loss.acts) == (None, count - len(work.acts()))
    assert [each.here for each in loss.numbers if each.series == "7Q4"] == [1], "the log knows the number"


@pytest.mark.parametrize("behind", [("since-copy.log",), ("last-act",), ("since-copy.log", "last-act")])
@pytest.mark.parametrize("how", ["gone", "older"])
def test_where_nobody_can_vouch_for_it_the_paper_is_asked(work: AtWork, behind: tuple[str, ...], how: str) -> None:
    """Register and one of the two set back together, or both of them lost: no number is given on their word."""
    work.numbered()
    work.state()
    older = {name: (work.path.parent / name).read_bytes() for name in behind}
    work.numbered()
    work.register.close()
    for name, content in older.items():
        (work.path.parent / name).unlink()
        if how == "older":
            (work.path.parent / name).write_bytes(content)
    loss = work.start().loss
    assert loss is not None
    assert (loss.until, loss.acts) == (None, None)
    assert all(each.there is None for each in loss.numbers)
    assert [each.here for each in loss.numbers if each.series == "7Q4"] == [2]
    record(work, loss)
    work.register.close()
    assert work.start() == KeptUp()


def test_a_damaged_log_gives_what_can_still_be_read(work: AtWork) -> None:
    before = work.state()
    for _ in range(3):
        work.taken()
    log = work.path.parent / "since-copy.log"
    work.set_back(before)
    overwrite(log, log.stat().st_size - 3000, 40)
    found = work.start()
    assert found.back == 2
    assert found.loss is not None
    assert (work.path.parent / "since-copy-damaged.log").exists()


def test_another_register_gets_nothing_of_it(work: AtWork, empty_register: Path) -> None:
    """Somebody put another office's file here."""
    work.taken()
    work.register.close()
    shutil.copy(empty_register, work.path)
    other = Office(open_register(work.path, KEY), work.clock, seed=77)
    other.open()
    other.register.close()
    assert work.start() == KeptUp()
    assert tuple(work.log.kept()) == tuple(work.acts())
    assert (work.path.parent / "since-copy-other.log").exists()
    assert work.last.known is not None
    assert work.last.known.counters == {"7Q4": 0}
    work.taken()
    assert tuple(work.log.kept()) == tuple(work.acts())


def test_what_stands_on_rows_that_are_not_here_is_passed_over(work: AtWork) -> None:
    """Whatever the database says against it."""

    def against(_: Command) -> Done:
        raise IntegrityError("INSERT", {}, Exception())

    before = work.state()
    work.taken()
    work.set_back(before)
    work.start()
    assert work.log.put_back(against) == 0
    with work.register.writing() as session:
        session.execute(delete(Entry).where(Entry.id == tuple(work.log.kept())[-1]))
    assert work.log.put_back(against) == 0


def test_nothing_in_an_empty_register(tmp_path: Path, clock: FixedClock) -> None:
    register = open_register(tmp_path / "register.db", KEY)
    office = Office(register, clock)
    note_origin(tmp_path / "register.db", Origin("register-2026-11-23.db", NOON))
    found = brought_together(register, office.reference, office.door, clock.now, None).found
    assert found == KeptUp()
    assert LastAct(tmp_path, KEY).known is None
    register.close()


def test_an_empty_register_where_there_was_one_is_no_new_office(tmp_path: Path, clock: FixedClock) -> None:
    """A power cut on the first day, before the log was ever brought into the file: what lies beside it comes back."""
    work = AtWork(tmp_path, clock)
    work.door.note()
    work.register.close()
    for beside in (work.path, *work.path.parent.glob("register.db-*")):
        beside.unlink()
    work.start()
    with work.register.reading() as session:
        assert session.scalar(select(func.count(Entry.id))) == len(tuple(work.log.kept()))
    work.register.close()
    for gone in (work.path, *work.path.parent.glob("since-copy*")):
        gone.unlink()
    with raises_unavailable("database_missing"):
        work.start()
    work.register.close()


# How much the log keeps


def test_the_log_reaches_behind_the_third_copy(work: AtWork) -> None:
    copied = []
    for _ in range(4):
        work.taken()
        copied.append(work.acts()[-1])
    work.taken()
    acts = work.acts()
    log = work.log
    log.tidy(copied)
    assert tuple(work.log.kept()) == tuple(acts[acts.index(copied[1]) + 1 :])
    log.tidy(copied[:2])
    assert tuple(work.log.kept()) == tuple(acts), "with two copies it holds all there is"
    log.tidy(acts[-3:])
    assert tuple(work.log.kept()) == tuple(acts[-2:]), "the newest act always: it tells how far the log goes"
    assert log.trouble == ""


def test_drafts_are_no_acts(work: AtWork) -> None:
    before = (tuple(work.log.kept()), work.last.known)
    work.office.do("petugas_loket", SaveDraft, draft="d", content={})
    assert (tuple(work.log.kept()), work.last.known) == before


def test_what_the_disk_will_not_keep_is_no_trouble_of_the_act(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unavailable("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(Mirror, "append_all", full)
        broken.setattr(LastAct, "_write", full)
        broken.setattr(Mirror, "done", full)
        log = work.log
        work.office.door = door = KeptDoor(work.inner, work.register, work.last, log)
        assert work.taken()
        assert (door.trouble, log.trouble) == ("disk_full", "disk_full")
        log.tidy([])
        assert log.trouble == "disk_full"
    log.tidy([])
    work.taken()
    assert (door.trouble, log.trouble) == ("", "")
    assert tuple(work.log.kept()) == tuple(work.acts())


def test_other_trouble_of_the_log_is_the_callers(work: AtWork) -> None:
    work.register.close()
    log = work.path.parent / "since-copy.log"
    log.unlink()
    log.mkdir()
    with raises_unavailable("database_readonly"):
        work.start()
    work.register.close()


# The act


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("series", "year", "last"),
    [
        ("7Q4", 0, -1),
        ("7Q4", 0, 10_002),
        ("9XA", 0, 5),
        ("SIP", 2026, -1),
        ("SIP", 2026, 10_002),
        ("REK", 2026, 10_001),
        ("REK", 2026, -1),
    ],
)
def test_a_number_that_cannot_be_is_refused(work: AtWork, series: str, year: int, last: int) -> None:
    work.numbered()
    before = work.numbers()
    lost = (LostSeries(series="PR", year=2026, last=4), LostSeries(series=series, year=year, last=last))
    found = refused(lambda: work.office.do("kadis", RecordLoss, since=NOON, series=lost))
    assert (found.code, found.fields) == ("loss_numbers", {f"{series}/{year}": "loss_number"})
    assert work.numbers() == before


# With a centre


def test_with_a_centre_registration_numbers_alone_go_on(work: AtWork) -> None:
    work.numbered()
    before = work.state()
    work.numbered()
    work.set_back(before)
    work.register = open_register(work.path, KEY)
    known = LastAct(work.path.parent, KEY).known
    assert known is not None
    go_on_from(work.register, [known])
    assert work.numbers() == (2, {"PR/2026": 1, "SIP/2026": 1})
    go_on_from(work.register, [])
    assert work.numbers() == (2, {"PR/2026": 1, "SIP/2026": 1})


LINK = {"address": "", "certificate": "", "token": "", "mac_key": "", "machine": "", "epoch": "", "digest": ""}
LINK |= {"office": "o", "device_id": "d", "device": "7Q4", "stage": "complete", "resume": "", "revoked": ""}


@pytest.mark.parametrize("span", [None, (NOON, NOON)])
def test_the_centre_takes_no_numbers_from_a_counter(work: AtWork, span: tuple[datetime, datetime] | None) -> None:
    """Refused at the counter that has a centre, and by the centre, which knows when the act can have been done."""
    command = RecordLoss(stamp=work.office.stamp("kadis"), since=NOON)
    with work.register.writing() as session:
        if span is None:
            session.add(Link(id=1, cursor=0, durable=0, paired=NOON, **LINK))
            session.flush()
        context = ActContext(session, command, work.office.reference, span=span)
        assert refused(lambda: perform(context)).code == "centre_numbers"
        session.rollback()
