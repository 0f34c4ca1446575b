"""Another certificate at the centre: both fingerprints on the page of the connection, and an administrator's word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from app.sync.state import Acceptance, Presented, Renewal
from app.ui.look import style
from app.ui.pages.centre.certificate_change import DONE, NONE_KNOWN, SAME, CertificateChange
from app.ui.pages.centre.connection import ConnectionPage
from app.ui.pages.centre.start import CertificateStart
from app.ui.shell.desk import Trouble
from app.ui.widgets.fingerprint import Fingerprint
from app.ui.words.notices import say
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import part, seen, shows

CONTROL = Qt.KeyboardModifier.ControlModifier
OLD, NEW = ":".join(["AB", "CD"] * 16), ":".join(["12", "EF"] * 16)


@pytest.fixture
def counters(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[TwoCounters]:
    style.apply(qapp, dark=False)
    made = TwoCounters(tmp_path, qtbot)
    made.connection.renewed = Renewal((OLD,), Presented("PEM", NEW))
    yield made
    made.close()


def become(counters: TwoCounters, trouble: str) -> None:
    now = counters.clock.now()
    facts = {"linked": True, "online": not trouble, "since": now, "contact": now, "stage": "complete"}
    counters.connection.become(**(facts | {"address": "https://pusat:8443", "device": "7Q4", "trouble": trouble}))
    counters.at_work.settle()


def opened(counters: TwoCounters, trouble: str = "centre_certificate") -> ConnectionPage:
    become(counters, trouble)
    made = counters.open("connection", None, "verifikator")
    assert isinstance(made, ConnectionPage)
    counters.at_work.settle()
    return made


def forward(page: CertificateChange) -> None:
    QTest.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Return, CONTROL)


def fill_in(page: CertificateChange) -> None:
    part(page, QCheckBox, "certificate_same").setChecked(True)
    page.form.set_values({"username": " Made ", "password": "pasar-amlapura"})
    page.form.focus("password")


def fingerprint(page: CertificateChange, name: str) -> str:
    return part(page, Fingerprint, name).text().replace("\n", " ").replace(" ", ":")


def marked(page: CertificateChange, name: str) -> int:
    """How many pairs of a fingerprint are marked."""
    return seen(page, Fingerprint, name).others()


def test_it_is_out_of_sight_on_other_days(counters: TwoCounters) -> None:
    page = opened(counters, "centre_away")
    assert page.certificate.isHidden()
    assert shows(page, "connection_tabs")
    assert counters.connection.asked == []


def test_old_and_new_side_by_side_and_accepted(counters: TwoCounters) -> None:
    page = opened(counters)
    change = page.certificate
    assert change.isVisible()
    assert not shows(page, "connection_tabs")
    assert part(page, QPushButton, "try_now").isHidden(), "one main button"
    assert (fingerprint(change, "certificate_known_0"), fingerprint(change, "certificate_shown")) == (OLD, NEW)
    assert [marked(change, "certificate_known_0"), marked(change, "certificate_shown")] == [32, 32], "what differs"
    assert not shows(change, "certificate_known_1")
    forward(change)
    assert counters.connection.asked == [("renewal", None)], "nobody has compared yet"
    seen(change, QCheckBox, "certificate_same").click()
    change.form.focus("username")
    forward(change)
    assert list(change.form.errors()) == ["username", "password"]
    fill_in(change)
    forward(change)
    given = Acceptance(Presented("PEM", NEW), "made", "pasar-amlapura")
    assert counters.connection.asked[-1] == ("accept", given)
    assert "pasar" not in repr(given)
    assert DONE in change.text()
    assert set(change.form.values().values()) == {""}
    become(counters, "")
    assert change.isHidden()
    assert shows(page, "connection_tabs")
    assert shows(page, "try_now")


@pytest.mark.parametrize("code", ["wrong_login", "no_right", "needs_centre"])
def test_who_may_not_is_told_and_what_was_compared_stays(counters: TwoCounters, code: str) -> None:
    change = opened(counters).certificate
    fill_in(change)
    counters.connection.trouble = Trouble(code)
    forward(change)
    assert say(code).full in change.text()
    assert part(change, QPushButton, "accept_certificate").isEnabled()
    counters.connection.trouble = None
    forward(change)
    assert DONE in change.text()


def test_the_centre_cannot_be_looked_at(counters: TwoCounters) -> None:
    counters.connection.trouble = Trouble("centre_away")
    change = opened(counters).certificate
    assert say("centre_away").full in change.text()
    assert not part(change, QPushButton, "accept_certificate").isEnabled()
    assert change.form.isHidden()


def test_the_known_one_is_back(counters: TwoCounters) -> None:
    counters.connection.renewed = Renewal((NEW, OLD), Presented("PEM", OLD))
    change = opened(counters).certificate
    assert SAME in change.text()
    assert fingerprint(change, "certificate_known_1") == OLD
    assert marked(change, "certificate_shown") == 0
    assert ("wake", None) in counters.connection.asked
    assert not part(change, QPushButton, "accept_certificate").isEnabled()


def test_a_chain_this_pc_trusts_is_accepted_without_comparing(counters: TwoCounters) -> None:
    counters.connection.renewed = Renewal((), Presented("", NEW, trusted=True))
    change = opened(counters).certificate
    assert not shows(change, "certificate_same")
    assert NONE_KNOWN in change.text()
    change.form.set_values({"username": "made", "password": "pasar-amlapura"})
    change.form.focus("password")
    forward(change)
    assert counters.connection.asked[-1] == ("accept", Acceptance(Presented("", NEW, True), "made", "pasar-amlapura"))


def test_before_anybody_has_signed_in(counters: TwoCounters, qtbot: QtBot) -> None:
    """The same page beside the office's name, left once: by Esc, or because the centre is believed again."""
    become(counters, "centre_certificate")
    left: list[str] = []
    for how in ("key", "believed"):
        page = CertificateStart(counters.connection, "DPMPTSP", "Loket 1")
        qtbot.addWidget(page)
        page.left.connect(partial(left.append, how))
        page.resize(1366, 768)
        page.show()
        counters.at_work.settle()
        assert page.change.isVisible()
        assert fingerprint(page.change, "certificate_shown") == NEW
        if how == "key":
            QTest.keyClick(page, Qt.Key.Key_Escape)
            become(counters, "")
            become(counters, "centre_certificate")
        else:
            become(counters, "")
    assert left == ["key", "believed"]
