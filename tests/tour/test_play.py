"""The tour as a newcomer starts it: a process of its own, a fresh folder, and what it must leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.database import Register, open_register
from app.models.application import Application
from app.models.exchange import Act, Outage, TrayItem
from app.models.office import Staff
from app.queries.front import front
from app.queries.look import Look
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import stages
from app.tour import play
from app.tour.after_outage import HEIGHT, SHARPNESS, WIDTH, browser
from app.tour.chapters import CHAPTERS, TOWN_CHAPTERS
from app.tour.record import GAP
from app.tour.town import FOLDERS
from app.upkeep.keys import obtain_key

NEW_MOST, KNOWN_MOST = 190, 45
BOTH = (2 * play.SIZE[0] + GAP, play.SIZE[1])
LIVE, CUT = "Loket 1 mendaftarkan, pusat hidup", "Loket 1 mendaftarkan, pusat mati"
OF_BOTH = {
    *("Dua loket dan satu pusat", "Tampil di antrean Loket 2", "Pusat mati"),
    *("Pusat kembali", "Berkas kedua tampil di Loket 2"),
}
SECOND_ACT = [
    *("Sertifikat pusat dicocokkan", "Loket 1 tersambung", "Petugas masuk kembali"),
    *("Loket 2 dari mulai pertama", "Loket 2 menerima data kantor", "Dua loket dan satu pusat"),
    *(LIVE, "Tampil di antrean Loket 2", "Pusat mati", CUT, "Loket 2 memeriksa berkas"),
    *("Loket 1 mengembalikan berkas yang sama", "Yang menunggu dikirim"),
    *("Pusat kembali", "Berkas kedua tampil di Loket 2"),
    *("Perlu keputusan", "Keputusan ditutup", "Gangguan tercatat"),
]
Steps = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three minutes at the most; the coverage of the child is measured with that of the tests."""
    out = tmp_path_factory.mktemp("tour") / "lokét ᬮᭀᬓᬾᬢ"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    command = [sys.executable, "-m", "tests.whole.window_thread", str(out.with_suffix(".json")), "tour"]
    done = subprocess.run(
        [*command, "--out", str(out)], env=environment, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def steps(tour: Path) -> Steps:
    summary = json.loads((tour / "tour.json").read_text())
    assert summary["ok"] is True
    return {step["name"]: step for step in summary["steps"]}


def test_no_class_of_qt_is_made_by_another_thread(tour: Path) -> None:
    """PySide forgot what it knows of one in every two or three hundred such starts, and the program ended."""
    assert json.loads(tour.with_suffix(".json").read_text()) == []


@contextmanager
def register_in(folder: Path) -> Iterator[Register]:
    register = open_register(folder / "register.db", obtain_key(folder).key)
    try:
        yield register
    finally:
        register.close()


def test_every_step_has_its_picture(tour: Path, steps: Steps) -> None:
    screens = [step for name, step in steps.items() if not name.startswith("Halaman pelacakan")]
    for step in screens:
        with Image.open(tour / step["picture"]) as picture:
            assert picture.size == (BOTH if step["name"] in OF_BOTH else play.SIZE)


def test_the_applicant_sees_the_file_on_a_phone(tour: Path, steps: Steps) -> None:
    """Or its page lies there, where no browser is installed."""
    if not browser():
        assert "Berkas sedang diperiksa" in (tour / steps["Halaman pelacakan, tanpa peramban"]["picture"]).read_text()
        return
    with Image.open(tour / steps["Halaman pelacakan"]["picture"]) as picture:
        assert picture.size == (
            WIDTH * SHARPNESS,
            HEIGHT * SHARPNESS,
        )


def test_the_front_page_is_that_of_an_office_at_work(tour: Path) -> None:
    """Every number of it is more than nothing: files wait, press, are late, came in, lie ready, are away."""
    now = datetime(2026, 12, 8, 2, tzinfo=UTC)
    with register_in(tour / "data") as register, register.reading() as session:
        [kabid] = session.scalars(select(Staff.id).where(Staff.username == "kabid"))
        counts = front(Look(session, Reference(built_in()), now), kabid).counts
    assert [tile for tile, count in counts.items() if not count] == []


def test_both_counters_know_what_was_done_without_a_centre(tour: Path) -> None:
    files = []
    for folder in FOLDERS[:2]:
        with register_in(tour / folder) as register, register.reading() as session:
            files.append({row.number: row.stage for row in session.scalars(select(Application))})
    assert files[0] == files[1]
    assert len(files[0]) == 6
    decided, fresh = sorted(files[0])[-2:]
    assert files[0][decided] in (stages.ASK_AGENCY, stages.RETURNED)  # whichever of the two came first
    assert files[0][fresh] == stages.VERIFY


def test_the_conflict_was_put_before_a_person_and_the_outage_written_down(tour: Path) -> None:
    with register_in(tour / FOLDERS[0]) as register, register.reading() as session:
        matters = list(session.scalars(select(TrayItem)))
        lost = list(session.scalars(select(Outage)))
        assert [row.reason for row in matters if row.cause == "rejected"] == ["version"]
        assert [row.kind for row in matters if row.closed is None or not row.note] == []
        assert len(lost) == 2
        assert session.scalar(select(func.count(Act.id)).where(Act.feed.is_(None))) == 0


def test_nobody_waits_longer_without_a_centre(steps: Steps) -> None:
    """Loosely: this machine has other things to do. The bench measures it."""
    assert steps[CUT]["seconds"] <= 2 * steps[LIVE]["seconds"] + 1
    assert abs(steps[CUT]["keys"] - steps[LIVE]["keys"]) < 10
    assert steps["Tampil di antrean Loket 2"]["seconds"] < 10


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
    receipts = [name for name in summary["papers"] if name.startswith("tanda-terima-berkas")]
    assert len(receipts) == 6  # one after the correction, one after the revision; two of the second act
    assert all((tour / name).read_bytes().startswith(b"%PDF") for name in summary["papers"])


def test_keys_of_the_standard_case(steps: Steps) -> None:
    new = [steps[name]["keys"] for name in ("Permohonan baru terisi", "Permohonan baru terdaftar")]
    known = [steps[name]["keys"] for name in ("Pemohon yang sudah dikenal", "Pemohon dikenal terdaftar")]
    assert sum(new) <= NEW_MOST
    assert sum(known) <= KNOWN_MOST


def test_all_chapters_were_played(steps: Steps) -> None:
    assert (len(CHAPTERS), len(TOWN_CHAPTERS)) == (9, 9)
    names = list(steps)
    assert names[-len(SECOND_ACT) - 2 : -1] == ["Buku register", *SECOND_ACT]


def test_no_personal_data_in_names(tour: Path) -> None:
    names = " ".join(path.name.lower() for path in tour.rglob("*"))
    assert "luh" not in names
    assert "5107" not in names
