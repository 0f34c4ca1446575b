"""Tanda tangan: who signs with which key, told by the centre; said where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.sync.state import SigningKey, SigningKeys
from app.ui.look import style
from app.ui.pages.settings.signing_keys import ALL, ALONE, AWAY, MINE, NONE, OLD_CENTRE, SigningKeysPage
from app.ui.shell.desk import Trouble
from app.ui.shell.session import Session, SignedIn
from tests.ui.pages.two_counters import Wired, as_seen

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROWS = (
    SigningKey("1", "Ni Luh Kadis", "kadis", "Loket 2", "B82", AT, "administrator", "I Made Admin", AT),
    SigningKey("2", "I Made Admin", "admin", "Loket 1", "7Q4", AT, "founded"),
    SigningKey("3", "", "rina", "Loket 1", "", AT, "own"),
)


@pytest.fixture
def wired() -> Wired:
    made = Wired()
    made.become(linked=True)
    made.signing = SigningKeys(ROWS, everybody=True)
    return made


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    style.apply(qapp, dark=False)
    made = Session()
    made.sign_in(SignedIn("made", "I Made Admin", frozenset({"administrator"}), "Loket 1"))
    yield made
    made.deleteLater()


def opened(wired: Wired, session: Session, qtbot: QtBot) -> SigningKeysPage:
    page = SigningKeysPage(as_seen(wired), session, ZoneInfo("Asia/Makassar"))
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.activateWindow()
    return page


def rows(page: SigningKeysPage) -> list[list[str]]:
    model = page.table.model
    return [[model.data(model.index(at, place)) for place in range(6)] for at in range(model.rowCount())]


def empty_text(page: SigningKeysPage) -> str:
    """What stands where the rows would."""
    return " ".join(each.text() for each in page.table.findChildren(QLabel) if each.isVisible()).strip()


def test_person_pc_since_when_by_whom_how_and_until_when(wired: Wired, session: Session, qtbot: QtBot) -> None:
    page = opened(wired, session, qtbot)
    assert wired.asked == [("keys", "made")]
    since = "23-11-2026"
    assert rows(page) == [
        ["Ni Luh Kadis (kadis)", "Loket 2 (B82)", since, "I Made Admin", "saat komputer disambungkan", "23-11-2026"],
        ["I Made Admin (admin)", "Loket 1 (7Q4)", since, "pemasangan pertama", "membawa data kantor", "berlaku"],
        ["rina", "Loket 1", since, "sendiri", "kata sandi sendiri", "berlaku"],
    ]
    disahkan = "disahkan I Made Admin dengan kata sandinya, ketika komputer itu disambungkan."
    assert page.text() == f"Ni Luh Kadis (kadis): {disahkan}\n{ALL}"
    for place, word in ((1, "karena komputer itu yang membawa data kantor"), (2, "dengan kata sandinya sendiri")):
        page.table.view.selectRow(place)
        assert word in page.text()
    wired.signing = SigningKeys(ROWS[2:], everybody=False)
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in rows(page)] == ["rina"]
    assert page.text().endswith(MINE)
    page.resize(600, 500)
    assert page.table.view.isColumnHidden(4), "said below instead"


def test_none_known(wired: Wired, session: Session, qtbot: QtBot) -> None:
    wired.signing = SigningKeys((), everybody=False)
    page = opened(wired, session, qtbot)
    assert page.table.is_empty()
    assert empty_text(page) == NONE


@pytest.mark.parametrize(
    ("code", "said"), [("centre_away", "Pusat belum dapat dihubungi."), ("nothing_here", OLD_CENTRE)]
)
def test_without_the_centre_that_is_said_until_it_answers(
    wired: Wired, session: Session, qtbot: QtBot, code: str, said: str
) -> None:
    page = opened(wired, session, qtbot)
    wired.trouble = Trouble(code)
    page.table.setFocus()
    page.load()
    assert (page.table.is_empty(), empty_text(page)) == (True, AWAY)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "keys_again", "the cursor is where one goes on"
    assert said in page.text()
    wired.trouble = None
    page.load()
    assert len(rows(page)) == 3
    assert said not in page.text()


def test_a_pc_alone_has_none(wired: Wired, session: Session, qtbot: QtBot) -> None:
    wired.become(linked=False)
    page = opened(wired, session, qtbot)
    assert empty_text(page) == ALONE
    session.sign_out()
    page.load()
    assert wired.asked == []
