"""The connection in words: exact, calm, and never a bare code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.queries.exchange import WaitingAct
from app.queries.tray import TrayMatter
from app.reference.messages import messages
from app.sync.protocol import FINAL, FORGED, GAP, ID_REUSE, RETRY
from app.sync.state import State
from app.ui.words.exchange import (
    ago,
    answer,
    clocks,
    counsel,
    effect,
    is_stuck,
    length,
    moment,
    outage_cause,
    reasons,
    status,
)
from app.ui.words.notices import NoticeLevel

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
ONLINE = State(linked=True, online=True, since=MORNING, stage="complete", contact=NOW)
ROW = WaitingAct("1", "sign", "f", "KRA-1", "Ni Wayan", NOW, 60, "", "", 0, None, False)
MATTER = TrayMatter(
    *("1", "f", "KRA-1", "sign", "kadis", "I Made", "Loket 1", NOW, "rejected", ("version",)),
    *("tanda_tangan", "penomoran", "", "", None, NOW, False, False, False, {}),
)


@pytest.mark.parametrize(
    ("state", "text", "level"),
    [
        (State(), "Tersimpan di komputer ini", NoticeLevel.INFO),
        (ONLINE, "Daring", NoticeLevel.SUCCESS),
        (replace(ONLINE, waiting=2), "Daring, 2 tindakan menunggu", NoticeLevel.SUCCESS),
        (replace(ONLINE, online=False, waiting=7), "Luring sejak 09.12, 7 tindakan menunggu", NoticeLevel.WARNING),
        (replace(ONLINE, online=False, since=None), "Luring", NoticeLevel.WARNING),
        (replace(ONLINE, stage="rest", done=45, total=100), "Menyelaraskan 45 %", NoticeLevel.INFO),
        (replace(ONLINE, stage="first"), "Menyelaraskan", NoticeLevel.INFO),
        (replace(ONLINE, stage="rest", done=100, total=100), "Menyelaraskan 99 %", NoticeLevel.INFO),
        (replace(ONLINE, trouble="upgrade"), "Daring, perlu dilihat", NoticeLevel.WARNING),
    ],
)
def test_the_line_at_the_foot(state: State, text: str, level: NoticeLevel) -> None:
    shown = status(state, NOW, WITA)
    assert (shown.text, shown.level) == (text, level)


def test_each_state_has_a_drawing_of_its_own() -> None:
    states = (State(), ONLINE, replace(ONLINE, online=False), replace(ONLINE, stage="rest"))
    assert len({status(state, NOW, WITA).drawing for state in states}) == 4


def test_another_day_is_named() -> None:
    assert moment(MORNING - timedelta(days=2), NOW, WITA) == "21-11-2026 09.12"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 detik"),
        (40, "40 detik"),
        (300, "5 menit"),
        (11_400, "3 jam 10 menit"),
        (3600, "1 jam"),
        (187_200, "2 hari 4 jam"),
        (172_860, "2 hari"),
    ],
)
def test_how_long(seconds: int, words: str) -> None:
    assert length(seconds) == words


def test_how_long_ago() -> None:
    assert (ago(59), ago(61)) == ("baru saja", "1 menit lalu")


def test_both_clocks_are_told_only_where_they_differ() -> None:
    assert clocks(State(), NOW, WITA) == ""
    assert clocks(replace(ONLINE, clock_off=120), NOW, WITA) == ""
    assert clocks(replace(ONLINE, clock_off=300), NOW, WITA).startswith(
        "Jam komputer ini 23-11-2026 11.00, jam pusat 23-11-2026 10.55: 5 menit lebih cepat."
    )
    assert "11.05: 5 menit lebih lambat" in clocks(replace(ONLINE, clock_off=-300), NOW, WITA)


def test_every_answer_the_centre_can_give_has_words() -> None:
    answers = {"", *FINAL, GAP, RETRY, FORGED, ID_REUSE}
    assert set(messages("answer")) == {code or "unsent" for code in answers}
    for code in answers:
        row = replace(ROW, answer=code)
        assert answer(row) != code
        assert counsel(row).endswith(".")
        assert is_stuck(row) is (code in (FORGED, ID_REUSE))


@pytest.mark.parametrize("reason", messages("forged"))
def test_why_the_centre_will_never_take_an_act(reason: str) -> None:
    said = counsel(replace(ROW, answer=FORGED, reason=reason))
    assert said != counsel(replace(ROW, answer=FORGED))
    assert "{" not in said


def test_what_another_pc_has_to_bring_first_is_not_called_refused() -> None:
    assert answer(replace(ROW, answer=FORGED, reason="early")) == "menunggu yang lain"
    assert answer(replace(ROW, answer=FORGED, reason="key")) == "tidak diterima"


def test_whose_key_is_not_known_is_named() -> None:
    assert "Mohon Ni Wayan keluar lalu masuk kembali" in counsel(replace(ROW, answer=FORGED, reason="key"))
    assert "Mohon petugasnya keluar" in counsel(replace(ROW, answer=FORGED, reason="key", who=""))


def test_an_answer_of_a_later_centre_is_no_crash() -> None:
    row = replace(ROW, answer="later")
    assert answer(row) == "later"
    assert counsel(row).startswith("Tindakan ini belum sampai")


def test_what_waits_for_its_number_says_so() -> None:
    assert "setelah pusat memberi nomor" in counsel(replace(ROW, unnumbered=True))
    assert "memberi nomor" not in counsel(replace(ROW, unnumbered=True, answer=FORGED))


def test_reasons_in_plain_words() -> None:
    several = replace(MATTER, reasons=("no_right", "duplicate", "no_right"))
    assert len(reasons(several)) == 2
    assert reasons(replace(MATTER, reasons=("items_open",))) == ("Masih ada persyaratan yang belum dinilai sesuai.",)
    assert reasons(replace(MATTER, reasons=(), cause="restore")) == ("Setelah pemulihan pusat.",)


def test_whether_it_holds() -> None:
    assert "tetap tercatat" in effect(replace(MATTER, stands=True))
    assert "tidak mengubah berkas di pusat" in effect(MATTER)
    assert "Kejadiannya tercatat" in effect(replace(MATTER, cause="flagged"))


def test_causes_of_a_loss_of_contact() -> None:
    assert outage_cause("centre_away") == "pusat terputus"
    assert outage_cause("something") == "tidak diketahui"
