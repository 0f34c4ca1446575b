"""Draft, initials, signature, number, issue; and what becomes of an issued permit."""

from __future__ import annotations

from collections.abc import Callable

from app.actions.commands.office_work import (
    AssignNumber,
    CorrectInternally,
    DecideRefusal,
    Initial,
    Issue,
    ReinstatePermit,
    RevokePermit,
    Sign,
    SubmitDraft,
    SuspendPermit,
    TakeBackDecree,
)
from app.queries.file_view import FileView
from app.reference.labels import label
from app.rules import stages
from app.rules.wording import long_date
from app.rules.workflow import PERMIT_TABLE
from app.ui.forms.fields import Field
from app.ui.pages.acts.law import left_out
from app.ui.pages.acts.plan import ActPlan, Values, against_visit, options


def _draft(view: FileView) -> tuple[Field, ...]:
    if view.outcome == stages.REFUSAL:
        return (Field("note", "Catatan", wide=True),)
    about = "Ketentuan yang tercetak pada surat izin, satu setiap baris."
    note = Field(
        "note", "Alasan" if view.matters.visit_failed else "Catatan", "text", view.matters.visit_failed, wide=True
    )
    return (Field("terms", "Ketentuan", "list_text", help=about, wide=True), note)


def _terms(view: FileView) -> Values:
    return {"terms": view.matters.draft.terms}


def _drafted(view: FileView) -> str:
    draft = view.matters.draft
    if view.outcome == stages.REFUSAL:
        proposed = f"Usulan penolakan. {draft.reason}. {draft.text} Dasar hukum: {draft.legal_basis}."
        return f"{proposed} {left_out(view)}".strip()
    conditions = f"Syarat dari rekomendasi, ikut tercetak: {draft.conditions}" if draft.conditions else ""
    return " ".join(filter(None, (conditions, against_visit(view), left_out(view))))


def _correction(_: FileView) -> tuple[Field, ...]:
    return (Field("note", "Yang diperbaiki", "longtext", True, wide=True),)


def _running_on(_: FileView) -> str:
    return "Berkas kembali ke penyusunan draf. Jangka waktu layanan tetap berjalan."


def _issue(_: FileView) -> tuple[Field, ...]:
    return (Field("wet_signature", "Tanda tangan basah dan stempel sudah dibubuhkan", "boolean", True, wide=True),)


def _numbered(view: FileView) -> str:
    permit = view.matters.permit
    return f"Nomor {permit.number}, {long_date(permit.issued)}." if permit else ""


def _decree(act: str) -> Callable[[FileView], tuple[Field, ...]]:
    grounds = options(*((ground, label(ground)) for ground in PERMIT_TABLE[act].grounds))
    fields = (
        Field("letter", "Nomor surat", "text", True, wide=True),
        Field("dated", "Tanggal surat", "date", True, help="Antara tanggal terbit izin dan hari ini."),
        Field("ground", "Dasar", "choice", True, grounds, wide=True),
        Field("reason", "Alasan", "longtext", True, help="Tercetak pada surat, setelah dasar.", wide=True),
    )
    return lambda _: fields


def _taking_back(_: FileView) -> tuple[Field, ...]:
    return (Field("reason", "Alasan", "longtext", True, wide=True),)


def _of_decree(view: FileView, values: Values) -> Values:
    permit = view.matters.permit
    return {"of": permit.decree.id if permit and permit.decree else "", **values}


def _decreed(view: FileView) -> str:
    permit = view.matters.permit
    if permit is None or permit.decree is None:
        return ""
    return f"{label(permit.decree.act)}, surat {permit.decree.letter}: {permit.decree.reason}"


def _about_permit(becomes: str) -> Callable[[FileView], str]:
    def text(view: FileView) -> str:
        permit = view.matters.permit
        return f"Izin {permit.number} atas nama {view.applicant} {becomes}" if permit else ""

    return text


_FROZEN = _about_permit(
    "akan dibekukan. Selama dibekukan, surat izin tidak diserahkan dan siapa pun yang memeriksanya membaca bahwa izin "
    "ini dibekukan."
)
_LIFTED = _about_permit("akan berlaku kembali.")
_REVOKED = _about_permit(
    "akan dicabut. Izin yang dicabut tidak dapat diaktifkan kembali, dan surat izin yang beredar tidak berlaku lagi."
)

_UNDONE = _about_permit("akan kembali ke keadaan sebelum keputusan hari ini. Surat keputusan itu tidak berlaku lagi.")

PLANS = (
    ActPlan(SubmitDraft, _draft, preset=_terms, hint=_drafted, done="Draf {number} diajukan."),
    ActPlan(Initial, done="{number} telah diparaf.", in_bulk=True, approves=True),
    ActPlan(
        CorrectInternally, _correction, hint=_running_on, done="{number} dikembalikan ke penyusunan draf.", key="K"
    ),
    ActPlan(Sign, done="{number} telah disetujui untuk ditandatangani.", in_bulk=True, approves=True),
    ActPlan(
        DecideRefusal,
        question="Permohonan ditolak dan surat penolakan diberi nomor. Lanjutkan?",
        hint=left_out,
        danger=True,
        done="Penolakan {number} ditetapkan.",
    ),
    ActPlan(
        AssignNumber,
        question="Nomor berikutnya dipakai dan surat izin disiapkan untuk dicetak. Lanjutkan?",
        hint=left_out,
        done="Surat izin {number} telah diberi nomor dan siap dicetak.",
        printed_later=True,
    ),
    ActPlan(Issue, _issue, hint=_numbered, done="Izin untuk {number} telah terbit dan siap diambil."),
    ActPlan(
        SuspendPermit,
        _decree("suspend_permit"),
        hint=_numbered,
        asks=_FROZEN,
        danger=True,
        done="Izin {number} dibekukan sementara.",
        key="D",
    ),
    ActPlan(
        ReinstatePermit,
        _decree("reinstate_permit"),
        hint=_numbered,
        asks=_LIFTED,
        done="Izin {number} aktif kembali.",
        key="A",
    ),
    ActPlan(
        RevokePermit,
        _decree("revoke_permit"),
        hint=_numbered,
        asks=_REVOKED,
        danger=True,
        done="Izin {number} dicabut.",
        key="X",
    ),
    ActPlan(
        TakeBackDecree,
        _taking_back,
        hint=_decreed,
        build=_of_decree,
        asks=_UNDONE,
        danger=True,
        done="Keputusan tentang izin {number} ditarik kembali.",
        key="Z",
    ),
)
