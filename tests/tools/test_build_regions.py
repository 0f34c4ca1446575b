"""The files in the checkout are what the script makes from the pinned packages."""

from __future__ import annotations

import zlib

import pytest

from tools import build_regions


def test_the_shipped_files_are_up_to_date() -> None:
    for name, text in build_regions.contents().items():
        assert zlib.decompress((build_regions.OUT / name).read_bytes()).decode() == text


def test_another_version_of_a_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(build_regions.PINS, "nomiden", "0.0.8")
    with pytest.raises(SystemExit, match=r"nomiden 0\.0\.8 is wanted"):
        build_regions.nomiden()


def test_a_district_that_changed_its_spelling_is_found_and_a_lost_one_is_not() -> None:
    current = {"9304": "Kabupaten Asmat", "930418": "Ayib", "930401": "Agats"}
    assert build_regions.district_successor("Ayip", "9304", current) == "930418"
    assert build_regions.district_successor("Tanah Lain", "9304", current) == "9304"
