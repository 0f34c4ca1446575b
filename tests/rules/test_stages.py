"""Stages and places: what the engine knows of a file."""

from __future__ import annotations

import pytest

from app.rules import stages
from app.rules.stages import FileState, RouteStep, holder

ROUTE = (
    RouteStep("verifikasi_berkas", "verifikator", "berjalan"),
    RouteStep("menunggu_pembayaran", "bendahara", "berhenti"),
    RouteStep("tanda_tangan", "kadis", "berjalan"),
)


def test_every_stage_is_named_once() -> None:
    assert len(set(stages.STAGES)) == len(stages.STAGES) == 24


def test_the_clock_runs_or_has_ended() -> None:
    assert set(stages.RUNNING) | stages.CLOCK_ENDED == set(stages.STAGES)
    assert not set(stages.RUNNING) & stages.CLOCK_ENDED
    assert stages.COLLECTION not in stages.RUNNING
    assert stages.RETURNED in stages.RUNNING


def test_a_place_knows_its_route() -> None:
    place = FileState("tanda_tangan", ROUTE)
    assert place.step == ROUTE[2]
    assert place.index("tanda_tangan") == 2
    assert place.has("verifikasi_berkas")
    assert not place.has("penomoran")
    assert FileState("dikembalikan", ROUTE).step is None


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("verifikasi_berkas", "verifikator"),
        ("menunggu_pembayaran", "pemohon"),
        ("tanda_tangan", "kadis"),
        ("dikembalikan", "pemohon"),
        ("ditolak", "petugas_penyerahan"),
        ("selesai", ""),
        ("gugur", ""),
    ],
)
def test_who_holds_the_file(stage: str, who: str) -> None:
    assert holder(FileState(stage, ROUTE)) == who
