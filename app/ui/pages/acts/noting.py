"""What is written down beside the route: notes, calls, escalation, the central match, OSS."""

from __future__ import annotations

from dataclasses import replace

from app.actions.commands.intake import AssistOss, ContactApplicant, RecordOssResult
from app.actions.commands.office_work import AddNote, DecideOss, Escalate, RecordMatch
from app.queries.file_view import FileView
from app.rules import matching, stages
from app.rules.numbers import local_mobile
from app.rules.standing import withheld
from app.ui.forms.catalogue_fields import detail, field_of
from app.ui.forms.fields import Field
from app.ui.pages.acts.plan import ActPlan, FormBody, Values, against_visit, options
from app.ui.words.match import WAYS

CHANNELS = options(("whatsapp", "WhatsApp"), ("telepon", "Telepon"), ("tatap_muka", "Tatap muka"))
PURPOSES = options(
    ("kelengkapan", "Kelengkapan berkas"),
    ("pengingat", "Pengingat batas waktu"),
    ("siap_diambil", "Siap diambil"),
    ("lainnya", "Lainnya"),
)


def _text(_: FileView) -> tuple[Field, ...]:
    return (Field("text", "Catatan", "longtext", True, wide=True),)


def _contact(_: FileView) -> tuple[Field, ...]:
    return (
        Field("purpose", "Keperluan", "choice", True, PURPOSES),
        Field("channel", "Melalui", "choice", True, CHANNELS),
        Field("reached", "Pemohon terhubungi", "boolean", True),
        Field("note", "Catatan"),
    )


def _usual_contact(view: FileView) -> Values:
    permit = view.matters.permit
    kept = view.stage == stages.COLLECTION and permit is not None and bool(withheld(permit.standing))
    purpose = {
        stages.RETURNED: "pengingat" if _is_overdue(view) else "kelengkapan",
        stages.COLLECTION: "lainnya" if kept else "siap_diambil",
        stages.REFUSED: "siap_diambil",
    }.get(view.stage, "lainnya")
    return {"purpose": purpose, "channel": "whatsapp"}


def _is_overdue(view: FileView) -> bool:
    """The applicant let the last day pass: a reminder has to be written down before the file may lapse."""
    revision = view.matters.revision
    return revision is not None and revision.deadline < view.matters.today


def _phone(view: FileView) -> str:
    return f"Telepon pemohon: {local_mobile(view.phone)}." if view.phone else ""


def _match(view: FileView) -> tuple[Field, ...]:
    """Who takes back an earlier result says why."""
    results = options((matching.MATCHES, "Cocok"), (matching.DIFFERS, "Tidak cocok"))
    ways = options(*((way, way) for way in WAYS))
    again = view.match in matching.RECORDED
    note = "Alasan dicatat kembali" if again else "Yang berbeda"
    return (
        Field("result", "Hasil", "choice", True, results),
        Field("how", "Cara mencocokkan", "ready_text", True, ways, help="Angka memilih cara yang lazim.", wide=True),
        Field(
            "note", note, "text", again, help="Wajib diisi apabila tidak cocok, atau hasil terdahulu diubah.", wide=True
        ),
    )


def _matched(_: FileView, values: Values) -> Values:
    """Who finds a difference is asked which."""
    said = {name: value for name, value in values.items() if value}
    return {"note": "", **said} if values.get("result") == matching.DIFFERS else said


def _recorded(view: FileView) -> str:
    known = {matching.MATCHES: "cocok", matching.DIFFERS: "tidak cocok"}.get(view.match)
    return f"Tercatat {known}. Hasil terdahulu tetap ada dalam riwayat." if known else ""


def _project(_: FileView) -> tuple[Field, ...]:
    return (Field("project_number", "Nomor proyek OSS"),)


def _without_passwords(_: FileView) -> str:
    return "Kata sandi OSS milik pemohon tidak ditanyakan dan tidak dicatat."


def _decision(_: FileView) -> tuple[Field, ...]:
    results = options(("disetujui", "Disetujui"), ("ditolak", "Ditolak"))
    needed = "Wajib diisi apabila ditolak."
    return (Field("result", "Hasil", "choice", True, results), Field("note", "Catatan", help=needed, wide=True))


def _result(view: FileView) -> tuple[Field, ...]:
    required = view.outcome == stages.PERMIT
    return tuple(replace(field_of(field), required=required) for field in view.matters.result_fields)


def _details(view: FileView, values: Values) -> Values:
    fields = {field.id: field for field in view.matters.result_fields}
    return {"details": {name: detail(fields[name], value) for name, value in values.items()}}


PLANS = (
    ActPlan(AddNote, _text, done="Catatan pada {number} disimpan.", key="C"),
    ActPlan(
        ContactApplicant,
        _contact,
        FormBody.MESSAGE,
        _usual_contact,
        _phone,
        done="Hubungan dengan pemohon {number} dicatat.",
        key="H",
    ),
    ActPlan(RecordMatch, _match, hint=_recorded, build=_matched, done="Hasil pencocokan {number} dicatat.", key="M"),
    ActPlan(
        Escalate,
        question="Permohonan ini dinaikkan kepada atasan dan tercatat dalam riwayat. Lanjutkan?",
        done="{number} dinaikkan kepada atasan.",
        key="N",
    ),
    ActPlan(AssistOss, _project, hint=_without_passwords, done="Pendampingan OSS {number} dicatat."),
    ActPlan(DecideOss, _decision, hint=against_visit, done="Hasil di OSS untuk {number} dicatat."),
    ActPlan(RecordOssResult, _result, build=_details, done="Hasil OSS {number} dicatat."),
)
