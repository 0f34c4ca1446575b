"""The status file: for everybody's website, so nothing of anybody."""

from __future__ import annotations

import csv
import io
import json

import pytest

from app.database import Register
from app.errors import Refused
from app.rules import stages
from app.server.public.status import COLUMNS, status_file, status_table
from tests.conftest import FixedClock
from tests.office import Office


def test_numbers_services_stages_and_days(office: Office) -> None:
    """On each database the same."""
    first, second = office.register_file(), office.register_file(office.intake(confirmed={"duplicate": "kedua"}))
    office.advance(second, stages.COLLECTION)
    told = json.loads(status_file(office.door.ask))
    assert (told["format"], told["version"], told["training"]) == ("loket-ptsp status", 1, False)
    assert told["made"].endswith("+08:00")
    assert told["office"].startswith("Dinas Penanaman Modal")
    files = {each["number"]: each for each in told["files"]}
    assert files[office.file(first).number] == {
        "number": office.file(first).number,
        "service": "Surat Izin Praktik Bidan",
        "stage": "verifikasi_berkas",
        "words": "Berkas sedang diperiksa",
        "received": "2026-11-23",
        "promised": "2026-11-30",
        "due": "2026-11-30",
        "changed": files[office.file(first).number]["changed"],
    }
    ready = files[office.file(second).number]
    assert (ready["words"], ready["due"]) == ("Izin telah terbit dan siap diambil", None)


def test_no_person_no_code_no_subject(office: Office) -> None:
    file = office.file(office.register_file())
    for made in (status_file(office.door.ask), status_table(office.door.ask)):
        text = made.decode().lower()
        assert file.number.lower() in text
        for private in (file.tracking, file.applicant_name, file.person["nik"], file.subject, "abang", "81234567890"):
            assert private.lower() not in text


def test_the_table_says_the_same(office: Office) -> None:
    office.register_file()
    rows = list(csv.DictReader(io.StringIO(status_table(office.door.ask).decode("utf-8-sig"))))
    (told,) = json.loads(status_file(office.door.ask))["files"]
    assert rows == [told]
    assert tuple(rows[0]) == COLUMNS


def test_before_the_first_start_there_is_none(centre: Register, clock: FixedClock) -> None:
    with pytest.raises(Refused, match="no_office"):
        status_file(Office(centre, clock).door.ask)
