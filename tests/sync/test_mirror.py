"""Unsent acts in their second file: none is lost, none is made up, whatever happens to disk and power."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.sync.mirror import LEAST, NAME, Mirror
from app.sync.records import MARK
from tests.conftest import KEY

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="limits of files are a matter of POSIX")
ACTS = [("act-1", b'{"kind":"submit"}'), ("act-2", b""), ("act-3", bytes(range(0, 256, 4)) + MARK + b"\n")]


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path, KEY)


@pytest.fixture
def filled(mirror: Mirror) -> Mirror:
    for act, envelope in ACTS:
        mirror.append(act, envelope)
    return mirror


def reopened(folder: Path, content: bytes | None = None) -> Mirror:
    """As the next start of the program finds it."""
    if content is not None:
        (folder / NAME).write_bytes(content)
    return Mirror(folder, KEY)


def pieces(mirror: Mirror) -> list[bytes]:
    """The records of a file that has one for each of ACTS."""
    data, ends = mirror.path.read_bytes(), [0]
    for act, envelope in ACTS:
        ends.append(ends[-1] + len(alone(mirror.path.parent, act, envelope)))
    assert ends[-1] == len(data)
    return [data[start:end] for start, end in pairwise(ends)]


def alone(folder: Path, act: str, envelope: bytes) -> bytes:
    aside = folder / "aside"
    aside.mkdir(exist_ok=True)
    (aside / NAME).unlink(missing_ok=True)
    other = Mirror(aside, KEY)
    other.append(act, envelope)
    return other.path.read_bytes()


class Folderless(Mirror):
    """On a disk that keeps no names of files, until told otherwise."""

    full = True

    def _sync_folder(self) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "no space")


def assert_damaged(mirror: Mirror) -> None:
    with pytest.raises(Unavailable) as trouble:
        mirror.waiting()
    assert trouble.value.code == "waiting_damaged"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond this: the kernel writes what fits and fails."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_waits_where_there_is_no_file(mirror: Mirror) -> None:
    assert mirror.waiting() == []
    assert not mirror.path.exists()


def test_what_waits_comes_back_in_its_order(filled: Mirror, tmp_path: Path) -> None:
    assert filled.waiting() == ACTS
    assert reopened(tmp_path).waiting() == ACTS


def test_the_next_start_goes_on_behind_it(filled: Mirror, tmp_path: Path) -> None:
    reopened(tmp_path).append("act-4", b"4")
    assert reopened(tmp_path).waiting() == [*ACTS, ("act-4", b"4")]


def test_what_is_done_waits_no_more(filled: Mirror, tmp_path: Path) -> None:
    filled.done(["act-2", "act-1", "act-2", "unknown"])
    assert filled.waiting() == reopened(tmp_path).waiting() == ACTS[2:]


def test_nothing_is_written_for_what_does_not_wait(filled: Mirror) -> None:
    before = filled.path.read_bytes()
    filled.done(["unknown"])
    filled.done([])
    assert filled.path.read_bytes() == before


def test_an_act_that_the_centre_lost_waits_again(filled: Mirror, tmp_path: Path) -> None:
    filled.done(["act-1"])
    filled.append(*ACTS[0])
    assert reopened(tmp_path).waiting() == [*ACTS[1:], ACTS[0]]


def test_no_act_can_be_read_without_the_key(filled: Mirror, tmp_path: Path) -> None:
    data = filled.path.read_bytes()
    assert b"act-1" not in data
    assert b"submit" not in data
    assert_damaged(Mirror(tmp_path, bytes(32)))


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are a matter of POSIX")
def test_the_file_is_for_its_owner_only(filled: Mirror) -> None:
    assert filled.path.stat().st_mode & 0o777 == 0o600


def test_a_system_whose_folders_cannot_be_opened(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path, KEY, "nt")
    mirror.append("act-1", b"1")
    mirror.mend()
    assert mirror.waiting() == [("act-1", b"1")]


def test_cut_off_at_any_byte_the_whole_records_stay_and_work_goes_on(filled: Mirror, tmp_path: Path) -> None:
    records = pieces(filled)
    data = b"".join(records)
    for size in range(len(data) + 1):
        whole = [act for number, act in enumerate(ACTS) if size >= len(b"".join(records[: number + 1]))]
        cut = reopened(tmp_path, data[:size])
        assert cut.waiting() == whole
        cut.append("next", b"n")
        assert cut.waiting() == reopened(tmp_path).waiting() == [*whole, ("next", b"n")]


def test_a_last_record_of_which_the_disk_wrote_only_a_part(filled: Mirror, tmp_path: Path) -> None:
    """The file has grown, but from some byte on, up to some byte or in between it holds zeros."""
    *first, last = pieces(filled)
    before = b"".join(first)
    for place in range(1, len(last)):
        hole = last[: place - 1] + bytes(16) + last[place + 15 :]
        for torn in (last[:place] + bytes(len(last) - place), bytes(place) + last[place:], hole):
            assert reopened(tmp_path, before + torn).waiting() == ACTS[:2]


def test_changed_in_any_bit_it_is_noticed(filled: Mirror, tmp_path: Path) -> None:
    data = filled.path.read_bytes()
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        assert_damaged(reopened(tmp_path, bytes(changed)))


def test_records_moved_left_out_or_brought_back_are_noticed(filled: Mirror, tmp_path: Path) -> None:
    one, two, three = pieces(filled)
    foreign = alone(tmp_path, *ACTS[0])
    for wrong in (
        two + one + three,
        one + three,
        two + three,
        one + one + two + three,
        one + two + three + three,
        one + two + three + foreign,
        foreign + two + three,
        one + b"?" + two + three,
        one + two + b"?",
        one + two + b"?" * 100,
        one + bytes(len(two)) + three,
    ):
        assert_damaged(reopened(tmp_path, wrong))


def test_cut_between_records_while_the_program_runs(filled: Mirror) -> None:
    one, two, _ = pieces(filled)
    filled.path.write_bytes(one + two)
    assert_damaged(filled)
    with pytest.raises(Unavailable) as trouble:
        filled.append("act-4", b"4")
    assert (trouble.value.code, filled.path.read_bytes()) == ("waiting_damaged", one + two)


def test_another_file_in_its_place_while_the_program_runs(tmp_path: Path, mirror: Mirror) -> None:
    mirror.append(*ACTS[0])
    mirror.path.write_bytes(alone(tmp_path, *ACTS[0]))
    assert_damaged(mirror)


def test_mending_keeps_all_that_can_be_read_and_the_damaged_file(filled: Mirror, tmp_path: Path) -> None:
    one, two, three = pieces(filled)
    for number, name in ((1, "waiting-damaged.log"), (2, "waiting-damaged-2.log"), (3, "waiting-damaged-3.log")):
        wrong = three + bytes(40) + two[:-3] + b"?" * number + one
        mirror = reopened(tmp_path, wrong)
        assert mirror.mend() == [ACTS[0], ACTS[2]]
        assert (tmp_path / name).read_bytes() == wrong
        mirror.append(*ACTS[1])
        assert mirror.waiting() == reopened(tmp_path).waiting() == [ACTS[0], ACTS[2], ACTS[1]]


def test_mending_leaves_out_what_is_known_to_be_done(filled: Mirror, tmp_path: Path) -> None:
    filled.done(["act-1"])
    assert reopened(tmp_path, filled.path.read_bytes() + b"?").mend() == ACTS[1:]


@needs_limits
def test_a_full_disk_at_any_byte_leaves_the_file_as_it_was(filled: Mirror, tmp_path: Path) -> None:
    before = filled.path.read_bytes()
    for size in range(len(before), len(before) + len(alone(tmp_path, *ACTS[0]))):
        with room_for(size), pytest.raises(Unavailable):
            filled.append("act-4", ACTS[0][1])
        assert filled.path.read_bytes() == before
        assert filled.waiting() == ACTS
    filled.append("act-4", ACTS[0][1])
    assert reopened(tmp_path).waiting() == [*ACTS, ("act-4", ACTS[0][1])]


@needs_limits
def test_a_full_disk_while_rewriting_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    mirror = mostly_done(tmp_path)
    before, wanted = mirror.path.read_bytes(), mirror.waiting()
    size = len(b"".join(alone(tmp_path, *act) for act in wanted))
    for room in range(size):
        with room_for(room), pytest.raises(Unavailable):
            mirror.compact()
        assert mirror.path.read_bytes() == before
        assert mirror.waiting() == wanted
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [NAME]
    with room_for(size):
        assert mirror.compact()
    assert mirror.waiting() == reopened(tmp_path).waiting() == wanted


def test_a_disk_that_cannot_be_written_or_read(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as trouble:
        Mirror(tmp_path / "missing", KEY).append("act-1", b"1")
    assert trouble.value.code == "database_readonly"
    (tmp_path / NAME).mkdir()
    for ask in (Mirror(tmp_path, KEY).waiting, Mirror(tmp_path, KEY).mend):
        with pytest.raises(Unavailable) as trouble:
            ask()
        assert trouble.value.code == "database_readonly"


def test_a_file_whose_name_the_disk_did_not_keep_holds_nothing(tmp_path: Path) -> None:
    mirror = Folderless(tmp_path, KEY)
    with pytest.raises(Unavailable) as trouble:
        mirror.append(*ACTS[0])
    assert (trouble.value.code, mirror.path.read_bytes()) == ("disk_full", b"")
    mirror.full = False
    mirror.append(*ACTS[1])
    assert mirror.waiting() == reopened(tmp_path).waiting() == [ACTS[1]]


def test_a_rewritten_file_whose_name_may_not_be_kept_is_looked_at_anew(tmp_path: Path) -> None:
    wanted = mostly_done(tmp_path).waiting()
    mirror = Folderless(tmp_path, KEY)
    with pytest.raises(Unavailable):
        mirror.compact()
    assert mirror.waiting() == wanted
    mirror.full = False
    mirror.append(*ACTS[2])
    assert mirror.waiting() == reopened(tmp_path).waiting() == [*wanted, ACTS[2]]


def mostly_done(folder: Path) -> Mirror:
    mirror = Mirror(folder, KEY)
    for number in range(LEAST):
        mirror.append(f"done-{number}", b"x" * 50)
    for act, envelope in ACTS[:2]:
        mirror.append(act, envelope)
    mirror.done([f"done-{number}" for number in range(LEAST - 1)])
    assert not mirror.compact()
    mirror.done([f"done-{LEAST - 1}"])
    return mirror


def test_mostly_done_it_is_rewritten_short(tmp_path: Path) -> None:
    mirror = mostly_done(tmp_path)
    assert reopened(tmp_path).compact()
    mirror = reopened(tmp_path)
    assert mirror.waiting() == ACTS[:2]
    assert mirror.path.stat().st_size == len(b"".join(alone(tmp_path, *act) for act in ACTS[:2]))
    assert not mirror.compact()
    mirror.append(*ACTS[2])
    assert reopened(tmp_path).waiting() == ACTS


def test_all_done_nothing_is_left(tmp_path: Path) -> None:
    mirror = mostly_done(tmp_path)
    mirror.done(["act-1", "act-2"])
    assert mirror.compact()
    assert mirror.path.read_bytes() == b""
    mirror.append(*ACTS[0])
    assert mirror.waiting() == ACTS[:1]


def test_much_that_waits_is_not_written_again_for_little(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path, KEY)
    for number in range(2 * LEAST + 2):
        mirror.append(str(number), b"")
    mirror.done(map(str, range(LEAST)))
    assert not mirror.compact()
    mirror.done([str(LEAST)])
    assert mirror.compact()


def test_what_a_rewriting_cut_short_left_is_in_nobodys_way(tmp_path: Path) -> None:
    mirror = mostly_done(tmp_path)
    (tmp_path / f"{NAME}.part").write_bytes(b"half a rec" * 1_000)
    assert reopened(tmp_path).waiting() == mirror.waiting()
    assert mirror.compact()
    assert reopened(tmp_path).waiting() == ACTS[:2]
    assert sorted(os.listdir(tmp_path)) == [NAME]


def test_many_threads_write_one_file(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path, KEY)

    def work(name: str) -> None:
        for number in range(20):
            mirror.append(f"{name}{number}", name.encode())
            mirror.done([f"{name}{number - 1}"])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    assert sorted(reopened(tmp_path).waiting()) == [(f"{name}19", name.encode()) for name in "abcd"]
