"""The service as this PC has it set up."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.errors import Refused, Unavailable
from app.lookup.protocol import PROBE
from app.lookup.service import Lookup, Setting
from app.upkeep.counter_file import CounterFile
from app.upkeep.lookup_token import TokenFile
from tests.conftest import KEY, FixedClock
from tests.lookup.stand_in import StandIn, Told
from tests.lookup.test_http import QUESTION, TOKEN


@pytest.fixture
def lookup(tmp_path: Path, clock: FixedClock) -> Lookup:
    return made(tmp_path, clock)


def made(folder: Path, clock: FixedClock) -> Lookup:
    return Lookup(CounterFile(folder), TokenFile(folder, KEY), clock.now, ZoneInfo("Asia/Makassar"))


def test_it_is_off_until_somebody_turns_it_on(lookup: Lookup) -> None:
    assert lookup.setting() == Setting(on=False, name="", address="")


def test_what_is_set_stays_and_the_token_is_in_no_file(
    lookup: Lookup, tmp_path: Path, clock: FixedClock, service: StandIn
) -> None:
    lookup.keep(Setting(True, "Dukcapil", service.address), TOKEN)
    again = made(tmp_path, clock)
    assert again.setting() == Setting(True, "Dukcapil", service.address)
    assert again.match(QUESTION).result == "match"
    assert service.asked[0].token == f"Bearer {TOKEN}"
    assert all(TOKEN.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    again.keep(Setting(False, "Dukcapil", service.address))
    assert again.has_token()
    assert not made(tmp_path, clock).setting().on


@pytest.mark.parametrize(
    ("setting", "token", "fields"),
    [
        (Setting(True, "", ""), "", {"name": "required", "address": "required", "token": "required"}),
        (Setting(True, "A", "http://10.0.0.1"), TOKEN, {"address": "lookup_address"}),
        (Setting(False, "A", "http://10.0.0.1"), "", {"address": "lookup_address"}),
        (Setting(True, "A", "https://a.go.id"), "a b", {"token": "lookup_token"}),
    ],
)
def test_what_cannot_be_kept(lookup: Lookup, setting: Setting, token: str, fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as raised:
        lookup.keep(setting, token)
    assert raised.value.fields == fields
    assert lookup.setting() == Setting()
    assert not lookup.has_token()


def test_a_service_that_is_down_is_said_since_when(lookup: Lookup, service: StandIn, clock: FixedClock) -> None:
    lookup.keep(Setting(True, "Dukcapil", service.address), TOKEN)
    service.told = Told(500)
    codes = []
    for _ in range(4):
        with pytest.raises(Unavailable) as raised:
            lookup.match(QUESTION)
        codes.append(raised.value.code)
        clock.advance(seconds=10)
    assert codes == ["lookup_failed"] * 3 + ["lookup_resting"]
    assert raised.value.facts == {"name": "Dukcapil", "since": "23 November 2026, pukul 10.00 WITA"}
    assert len(service.asked) == 3
    service.told = Told()
    clock.advance(seconds=60)
    assert lookup.match(QUESTION).result == "match"


def test_a_denial_is_told_with_the_name(lookup: Lookup, service: StandIn) -> None:
    lookup.keep(Setting(True, "Dukcapil", service.address), TOKEN)
    service.told = Told(401)
    with pytest.raises(Refused) as raised:
        lookup.match(QUESTION)
    assert raised.value.facts == {"name": "Dukcapil", "since": ""}


def test_a_trial_asks_about_nobody_and_ends_the_rest(lookup: Lookup, service: StandIn) -> None:
    setting = Setting(True, "Dukcapil", service.address)
    lookup.keep(setting, TOKEN)
    service.told = Told(500)
    for _ in range(3):
        with pytest.raises(Unavailable):
            lookup.match(QUESTION)
    with pytest.raises(Unavailable) as raised:
        lookup.probe(setting, "another")
    assert raised.value.facts == {"status": "500", "name": "Dukcapil"}
    service.told = Told(body={"result": "not_found"})
    assert lookup.probe(setting).result == "not_found"
    assert service.asked[-1].question["nik"] == PROBE.nik
    assert lookup.match(QUESTION).result == "not_found"
