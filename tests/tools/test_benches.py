"""Every measurement still runs: once, with few of what it counts by thousands. Its figures say nothing here."""

from __future__ import annotations

import importlib
import math
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tools.bench import parts
from tools.peers import offline
from tools.peers.install import NotHereError

pytestmark = [pytest.mark.no_cover, pytest.mark.no_qt_log]

FEW: dict[str, dict[str, Any]] = {
    "bench_centre": {"COUNTERS": 2, "EACH": 4, "BATCH": 4, "ARRIVALS": 2, "FILES": 20},
    "bench_form": {"SLIPS": 4, "CLEAN": 2, "KNOWN": 1},
    "bench_memory": {"PERSONS": 2_000, "QUERIES": 5},
    "bench_nik": {"NUMBERS": 200},
    "bench_offline": {"BLOCKS": 2, "BLOCK": 1},
    "bench_public": {"FILES": 3, "SECONDS": 1, "RAMP": 0},
    "bench_receipt": {"REGISTRATIONS": 2},
    "bench_search": {"FILES": 500},
    "bench_start": {"RUNS": 1},
    "bench_sync": {"CHANGED": 2},
}


def not_here(_: Path) -> offline.Peer:
    raise NotHereError("nobody: only our own side is tried")


def test_every_one_is_tried() -> None:
    assert list(FEW) == list(parts([]))


@pytest.mark.parametrize("name", FEW)
def test_it_still_measures(name: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = importlib.import_module(f"tools.{name}")
    for constant, value in FEW[name].items():
        assert hasattr(bench, constant)
        monkeypatch.setattr(bench, constant, value)
    monkeypatch.setattr(offline, "pouch", not_here)
    monkeypatch.setattr(offline, "rxdb", not_here)
    figures = bench.figures()
    assert figures
    assert len({what for what, *_ in figures}) == len(figures)
    for what, measured, goal, unit in figures:
        assert what.endswith(("least", "most"))
        assert math.isfinite(measured)
        assert measured >= 0
        assert goal > 0
        assert unit
