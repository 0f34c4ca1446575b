"""The counter of the program on a PC with a centre: pairing, signing in, working without contact, being taken out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import select

from app.actions.commands.office import AddStaff, SetPassword, StaffProfile
from app.actions.door import Done
from app.actions.signing_in import verifier
from app.errors import Refused
from app.models.centre import PersonKey, Terminal
from app.models.exchange import Outage
from app.models.office import Staff
from app.sync.link_file import LinkFile
from app.sync.state import COMPLETE, FIRST, IMPORT
from app.ui.pages.entrance.trouble import TroublePage
from app.ui.pages.settings.signing_keys import SigningKeysPage
from tests.conftest import KEY
from tests.desktop.conftest import PASSWORD, Desktop
from tests.desktop.connected import Connected
from tests.desktop.test_trouble import damage
from tests.network import Network
from tests.ui.seen import seen, shows


@pytest.fixture
def network(tmp_path: Path, desktop: Desktop) -> Network:
    folder = tmp_path / "centre"
    folder.mkdir()
    return Network(folder, clock=desktop.clock)


@pytest.fixture
def alone(desktop: Desktop, founded: Path, network: Network) -> Connected:
    """An office on one PC, its administrator signed in; a centre stands ready."""
    shutil.copytree(founded, desktop.data)
    desktop.clock.advance(hours=1)
    at = Connected(desktop, network)
    desktop.open()
    desktop.sign_in("made")
    return at


@pytest.fixture
def linked(alone: Connected) -> Connected:
    """The same, paired, all carried over."""
    assert alone.pair().done == 1
    alone.turns()
    return alone


def add_person(at: Connected, name: str, *roles: str) -> Done:
    parts = at.counter.parts
    profile = StaffProfile(id=name, username=name, name=f"Petugas {name.title()}")
    return parts.pending_office.do(
        AddStaff(stamp=parts.stamps(), profile=profile, password=verifier(PASSWORD), roles=roles or ("petugas_loket",))
    )


def said(at: Connected) -> str:
    return at.counter.sign_in_flow.sign_in.text()


def test_alone_it_stands_still(alone: Connected) -> None:
    connection = alone.counter.parts.connection
    connection.wake()
    connection.retry("x")
    connection.cancel()
    assert not connection.state.linked
    assert connection.linkage is None
    assert alone.status() == "Tersimpan di komputer ini"


def test_pairing_carries_the_office_over(alone: Connected, network: Network) -> None:
    add_person(alone, "rina")
    heard = alone.pair()
    assert (heard.done, heard.failed) == (1, [])
    assert alone.worker.step() == 0.0
    alone.desktop.settle()
    assert (alone.state.stage, alone.state.total > 0) == (IMPORT, True)
    assert alone.status().startswith("Menyelaraskan")
    alone.turns()
    assert (alone.state.stage, alone.state.online, alone.state.waiting) == (COMPLETE, True, 0)
    assert alone.status() == "Daring"
    with network.register.reading() as session:
        assert set(session.scalars(select(Staff.id))) == {"made", "rina"}
    ties = LinkFile(alone.desktop.data, KEY).read()
    assert ties is not None
    assert ties.device == alone.counter.parts.stamps.counter


def test_who_paired_goes_on_working(linked: Connected, network: Network) -> None:
    add_person(linked, "rina")
    linked.turns()
    with network.register.reading() as session:
        assert session.get(Staff, "rina") is not None
    assert linked.state.trouble == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"password": "bukan-ini"}, "wrong_login"), ({"code": "ZZZZZZZZ"}, "pairing_code")],
)
def test_a_refusal_changes_nothing(alone: Connected, changes: dict[str, str], code: str) -> None:
    heard = alone.pair(**changes)
    assert [trouble.code for trouble in heard.failed] == [code]
    assert alone.counter.parts.connection.linkage is None
    add_person(alone, "rina")
    assert alone.pair().done == 1


def test_without_contact_it_says_so(alone: Connected) -> None:
    alone.wire.cut = True
    assert [trouble.code for trouble in alone.pair().failed] == ["centre_away"]


def test_only_an_administrator_pairs(alone: Connected) -> None:
    add_person(alone, "rina")
    assert [trouble.code for trouble in alone.pair(username="rina").failed] == ["no_right"]


def test_nobody_pairs_twice(linked: Connected) -> None:
    assert [trouble.code for trouble in linked.pair().failed] == ["already_paired"]


def test_a_centre_that_forgot_this_pc_is_told_of_it_anew(linked: Connected, network: Network) -> None:
    with network.register.writing() as session:
        session.delete(session.scalars(select(Terminal)).one())
        session.delete(session.scalars(select(PersonKey)).one())
    with network.register.writing() as session:
        session.get_one(Staff, "made").password = verifier(PASSWORD)
    add_person(linked, "rina")
    linked.worker.step()
    linked.desktop.settle()
    assert linked.state.trouble == "device_unknown"
    assert linked.pair().failed == []
    linked.turns()
    assert (linked.state.trouble, linked.state.waiting) == ("", 0)
    with network.register.reading() as session:
        assert session.get(Staff, "rina") is not None


def test_an_import_that_was_cut_goes_on_when_who_paired_is_back(alone: Connected) -> None:
    desktop = alone.desktop
    assert alone.pair().done == 1
    desktop.close()
    desktop.open()
    alone.turns()
    assert (alone.state.stage, alone.state.trouble) == (IMPORT, "import_waits")
    desktop.sign_in("made")
    assert desktop.cover() == ""
    alone.turns()
    assert alone.state.stage == COMPLETE


def test_others_wait_until_the_import_is_done(alone: Connected) -> None:
    add_person(alone, "rina")
    assert alone.pair().done == 1
    alone.desktop.close()
    alone.desktop.open()
    alone.desktop.sign_in("rina")
    assert "administrator" in said(alone)
    assert alone.desktop.cover() == "sign_in"


def test_signing_in_again_with_and_without_contact(linked: Connected) -> None:
    desktop = linked.desktop
    for cut in (False, True):
        desktop.close()
        linked.wire.cut = cut
        desktop.open()
        desktop.sign_in("made")
        assert desktop.cover() == "", cut
        add_person(linked, f"orang{cut}".lower())


def test_after_thirty_days_without_contact_the_centre_is_needed(linked: Connected) -> None:
    desktop = linked.desktop
    desktop.close()
    linked.wire.cut = True
    desktop.clock.advance(days=29)
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == ""
    desktop.close()
    desktop.clock.advance(days=2)
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "sign_in"
    assert "pusat" in said(linked)
    linked.wire.cut = False
    desktop.sign_in("made")
    assert desktop.cover() == ""


def test_whoever_never_signed_in_here_needs_the_centre(linked: Connected) -> None:
    add_person(linked, "rina")
    linked.turns()
    desktop = linked.desktop
    desktop.close()
    linked.wire.cut = True
    desktop.open()
    desktop.sign_in("rina")
    assert desktop.cover() == "sign_in"
    linked.wire.cut = False
    desktop.sign_in("rina")
    assert desktop.cover() == ""


def pinned(at: Connected) -> list[str]:
    return [text for text in at.counter.window.notices.texts() if "atas nama Anda" in text]


def test_a_key_in_ones_name_that_somebody_else_confirmed(linked: Connected, network: Network) -> None:
    """Told to the person at the next sign-in, and to nobody else."""
    desktop = linked.desktop
    add_person(linked, "rina")
    linked.turns()
    for place in range(3):
        if place:
            with network.register.writing() as session:
                terminal = session.scalars(select(Terminal.id)).first()
                assert terminal is not None
                session.add(key_by_administrator(place, terminal, network))
        desktop.close()
        desktop.open()
        desktop.sign_in("rina")
        told = pinned(linked)
        assert len(told) == min(place, 1)
        assert "2 tanda tangan" not in told[0] if place == 1 else True
    assert told[0].startswith("2 tanda tangan atas nama Anda disahkan administrator, terakhir oleh I Made Contoh")
    assert "Loket 1 pada" in told[0]
    linked.counter.parts.session.sign_out()
    desktop.settle()
    desktop.sign_in("made")
    assert pinned(linked) == []


def key_by_administrator(place: int, terminal: str, network: Network) -> PersonKey:
    return PersonKey(
        id=f"offered-{place}",
        staff_id="rina",
        terminal_id=terminal,
        public=b"1" * 32,
        confirmed_by="made",
        registered=network.clock.now(),
        revoked=None,
    )


def test_a_wrong_password_is_wrong_at_the_centre_too(linked: Connected) -> None:
    desktop = linked.desktop
    desktop.close()
    desktop.open()
    desktop.sign_in("made", "bukan-ini")
    assert desktop.cover() == "sign_in"


def test_a_password_changed_elsewhere_is_taken_over(linked: Connected, network: Network) -> None:
    desktop = linked.desktop
    with network.register.writing() as session:
        session.get_one(Staff, "made").password = verifier("pasar-baru-2026")
    desktop.close()
    desktop.open()
    desktop.sign_in("made", PASSWORD)
    assert desktop.cover() == "sign_in", "the old one does not count while there is contact"
    desktop.sign_in("made", "pasar-baru-2026")
    assert desktop.cover() == ""
    add_person(linked, "rina")
    linked.turns()
    assert (linked.state.waiting, linked.state.trouble) == (0, "")
    desktop.close()
    linked.wire.cut = True
    desktop.open()
    desktop.sign_in("made", "pasar-baru-2026")
    assert desktop.cover() == "", "known here from now on"


def test_changing_ones_own_password_keeps_the_key(linked: Connected) -> None:
    desktop, parts = linked.desktop, linked.counter.parts
    linked.wire.cut = True
    fresh = parts.pending_office.verifier("made", "pasar-baru-2026")
    parts.pending_office.do(SetPassword(stamp=parts.stamps(), staff="made", password=fresh))
    desktop.close()
    desktop.open()
    desktop.sign_in("made", "pasar-baru-2026")
    assert desktop.cover() == "", "without contact, so the key opened"
    desktop.close()
    linked.wire.cut = False
    desktop.open()
    desktop.sign_in("made", "pasar-baru-2026")
    assert desktop.cover() == "", "the centre does not know it yet"
    linked.turns()
    assert linked.state.waiting == 0


def test_keys_stay_with_a_lock_and_go_with_their_owner(linked: Connected) -> None:
    linkage = linked.counter.parts.connection.linkage
    assert linkage is not None
    ring, session = linkage.gate.ring, linked.counter.parts.session
    session.lock()
    linked.desktop.settle()
    assert ring.held("made") is not None
    linked.desktop.press(PASSWORD, "\r")
    session.sign_out()
    assert ring.held("made") is None
    with pytest.raises(Refused, match="key_locked"):
        ring.sign("made", b"")


def test_an_outage_is_recorded_when_contact_is_back(linked: Connected, network: Network) -> None:
    linked.wire.cut = True
    linked.worker.step()
    linked.worker.step()
    linked.desktop.settle()
    assert linked.status().startswith("Luring sejak")
    add_person(linked, "rina")
    linked.worker._rest(0.01)
    linked.desktop.settle()
    assert linked.status().endswith("1 tindakan menunggu")
    linked.desktop.clock.advance(seconds=20)
    linked.wire.cut = False
    linked.turns()
    linked.turns()
    with network.register.reading() as session:
        outage = session.scalars(select(Outage)).one()
    assert (outage.acts, outage.cause, outage.device) == (1, "centre_away", linked.state.device)


def test_an_outage_waits_for_somebody(linked: Connected, network: Network) -> None:
    desktop = linked.desktop
    desktop.close()
    linked.wire.cut = True
    desktop.open()
    linked.worker.step()
    linked.worker.step()
    linked.wire.cut = False
    linked.turns()
    with network.register.reading() as session:
        assert session.scalar(select(Outage)) is None
    desktop.sign_in("made")
    linked.turns()
    with network.register.reading() as session:
        assert session.scalar(select(Outage)) is not None


def test_pages_follow_what_the_centre_brings(linked: Connected) -> None:
    heard: list[str] = []

    def on_changed() -> None:
        heard.append("changed")

    linked.counter.parts.desk.changed.connect(on_changed)
    linked.counter.parts.connection.taken.emit()
    assert heard == ["changed"]


def test_a_surprise_reaches_the_crash_dialog(linked: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken, linked.desktop.qtbot.capture_exceptions() as raised:
        broken.setattr(linked.network.centre, "pull", lambda _: 1 // 0)
        linked.worker.step()
        linked.desktop.settle()
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_a_revoked_pc_forgets_everything_and_says_why(linked: Connected, network: Network) -> None:
    desktop = linked.desktop
    add_person(linked, "rina")
    (desktop.data / "papers").mkdir(exist_ok=True)
    (desktop.data / "papers" / "tanda-terima.pdf").write_bytes(b"%PDF")
    network.enrolment.revoke(network.enrolment.terminal(linked.wire.token))
    linked.worker.step()
    desktop.settle()
    assert desktop.cover() == "trouble"
    left = sorted(path.name for path in desktop.data.rglob("*") if path.is_file())
    assert set(left) <= {"register.lock", "revoked", "counter.json"}
    assert linked.counter.parts.session.signed_in is None
    desktop.close()
    desktop.open()
    assert desktop.cover() == "trouble", "also at the next start"
    desktop.press("\r")
    page = linked.counter.window.cover.currentWidget()
    assert page is not None
    page.again_wanted.emit()  # type: ignore[attr-defined]
    desktop.settle()
    assert desktop.cover() == "first_start"


def test_an_empty_pc_takes_the_office_from_the_centre(
    linked: Connected, network: Network, desktop: Desktop, tmp_path: Path
) -> None:
    second = Desktop(desktop.qtbot, tmp_path / "second", desktop.clock)
    at = Connected(second, network, "Loket 2")
    try:
        second.open()
        assert second.cover() == "first_start"
        heard = at.pair()
        assert (heard.done, heard.failed) == (1, [])
        assert second.cover() == "sign_in"
        assert said(at).startswith("Mengambil data kantor dari pusat")
        assert at.counter.parts.pending_office.unlocked.first.linked
        at.turns()
        assert at.state.stage == COMPLETE
        second.sign_in("made")
        assert second.cover() == ""
        person = at.counter.parts.session.signed_in
        assert person is not None
        assert person.counter == "Loket 2"
        assert at.counter.parts.stamps.counter == at.state.device
        add_person(at, "rina")
        at.turns()
        linked.turns()
        names = linked.counter.parts.pending_office.ask(lambda look: set(look.session.scalars(select(Staff.id))))
        assert "rina" in names
    finally:
        while second.counters:
            second.close()


def test_an_empty_pc_that_was_stopped_goes_on_taking(
    linked: Connected, network: Network, desktop: Desktop, tmp_path: Path
) -> None:
    second = Desktop(desktop.qtbot, tmp_path / "second", desktop.clock)
    at = Connected(second, network, "Loket 2")
    try:
        second.open()
        assert at.pair().done == 1
        second.close()
        second.open()
        assert second.cover() == "sign_in"
        at.wire.cut = True
        at.worker.step()
        second.settle()
        assert (at.state.stage, at.state.online) == (FIRST, False)
        assert "Pusat" in said(at)
        at.wire.cut = False
        at.turns()
        second.sign_in("made")
        assert second.cover() == ""
    finally:
        while second.counters:
            second.close()


def primaries(page: QWidget) -> list[str]:
    found = page.findChildren(QPushButton)
    return [each.objectName() for each in found if each.property("kind") == "primary" and not each.isHidden()]


def test_a_damaged_register_is_rebuilt_from_the_page(linked: Connected, network: Network) -> None:
    desktop = linked.desktop
    before = linked.state.device
    linked.wire.cut = True
    add_person(linked, "rina")
    desktop.close()
    damage(desktop.data / "register.db")
    linked.wire.cut = False
    desktop.open()
    assert desktop.cover() == "trouble"
    page = linked.counter.window.cover.currentWidget()
    assert isinstance(page, TroublePage)
    button = seen(page, QPushButton, "rebuild")
    assert primaries(page) == ["rebuild"]
    assert page.text() == "Register dapat dibangun ulang dari pusat. Yang belum terkirim tidak hilang."
    assert not shows(page, "trouble_advice"), "one advice, not two"
    button.click()
    desktop.settle()
    linked.wire.cut = True
    desktop.confirm()
    desktop.settle()
    assert desktop.cover() == "trouble", "without contact it is said, and may be tried again"
    assert page.text().startswith("Pusat belum dapat dihubungi. Mohon ulangi setelah pusat terhubung.")
    linked.wire.cut = False
    button.click()
    desktop.settle()
    desktop.confirm()
    desktop.settle()
    assert desktop.cover() == "sign_in"
    assert (desktop.data / "register-damaged.db").exists()
    linked.turns()
    with network.register.reading() as session:
        assert session.get(Staff, "rina") is not None
    desktop.sign_in("made")
    assert desktop.cover() == ""
    assert linked.counter.parts.stamps.counter == linked.state.device != before


def test_a_copy_that_is_chosen_takes_the_place_of_the_other_way(linked: Connected) -> None:
    desktop = linked.desktop
    desktop.close()
    damage(desktop.data / "register.db")
    desktop.open()
    page = linked.counter.window.cover.currentWidget()
    assert isinstance(page, TroublePage)
    desktop.pick(next((desktop.data / "backups").iterdir()))
    assert primaries(page) == ["restore"]
    desktop.press(Qt.Key.Key_F5)
    page = linked.counter.window.cover.currentWidget()
    assert isinstance(page, TroublePage)
    assert primaries(page) == ["rebuild"], "both ways are still there"


def test_without_a_centre_nothing_can_be_rebuilt(alone: Connected) -> None:
    desktop = alone.desktop
    desktop.close()
    damage(desktop.data / "register.db")
    desktop.open()
    page = alone.counter.window.cover.currentWidget()
    assert isinstance(page, TroublePage)
    assert primaries(page) == ["restore"]


def test_who_signs_with_which_key_is_told_to_who_sits_here(linked: Connected) -> None:
    add_person(linked, "rina")
    linked.turns()
    linked.counter.parts.session.sign_out()
    linked.desktop.sign_in("rina")
    linked.counter.parts.navigator.open("settings", "keys")
    linked.desktop.settle()
    page = linked.counter.window.findChild(SigningKeysPage)
    assert page is not None
    assert [row.username for row in page.table.model.rows()] == ["rina"]
    linked.wire.cut = True
    page.load()
    linked.desktop.settle()
    assert page.table.is_empty()
    assert "Pusat belum dapat dihubungi." in page.text()


def test_an_administrator_sees_everybodys_keys(linked: Connected) -> None:
    add_person(linked, "rina")
    linked.turns()
    for name in ("rina", "made"):
        linked.counter.parts.session.sign_out()
        linked.desktop.sign_in(name)
    linked.counter.parts.navigator.open("settings", "keys")
    linked.desktop.settle()
    page = linked.counter.window.findChild(SigningKeysPage)
    assert page is not None
    assert {(row.username, row.how) for row in page.table.model.rows()} == {("rina", "own"), ("made", "founded")}
