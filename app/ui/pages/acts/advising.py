"""What agencies, visits and the treasurer say."""

from __future__ import annotations

from app.actions.commands.office_work import (
    AssessLevy,
    RecordInspection,
    RecordObjection,
    RecordPayment,
    RecordRecommendation,
    RequestRecommendation,
    RescheduleInspection,
    ScheduleInspection,
    VisitFinding,
)
from app.queries.file_view import FileView
from app.rules.wording import long_date, money
from app.ui.forms.fields import Field
from app.ui.pages.acts.plan import ActPlan, FormBody, Values, against_visit, options

FITS, FAILS = ("sesuai", "Sesuai"), ("tidak_sesuai", "Tidak sesuai")
LETTER = (
    Field("number", "Nomor surat", "text", True, help="Nomor surat perangkat daerah."),
    Field("dated", "Tanggal surat", "date", True),
)


def _asked(view: FileView) -> str:
    advice = view.matters.advice
    if advice is None:
        return f"Rekomendasi dari {view.matters.agency}." if view.matters.agency else ""
    due = f", batas waktu {long_date(advice.due)}" if advice.due else ""
    return f"Diminta kepada {advice.agency} pada {long_date(advice.asked)}{due}."


def _asked_and_seen(view: FileView) -> str:
    return " ".join(filter(None, (_asked(view), against_visit(view))))


def _recommendation(view: FileView) -> tuple[Field, ...]:
    outcomes = options(("setuju", "Setuju"), ("bersyarat", "Setuju bersyarat"))
    needed = "Wajib diisi apabila setuju bersyarat; disalin ke draf surat izin."
    return (
        Field("outcome", "Hasil", "choice", True, outcomes),
        *LETTER,
        Field("conditions", "Syarat", "longtext", help=needed, wide=True),
        *((Field("reason", "Alasan", "longtext", True, wide=True),) if view.matters.visit_failed else ()),
    )


def _objection(_: FileView) -> tuple[Field, ...]:
    return (*LETTER, Field("reason", "Alasan", "longtext", True, wide=True))


def _visit(_: FileView) -> tuple[Field, ...]:
    return (
        Field("on", "Tanggal", "date", True, help="Hari kerja, hari ini atau sesudahnya."),
        Field(
            "team", "Tim pemeriksa", "list_text", True, help="Satu nama setiap baris, paling sedikit dua.", wide=True
        ),
    )


def _visit_again(view: FileView) -> tuple[Field, ...]:
    return (*_visit(view), Field("reason", "Alasan", "longtext", True, wide=True))


def _planned(view: FileView) -> Values:
    visit = view.matters.visit
    return {"on": visit.planned, "team": visit.team} if visit else {}


def _planned_words(view: FileView) -> str:
    visit = view.matters.visit
    return f"Dijadwalkan {long_date(visit.planned)}: {', '.join(visit.team)}." if visit else ""


def _report(_: FileView) -> tuple[Field, ...]:
    return (
        Field("held", "Tanggal", "date", True, help="Hari pemeriksaan dilakukan."),
        Field("conclusion", "Kesimpulan", "choice", True, options(FITS, FAILS)),
        Field("coordinates", "Koordinat", "latlon"),
        Field("note", "Catatan"),
    )


def _held(view: FileView) -> Values:
    visit = view.matters.visit
    return {"held": visit.planned if visit else view.matters.today}


def _findings(_: FileView, values: Values) -> Values:
    rows = values["findings"]
    assert isinstance(rows, tuple)
    return {**values, "findings": tuple(VisitFinding(**row) for row in rows)}


def _levy(_: FileView) -> tuple[Field, ...]:
    return (
        Field("amount", "Jumlah", "money", True, help="Nol apabila dibebaskan; alasannya wajib diisi."),
        Field("tariff", "Dasar tarif", "text", True),
        Field("assessment_number", "Nomor SKRD"),
        Field("exempt_reason", "Alasan bebas", help="Diisi apabila retribusi dibebaskan.", wide=True),
    )


def _payment(_: FileView) -> tuple[Field, ...]:
    return (
        Field("amount", "Jumlah", "money", True),
        Field("proof", "Nomor bukti", "text", True, help="Nomor bukti setor ke kas daerah."),
        Field("paid", "Tanggal bayar", "date", True),
    )


def _assessed(view: FileView) -> str:
    levy = view.matters.levy
    if levy is None:
        return ""
    return f"Ditetapkan {money(levy.amount)} dengan {levy.assessment_number} pada {long_date(levy.assessed)}."


PLANS = (
    ActPlan(RequestRecommendation, done="Rekomendasi untuk {number} diminta.", in_bulk=True),
    ActPlan(
        RecordRecommendation,
        _recommendation,
        hint=_asked_and_seen,
        done="Rekomendasi untuk {number} dicatat.",
    ),
    ActPlan(
        RecordObjection,
        _objection,
        hint=_asked,
        done="Rekomendasi tidak setuju untuk {number} dicatat.",
        key="T",
    ),
    ActPlan(ScheduleInspection, _visit, done="Pemeriksaan lapangan {number} dijadwalkan."),
    ActPlan(
        RescheduleInspection,
        _visit_again,
        preset=_planned,
        hint=_planned_words,
        done="Pemeriksaan lapangan {number} dijadwalkan ulang.",
        key="J",
    ),
    ActPlan(
        RecordInspection,
        _report,
        FormBody.FINDINGS,
        _held,
        _planned_words,
        _findings,
        done="Berita acara pemeriksaan {number} dicatat.",
    ),
    ActPlan(AssessLevy, _levy, done="Retribusi {number} ditetapkan."),
    ActPlan(RecordPayment, _payment, hint=_assessed, done="Pembayaran {number} dicatat."),
)
