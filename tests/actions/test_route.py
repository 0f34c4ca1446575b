"""Files on their whole way, through the door."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models.application import Permit
from app.models.journal import Document, Entry
from tests.office import Office


def test_a_midwife_gets_her_licence(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "selesai")
    with office.register.reading() as session:
        permit = session.scalar(select(Permit))
        assert permit is not None
        assert permit.state == "aktif"
        assert permit.number == "500.16.7.2/0001/SIPB/DPMPTSP/2026"
        kinds = list(session.scalars(select(Document.kind).order_by(Document.made)))
        assert kinds == ["receipt", "recommendation_request", "permit", "collection_receipt"]
        acts = list(session.scalars(select(Entry.kind).where(Entry.application_id == file).order_by(Entry.position)))
    assert acts == [
        "register_application",
        "declare_correct",
        "request_recommendation",
        "record_recommendation",
        "submit_draft",
        "initial",
        "initial",
        "sign",
        "assign_number",
        "issue",
        "hand_over",
    ]


@pytest.mark.parametrize(("permit", "variant"), [("ASET", "sewa"), ("MKM", ""), ("STPT", "")])
def test_levy_and_visit(office: Office, permit: str, variant: str) -> None:
    details = {
        "ASET": {
            "nama_objek": "Lapangan",
            "alamat_objek": "Amlapura",
            "luas_m2": 20.0,
            "peruntukan": "Kios",
            "tanggal_mulai": "2026-12-01",
            "tanggal_selesai": "2027-11-30",
        },
        "MKM": {
            "nama_almarhum": "I KETUT CONTOH",
            "tanggal_wafat": "2026-11-20",
            "hubungan": "Anak",
            "nama_tpu": "TPU Amlapura",
            "tanggal_makam": "2026-11-23",
        },
        "STPT": {"jenis_layanan": ["Ramuan"], "alamat_tempat": "Abang"},
    }[permit]
    file = office.register_file(office.intake(permit, variant=variant, details=details))
    office.advance(file, "selesai")
    assert office.file(file).used is not None
