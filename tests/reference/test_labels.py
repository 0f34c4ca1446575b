"""Indonesian names of everything that has an identifier."""

from __future__ import annotations

import pytest

from app.reference.catalogue_file import built_in
from app.reference.labels import label, public_wording
from app.rules import stages


def test_labels_before_the_glossary() -> None:
    assert label("kadis") == "Kepala Dinas"
    assert label("penyelia") == "Kepala Seksi"
    assert label("applicant") == "Pemohon"


def test_what_nobody_named() -> None:
    with pytest.raises(KeyError, match="camat"):
        label("camat")


def test_kinds_and_roles_of_the_catalogue_have_names() -> None:
    for name, text in built_in().application_kinds.items():
        assert label(name) == text
    assert all(label(role) for role in built_in().roles)


@pytest.mark.parametrize("stage", [stage for stage in stages.STAGES if stage != stages.CANCELLED])
def test_the_applicant_reads_something_of_every_stage(stage: str) -> None:
    text = public_wording(stage, agency="Dinas Kesehatan", day="1 Desember 2026")
    assert text
    assert "{" not in text


def test_wording_with_its_facts() -> None:
    assert public_wording(stages.AGENCY, agency="Dinas Kesehatan").endswith("dari Dinas Kesehatan")
    assert public_wording(stages.AGENCY).endswith("dari perangkat daerah")
    assert public_wording(stages.VISIT, day="Senin") == "Pemeriksaan lapangan dijadwalkan Senin"
    assert public_wording(stages.VISIT).endswith("-")
    assert public_wording(stages.CANCELLED) == ""
