"""The tour as a newcomer starts it: a process of its own, a fresh folder, and what it must leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from app.database import open_register
from app.models.office import Staff
from app.queries.front import front
from app.queries.look import Look
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.tour import play
from app.tour.chapters import CHAPTERS
from app.upkeep.keys import obtain_key

NEW_MOST, KNOWN_MOST = 190, 45


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minutes at the most; the coverage of the child is measured with that of the tests."""
    out = tmp_path_factory.mktemp("tour")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    command = [sys.executable, "-m", "app", "tour", "--out", str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def steps(tour: Path) -> dict[str, dict[str, object]]:
    summary = json.loads((tour / "tour.json").read_text())
    assert summary["ok"] is True
    return {step["name"]: step for step in summary["steps"]}


def test_every_step_has_its_picture(tour: Path, steps: dict[str, dict[str, object]]) -> None:
    for step in steps.values():
        with Image.open(tour / str(step["picture"])) as picture:
            assert picture.size == play.SIZE


def test_the_front_page_is_that_of_an_office_at_work(tour: Path) -> None:
    """Every number of it is more than nothing: files wait, press, are late, came in, lie ready, are away."""
    now = datetime(2026, 12, 8, 2, tzinfo=UTC)
    register = open_register(tour / "data" / "register.db", obtain_key(tour / "data").key)
    try:
        with register.reading() as session:
            [kabid] = session.scalars(select(Staff.id).where(Staff.username == "kabid"))
            counts = front(Look(session, Reference(built_in()), now), kabid).counts
    finally:
        register.close()
    assert [tile for tile, count in counts.items() if not count] == []


def test_every_paper_is_there(tour: Path) -> None:
    summary = json.loads((tour / "tour.json").read_text())
    kinds = {name.split("_")[0] for name in summary["papers"]}
    assert kinds == {
        "lembar-kunci-pemulihan.pdf",
        "tanda-terima-berkas",
        "surat-permintaan-rekomendasi",
        "surat-izin",
        "tanda-terima-pengambilan",
        "surat-pengembalian-berkas",
        "surat-penolakan",
    }
    assert sum(name.startswith("tanda-terima-berkas") for name in summary["papers"]) == 3  # one after the revision
    assert all((tour / name).read_bytes().startswith(b"%PDF") for name in summary["papers"])


def test_keys_of_the_standard_case(steps: dict[str, dict[str, object]]) -> None:
    new = [steps[name]["keys"] for name in ("Permohonan baru terisi", "Permohonan baru terdaftar")]
    known = [steps[name]["keys"] for name in ("Pemohon yang sudah dikenal", "Pemohon dikenal terdaftar")]
    assert sum(map(int, map(str, new))) <= NEW_MOST
    assert sum(map(int, map(str, known))) <= KNOWN_MOST


def test_all_chapters_were_played(steps: dict[str, dict[str, object]]) -> None:
    assert len(CHAPTERS) == 9
    assert list(steps)[-1] == "Buku register"


def test_no_personal_data_in_names(tour: Path) -> None:
    names = " ".join(path.name.lower() for path in tour.rglob("*"))
    assert "luh" not in names
    assert "5107" not in names
