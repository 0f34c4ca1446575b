"""The program with its own threads and a `loket-server` of its own over TLS."""

from __future__ import annotations

import hashlib
import shutil
import signal
import ssl
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.actions.commands.office import AddStaff, StaffProfile
from app.actions.signing_in import verifier
from app.desktop import build
from app.desktop.counter import Counter
from app.errors import Refused, Unavailable
from app.settings import settings
from app.sync.certificate import presented
from app.sync.pinned import fingerprints
from app.sync.state import COMPLETE, Acceptance, PairingWish, Presented, Renewal
from app.ui.pages.centre.start import CertificateStart
from tests.desktop.conftest import PASSWORD, Desktop
from tests.server.real import Process, command, running

SOON = 120_000  # milliseconds, on a busy machine


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Process]:
    folder = tmp_path / "centre"
    folder.mkdir()
    assert command("certificate", "--host", "127.0.0.1", "--out", str(folder))[0] == 0
    paths = ("--tls-cert", str(folder / "centre.pem"), "--tls-key", str(folder / "centre.key"))
    with running(tmp_path / "register", *paths, lines=3) as process:
        yield process


@pytest.fixture
def counter(desktop: Desktop, founded: Path, qtbot: QtBot) -> Iterator[Counter]:
    shutil.copytree(founded, desktop.data)
    made = build(settings(desktop.data), desktop.world)
    ready: list[bool] = []
    made.ready.connect(partial(ready.append, True))
    made.show()
    qtbot.waitUntil(lambda: bool(ready), timeout=SOON)
    username, password = (made.sign_in_flow.sign_in.findChild(QLineEdit, name) for name in ("username", "password"))
    enter = made.sign_in_flow.sign_in.findChild(QPushButton, "enter")
    assert username is not None
    assert password is not None
    assert enter is not None
    username.setText("made")
    password.setText(PASSWORD)
    enter.click()
    qtbot.waitUntil(lambda: made.parts.session.signed_in is not None, timeout=SOON)
    yield made
    made.close()
    made.window.deleteLater()
    made.deleteLater()


def test_a_pc_is_paired_works_and_loses_its_centre(counter: Counter, centre: Process, qtbot: QtBot) -> None:
    parts = counter.parts
    connection, shown, wrong = parts.connection, list[Presented](), list[object]()
    connection.present(counter, centre.address, shown.append, wrong.append)
    qtbot.waitUntil(lambda: bool(shown or wrong), timeout=SOON)
    assert wrong == []
    der = ssl.PEM_cert_to_DER_cert(shown[0].certificate)
    assert shown[0].fingerprint.replace(":", "") == hashlib.sha256(der).hexdigest().upper()
    wish = PairingWish(centre.address, centre.code, "Loket 1", "made", PASSWORD, shown[0].certificate)
    connection.pair(counter, wish, partial(wrong.append, "done"), wrong.append)
    qtbot.waitUntil(lambda: connection.state.stage == COMPLETE, timeout=SOON)
    assert wrong == ["done"]
    profile = StaffProfile(id="rina", username="rina", name="Rina")
    hired = AddStaff(stamp=parts.stamps(), profile=profile, password="-", roles=("petugas_loket",))
    parts.desk.do(counter, hired, lambda _: wrong.append("hired"))
    qtbot.waitUntil(lambda: "hired" in wrong, timeout=SOON)
    qtbot.waitUntil(lambda: connection.state.waiting == 0 and connection.state.online, timeout=SOON)
    centre.stop(signal.SIGKILL)
    qtbot.waitUntil(lambda: not connection.state.online, timeout=SOON)
    assert connection.state.trouble in ("centre_away", "centre_slow", "centre_trouble")
    assert counter.window.status.texts()[0].startswith("Luring sejak")


def test_another_certificate_is_believed_on_an_administrators_word(
    counter: Counter, centre: Process, desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    """The server was set up anew with the same data: every counter says so, and goes on once somebody has compared.
    This one was away for so long that nobody can sign in but by the centre's word."""
    connection, told = counter.parts.connection, list[object]()
    kept = (tmp_path / "centre" / "centre.pem").read_text()
    wish = PairingWish(centre.address, centre.code, "Loket 1", "made", PASSWORD, kept)
    connection.pair(counter, wish, partial(told.append, "paired"), told.append)
    qtbot.waitUntil(lambda: connection.state.stage == COMPLETE, timeout=SOON)
    centre.stop()
    qtbot.waitUntil(lambda: not connection.state.online, timeout=SOON)
    assert command("certificate", "--host", "127.0.0.1", "--out", str(tmp_path / "new"))[0] == 0
    paths = ("--tls-cert", str(tmp_path / "new" / "centre.pem"), "--tls-key", str(tmp_path / "new" / "centre.key"))
    listen = ("--listen", centre.address.removeprefix("https://"))
    with running(tmp_path / "register", *listen, *paths):
        connection.wake()
        qtbot.waitUntil(lambda: connection.state.trouble == "centre_certificate", timeout=SOON)
        connection.renewal(counter, told.append, told.append)
        qtbot.waitUntil(lambda: isinstance(told[-1], Renewal), timeout=SOON)
        found = told[-1]
        assert isinstance(found, Renewal)
        assert found.known == fingerprints(kept)
        assert (found.shown.fingerprint,) == fingerprints((tmp_path / "new" / "centre.pem").read_text())
        parts = counter.parts
        assert parts.session.signed_in is not None
        name = parts.session.signed_in.display_name
        parts.session.sign_out()
        desktop.clock.advance(days=90)
        with pytest.raises(Refused, match="needs_centre"):
            parts.pending_office.enter("made", PASSWORD)
        assert not counter.sign_in_flow.sign_in.certificate.isHidden()
        counter.sign_in_flow.sign_in.certificate.click()
        page = counter.window.findChild(CertificateStart)
        assert isinstance(page, CertificateStart)
        assert page.change.isVisibleTo(page)
        for word, code in (("bukan-ini", "wrong_login"), (PASSWORD, "accepted")):
            connection.accept(
                counter, Acceptance(found.shown, "made", word), partial(told.append, "accepted"), told.append
            )
            qtbot.waitUntil(lambda: not isinstance(told[-1], Renewal), timeout=SOON)
            assert getattr(told.pop(), "code", "accepted") == code
        qtbot.waitUntil(lambda: connection.state.online, timeout=SOON)
        qtbot.waitUntil(lambda: connection.state.trouble == "", timeout=SOON)
        assert (connection.state.accepted, connection.state.accepted_by) == (
            counter.parts.world.now(),
            name,
        )
        assert counter.sign_in_flow.sign_in.isVisibleTo(counter.window)
        assert counter.sign_in_flow.sign_in.certificate.isHidden()
        assert parts.pending_office.enter("made", PASSWORD).name == name


def test_only_an_administrator_accepts(counter: Counter, centre: Process, qtbot: QtBot) -> None:
    """Whatever the page offers."""
    parts, told = counter.parts, list[object]()
    profile = StaffProfile(id="rina", username="rina", name="Rina")
    hired = AddStaff(stamp=parts.stamps(), profile=profile, password=verifier(PASSWORD), roles=("petugas_loket",))
    parts.desk.do(counter, hired, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    given = Acceptance(Presented("PEM", "AB"), "rina", PASSWORD)
    parts.connection.accept(counter, given, partial(told.append, "accepted"), told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=SOON)
    assert getattr(told[-1], "code", "") == "no_right"


def test_what_shows_no_certificate(centre: Process) -> None:
    assert presented("http://127.0.0.1:8080") == Presented("", "")
    for address in ("", "pusat", "ftp://pusat", "https://[x", "https://pusat:99999"):
        with pytest.raises(Refused, match="centre_address"):
            presented(address)
    centre.stop(signal.SIGKILL)
    with pytest.raises(Unavailable, match="centre_away"):
        presented(centre.address)
