"""The centre's database: opened, upgraded, in trouble."""

from __future__ import annotations

from app.database import Register
from tests.office import Office


def test_a_file_goes_its_way(office: Office) -> None:
    office.advance(office.register_file(), "selesai")
