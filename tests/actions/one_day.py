"""What `effects` lets happen besides the ordinary: all that can be said with an act, and the acts without a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Select, select

from app.actions.commands import correction, intake
from app.actions.commands import office as of_office
from app.actions.commands import office_work as work
from app.models.application import Correction, Permit
from app.models.journal import Document, Entry
from app.models.office import Mandate
from app.rules import stages as s
from tests.actions.forms import FORMS
from tests.actions.situations import TODAY
from tests.actions.test_settling import lies
from tests.office import NI_LUH, PROFILE, Office

DAY = TODAY.date()
JUDGED = (work.ItemVerdict(requirement="ktp", verdict="tidak_sesuai", note="Buram"),)
# Act -> situation -> what is said besides what has to be.
SAID_BESIDES: dict[str, dict[str, dict[str, Any]]] = {
    "declare_correct": {"fresh": {"note": "Lengkap"}},
    "return_for_revision": {"fresh": {"verdicts": JUDGED}},
    "lapse": {"returned": {"note": "Sudah dihubungi dua kali"}},
    "accept_revision": {
        "returned": {
            "items": (intake.ItemState(requirement="ktp", state="ada", original_shown=True, copies=2, note="Baru"),),
            "details": {"nama_tempat": "UPTD Puskesmas Abang II"},
        }
    },
    "request_recommendation": {"asked": {"note": "Mohon sebelum Jumat"}},
    "record_recommendation": {
        "agency": {"outcome": "bersyarat", "conditions": "Memasang papan", "reason": ""},
        "agency of OSS": {"outcome": "tolak", "reason": "Belum layak", "conditions": ""},
    },
    "record_inspection": {
        "visit": {
            "conclusion": "tidak_sesuai",
            "findings": (work.VisitFinding(subject="Tempat", verdict="belum_ada", note="Belum dibangun"),),
            "coordinates": "-8.45, 115.61",
            "note": "Kunjungan ulang",
        }
    },
    "assess_levy": {"levy": {"amount": 0, "exempt_reason": "Kegiatan sosial", "assessment_number": ""}},
    "submit_draft": {"drafting": {"terms": ("Menaati ketentuan.", "Melapor tiap tahun."), "note": "Sudah diperiksa"}},
    "initial": {"first initials": {"note": "Sesuai"}},
    "escalate": {"agency": {"note": "Belum dijawab"}},
    "record_match": {"fresh": {"result": "tidak_cocok", "note": "Nama lain"}},
    "contact_applicant": {"collection": {"purpose": "siap_diambil", "reached": False, "note": "Tidak diangkat"}},
    "receive_deferred": {"deferred at the start": {"original_shown": True, "note": "Dari Polres"}},
    "withdraw": {"asked": {"reason": "Pindah tempat"}},
    "hand_over": {
        "collection": {
            "receiver": "I MADE SUDIRA",
            "receiver_is": "kuasa",
            "receipt_shown": False,
            "reason_without_receipt": "Hilang",
            "proxy_letter": True,
        }
    },
    "decide_oss": {"deciding in OSS": {"result": "ditolak", "note": "Tidak sesuai tata ruang"}},
    "assist_oss": {"fresh in OSS": {"project_number": "PRJ-1"}},
    "approve_correction": {"doubted": {"note": "Sesuai KTP-el"}},
}
FOREIGNER = intake.Person(
    foreign_id="X1234567",
    name="JANE CONTOH",
    birth_place="Perth",
    birth_date=date(1990, 2, 28),
    sex="P",
    address="Jalan Contoh 1",
    village="5107032001",
    village_text="Abang, Kec. Abang",
    phone="+6281234567891",
)
MADE = msgspec.structs.replace(NI_LUH, nik="5107030507880004", name="I MADE SUDIRA", sex="L", birth_place="")
MANDATE = {
    "role": "kadis",
    "substitute": "sekretaris",
    "mandate": "plh",
    "letter_number": "800/1",
    "letter_date": DAY,
    "starts": DAY,
    "ends": DAY + timedelta(days=4),
}
KETUT = of_office.StaffProfile(id="ketut", username="ketut", name="Ni Ketut Contoh", nip="", position="Analis")


def acts(office: Office) -> Iterator[str]:
    """Does one act after the other and says before each next one what it was."""
    office.open()
    yield "the last account of the first start"
    yield from _of_the_office(office)
    yield from _of_registrations(office)
    yield from _of_permits(office)
    yield from _of_losses(office)


def _of_the_office(office: Office) -> Iterator[str]:
    def did(actor: str, kind: Any, **values: Any) -> str:
        office.do(actor, kind, **values)
        return f"{kind.__name__} by {actor}"

    admin = "administrator"
    moved = msgspec.structs.replace(PROFILE, phone="(0363) 99999", public_address="https://lacak.contoh.go.id/")
    yield did(admin, of_office.ChangeOffice, profile=moved)
    yield did(admin, of_office.RenameCounter, name="Loket Depan")
    yield did(admin, of_office.AddStaff, profile=KETUT, password="-", roles=("petugas_loket",))
    yield did(admin, of_office.SetRoles, staff="ketut", roles=("verifikator", "penyelia"))
    yield did("ketut", of_office.SetPassword, staff="ketut", password="-")
    renamed = msgspec.structs.replace(KETUT, name="Ni Ketut Baru", rank="Penata")
    yield did(admin, of_office.ChangeStaff, profile=renamed, active=False)
    days = (
        of_office.DayRuling(day=date(2026, 12, 9), kind="libur_daerah", name="Libur", source="SE 1/2026"),
        of_office.DayRuling(
            day=date(2026, 12, 12), kind="cuti_bersama", name="Ganti", source="SE 2", counts_for_sla=True
        ),
    )
    yield did(admin, of_office.ChangeCalendar, added=days, years=(2027,))
    yield did(admin, of_office.ChangeCalendar, removed=(date(2026, 12, 9),))
    yield did(admin, of_office.AddMandate, **MANDATE, scope=("SIP-BD",), reason="Dinas luar")
    mandate = _of(office, select(Mandate.id))
    yield did(admin, of_office.EndMandate, mandate=mandate, ends=DAY + timedelta(days=2))
    yield did("penyelia", intake.GrantOverride, nik="5107034507880000", codes=("nik_serial", "x"), reason="KTP-el asli")


def _of_registrations(office: Office) -> Iterator[str]:
    forms: dict[str, intake.Intake] = {
        "a foreigner": office.intake("STPT", person=FOREIGNER, details=FORMS["STPT"]),
        "a body through somebody else": office.intake(
            "ASET",
            person=MADE,
            variant="sewa",
            details=FORMS["ASET"],
            confirmed={"number.body_tax_number": "Sesuai kartu"},
            body=intake.LegalBody(name="PT Contoh", form="PT", tax_number="0012345678901000", address="Amlapura"),
            proxy=intake.Proxy(
                name="NI KETUT KUASA",
                nik="5107034507880003",
                phone="+6281234567892",
                scope="keduanya",
                letter_date=DAY,
                stamped=True,
            ),
        ),
        "with a paper that follows": office.intake("HIB", details=FORMS["HIB"], previous_permit=""),
        "in OSS": office.intake("OSS-R", person=MADE, details=FORMS["OSS-R"]),
        "what is to be a permit": office.intake("SIP-BD"),
    }
    for title, form in forms.items():
        office.register_file(form)
        yield f"RegisterApplication, {title}"
    short = {"permit": "SIP-BD", "kind": "baru", "applicant": "NI LUH", "notes": ("Bawa aslinya",)}
    items = (
        intake.ItemState(requirement="str", state="tidak", note="Belum terbit"),
        intake.ItemState(requirement="ktp", state="ada"),
    )
    office.do("petugas_loket", intake.ListShortage, items=items, **short)
    yield "ListShortage by petugas_loket"


def _of_permits(office: Office) -> Iterator[str]:
    """Issued, printed, frozen and lifted, renewed, corrected to be somebody else's."""
    file = office.register_file(office.intake(confirmed={"duplicate": "Tempat kedua"}))
    office.advance(file, s.COLLECTION)
    yield "Issue by verifikator"
    paper = _of(office, select(Document.id).where(Document.application_id == file))
    office.do("verifikator", of_office.RecordPrint, document=paper, copy=1, target="printer")
    yield "RecordPrint by verifikator"
    office.do("kadis", work.SuspendPermit, application=file, letter="100/1/2026", reason="Laporan")
    yield "SuspendPermit by kadis, in the form of 0.3"
    said = {"letter": "100/2/2026", "dated": DAY, "ground": "tidak_terbukti", "reason": "Diperiksa"}
    office.do("kadis", work.ReinstatePermit, application=file, **said)
    yield "ReinstatePermit by kadis"
    decree = _of(office, select(Entry.id).where(Entry.kind == "reinstate_permit"))
    office.do("kabid", work.TakeBackDecree, application=file, of=decree, reason="Salah izin")
    yield "TakeBackDecree by kabid"
    office.do("kadis", work.ReinstatePermit, application=file, **said)
    yield "ReinstatePermit by kadis, again"
    number = _of(office, select(Permit.number).where(Permit.application_id == file))
    again = {"previous_permit": number, "confirmed": {"duplicate": "Perpanjangan"}}
    renewed = office.register_file(office.intake(kind="perpanjangan", **again))
    yield "RegisterApplication, a renewal"
    office.advance(renewed, s.COLLECTION)
    yield "Issue of what is renewed"
    late = office.register_file(office.intake(confirmed={"duplicate": "Tempat ketiga"}))
    office.advance(late, s.NUMBERING)
    office.do("verifikator", work.AssignNumber, application=late)
    office.do("verifikator", work.CorrectInternally, application=late, note="Nama kurang")
    yield "CorrectInternally of what has its number"
    change = correction.Change(field="name", before=NI_LUH.name, after="NI LUH CONTOH SARI")
    office.do("petugas_loket", correction.AskCorrection, application=late, changes=(change,), reason="Kurang")
    yield "AskCorrection of the name"
    asked = _of(office, select(Correction.id).where(Correction.application_id == late))
    office.do("kabid", correction.ApproveCorrection, application=late, correction=asked, note="Sesuai")
    yield "ApproveCorrection of the name"


def _of(office: Office, wanted: Select[tuple[str]]) -> str:
    with office.register.reading() as session:
        return str(session.scalars(wanted.limit(1)).one())


def _of_losses(office: Office) -> Iterator[str]:
    since = datetime.combine(DAY, datetime.min.time(), TODAY.tzinfo)
    ended = {"began": since, "ended": since + timedelta(hours=2), "acts": 3, "cause": "network"}
    office.do("petugas_loket", of_office.RecordOutage, **ended)
    yield "RecordOutage by petugas_loket"
    lost = (of_office.LostSeries(series="7Q4", year=0, last=40), of_office.LostSeries(series="PR", year=2026, last=7))
    office.do("penyelia", of_office.RecordLoss, since=since, until=TODAY, acts=2, copy="salinan", series=lost)
    yield "RecordLoss by penyelia"
    matter = lies(office, "verifikator", "rejected")
    office.do("penyelia", of_office.SettleTrayItem, item=matter, how="withdraw", note="Sudah dicatat")
    yield "SettleTrayItem by penyelia"
