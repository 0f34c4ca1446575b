"""A PC with a centre that was restored, or whose last act is gone, gives no registration number twice: neither before
its first contact nor after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.desktop.beside import from_paper
from app.errors import Refused
from app.models.link import Link
from app.sync.last_act import LastAct, LostNumbers
from tests.conftest import KEY
from tests.network import Network
from tests.sync.linked_setbacks import SURE, LinkedPc, numbers, play


@pytest.fixture
def network(tmp_path: Path) -> Network:
    made = Network(tmp_path)
    made.counter("Loket 1")
    return made


@pytest.fixture
def pc(network: Network, tmp_path: Path) -> LinkedPc:
    """The second counter; two files were taken in there, and the centre has one of them."""
    made = LinkedPc(network, network.counter("Loket 2"), tmp_path / "two")
    made.taken()
    made.contact()
    made.copied()
    made.counter.wire.cut = True
    made.taken()
    return made


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def copy_of(pc: LinkedPc) -> Path:
    (copy,) = (pc.folder / "backups").iterdir()
    return copy


def forget(pc: LinkedPc) -> None:
    (pc.folder / "last-act").unlink()


def require_refused(pc: LinkedPc) -> None:
    assert refused(pc.taken).code == "numbers_unsure"


def code(number: str) -> tuple[str, int]:
    _, device, serial, *_ = number.split("-")
    return device, int(serial)


def all_given(network: Network) -> list[tuple[str, int]]:
    return [(device, serial) for _, device, serial in numbers(network.register)]


def test_after_a_restore_no_number_is_given_until_the_centre_has_given_a_new_code(
    network: Network, pc: LinkedPc
) -> None:
    before = pc.link.device
    forget(pc)
    pc.put_back(copy_of(pc))
    require_refused(pc)
    pc.office.add_staff("rina", "petugas_loket")  # everything else goes on
    pc.restart()
    require_refused(pc)
    pc.counter.wire.cut = False
    pc.contact()
    assert pc.link.device != before
    from_paper(pc.register, pc.door, 77)  # told too late: no number is skipped
    assert code(pc.taken()) == (pc.link.device, 1)
    pc.contact()
    given = all_given(network)
    assert len(given) == len(set(given)) == 3, "what was not sent comes back from the second file"
    after = pc.link.device
    pc.restart()
    pc.contact()
    assert pc.link.device == after, "once"


def set_back(pc: LinkedPc) -> None:
    """The last act as it was two files ago."""
    kept = (pc.folder / "last-act").read_bytes()
    for _ in range(2):
        pc.taken()
    (pc.folder / "last-act").write_bytes(kept)


def overtaken(pc: LinkedPc) -> None:
    """A copy goes further than register and last act do, which are of one day."""
    names = ("register.db", "last-act")
    pc.register.close()
    kept = {name: (pc.folder / name).read_bytes() for name in names}
    pc.start()
    for _ in range(2):
        pc.taken()
    pc.copied()
    pc.register.close()
    for name, data in kept.items():
        (pc.folder / name).write_bytes(data)


@pytest.mark.parametrize("harm", [forget, set_back, overtaken])
def test_where_nobody_can_tell_how_far_the_numbers_came_none_is_given(
    network: Network, pc: LinkedPc, harm: Callable[[LinkedPc], None]
) -> None:
    pc.restart(lambda: harm(pc))
    require_refused(pc)
    pc.counter.wire.cut = False
    pc.contact()
    assert code(pc.taken()) == (pc.link.device, 1)
    pc.contact()
    given = all_given(network)
    assert len(given) == len(set(given)) >= 3


def test_a_register_set_back_goes_on_after_the_last_act(pc: LinkedPc) -> None:
    pc.register.close()
    kept = (pc.folder / "register.db").read_bytes()
    pc.start()
    last = code(pc.taken())
    pc.restart(lambda: (pc.folder / "register.db").write_bytes(kept))
    assert code(pc.taken()) == (last[0], last[1] + 1)
    pc.office.door = pc.inner  # type: ignore[assignment]
    pc.taken()  # the power goes before it is known beside the register
    pc.restart()
    assert code(pc.taken()) == (last[0], last[1] + 3), "that holds nobody up"


def test_while_the_centre_is_away_the_paper_may_be_asked(network: Network, pc: LinkedPc) -> None:
    device = pc.link.device
    forget(pc)
    pc.put_back(copy_of(pc))
    assert pc.beside.unsure == LostNumbers(device, 0, 1, None)
    pc.contact()  # a turn without contact brings back what was not sent
    for wrong in (1, 10_003):
        found = refused(lambda last=wrong: from_paper(pc.register, pc.door, last))
        assert (found.code, found.facts) == ("loss_numbers", {"here": "2"})
    require_refused(pc)
    from_paper(pc.register, pc.door, 5)
    assert code(pc.taken()) == (device, 6)
    pc.restart()
    assert pc.beside.unsure is None, "once"
    assert code(pc.taken()) == (device, 7)
    pc.counter.wire.cut = False
    pc.contact()
    pc.taken()
    pc.contact()
    given = all_given(network)
    assert len(given) == len(set(given)) == 5


def test_no_number_of_a_former_code_is_given(pc: LinkedPc) -> None:
    """The centre has said that another act came after the same one, and could give no code just then; and later, where
    the window has not heard of the new one yet."""
    with pc.register.writing() as session:
        session.get_one(Link, 1).forked = True
    assert refused(pc.taken).code == "code_changing"
    pc.counter.wire.cut = False
    pc.counter.exchange.fork()
    assert refused(pc.taken).code == "code_changing"
    pc.contact()
    assert code(pc.taken()) == (pc.link.device, 1)


def test_what_is_known_beside_the_register_stays_until_it_is_settled(pc: LinkedPc) -> None:
    """Else the next start would believe it."""
    pc.restart(lambda: set_back(pc))
    known = LastAct(pc.folder, KEY).known
    pc.office.add_staff("rina", "petugas_loket")
    assert LastAct(pc.folder, KEY).known == known
    with pytest.raises(Refused):
        pc.office.register_file(pc.office.intake(confirmed=SURE))


# It notices a restore that nobody doubts. More: `python -m tests.sync.linked_setbacks FIRST COUNT`.
@pytest.mark.parametrize("seed", [2])
def test_whatever_happens_no_number_is_given_twice_and_no_file_is_lost(tmp_path: Path, seed: int) -> None:
    assert play(tmp_path, seed).given
