"""What the centre's log keeps, and what other people's records lose on their way into it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from app.server.http.bodies import unpacked
from app.server.http.log import FOREIGN, Log, take_over
from tests.conftest import FixedClock

SECRET = "NI LUH CONTOH 5107034507880003"


@pytest.fixture
def stream(clock: FixedClock) -> Iterator[io.StringIO]:
    before = {name: vars(logging.getLogger(name)).copy() for name in FOREIGN}
    written = io.StringIO()
    take_over(Log(written, clock.now))
    yield written
    for name, state in before.items():
        vars(logging.getLogger(name)).update(state)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_object_and_what_is_empty_is_left_out(clock: FixedClock) -> None:
    stream = io.StringIO()
    Log(stream, clock.now).line("info", "request", path="/v1/push", code="", counts={}, ms=0.0, status=200)
    (line,) = lines(stream)
    assert line == {
        "time": "2026-11-23T02:00:00.000+00:00",
        "level": "info",
        "event": "request",
        "path": "/v1/push",
        "ms": 0.0,
        "status": 200,
    }


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio", "sqlalchemy.engine"])
def test_records_of_libraries_lose_their_words(stream: io.StringIO, name: str) -> None:
    try:
        unpacked(None, 1)  # type: ignore[arg-type]
    except TypeError:
        logging.getLogger(name).exception("failed on %s", SECRET)
    logging.getLogger(name).warning(SECRET)
    logging.getLogger(name).info(SECRET)
    assert SECRET not in stream.getvalue()
    failed, warned = lines(stream)
    assert (failed["level"], failed["logger"], failed["error"]) == ("error", name, "TypeError")
    assert failed["raised"].startswith("app.server.http.bodies:")
    assert (warned["level"], warned["where"].partition(":")[0]) == ("warning", "test_log")
    assert "error" not in warned
