"""Looking at the papers: correct, returned, brought back, lapsed, withdrawn, cancelled."""

from __future__ import annotations

from app.actions.commands.intake import AcceptRevision, ItemState, ReceiveDeferred, Withdraw
from app.actions.commands.office_work import (
    Cancel,
    DeclareCorrect,
    ItemVerdict,
    Lapse,
    ProposePermit,
    ProposeRefusal,
    ReturnForRevision,
    ReturnRow,
)
from app.queries.file_view import FileView
from app.rules.wording import long_date
from app.ui.forms.catalogue_fields import detail, field_of, typed_of
from app.ui.forms.fields import Field
from app.ui.pages.acts.law import left_out
from app.ui.pages.acts.message_part import clause
from app.ui.pages.acts.plan import ActPlan, FormBody, Values, options
from app.ui.widgets.check_list import Ticked

NOTE = Field("note", "Catatan", "longtext", wide=True)


def _note(_: FileView) -> tuple[Field, ...]:
    return (NOTE,)


def _return(_: FileView) -> tuple[Field, ...]:
    about = "Hari terakhir pemohon menyerahkan perbaikan; lazimnya sepuluh hari kerja."
    return (Field("deadline", "Batas waktu", "date", required=True, help=about),)


def _seen_again(view: FileView) -> str:
    return "Setelah perbaikan diterima, lapangan diperiksa kembali." if view.matters.visit_failed else ""


def _return_by(view: FileView) -> Values:
    return {"deadline": view.matters.return_by}


def _one_list(view: FileView, values: Values) -> Values:
    """With the verdicts the rows came from."""
    rows = values["rows"]
    assert isinstance(rows, tuple)
    judged = tuple(
        ItemVerdict(requirement=item.requirement, verdict=item.verdict, note=item.verdict_note)
        for item in view.items
        if item.verdict and item.state != "tidak"
    )
    return {**values, "rows": tuple(ReturnRow(**row) for row in rows), "verdicts": judged}


def _asked_and_below(view: FileView) -> str:
    return f"{_asked_for(view)} Isian yang salah diperbaiki di bawah daftar persyaratan.".strip()


def _told(view: FileView) -> tuple[Field, ...]:
    """The fields of the permit type; which of them another answer asks for is judged when it is done."""
    return tuple(field_of(field) for field in view.matters.form_fields)


def _as_kept(view: FileView) -> Values:
    kept = view.matters.details
    return {field.id: typed_of(field, kept.get(field.id)) for field in view.matters.form_fields}


def _brought_back(view: FileView, values: Values) -> Values:
    """The papers, and of the fields those that are another than before."""
    ticks = values["items"]
    assert isinstance(ticks, tuple)
    fields = view.matters.form_fields
    now = {field.id: detail(field, values.get(field.id)) for field in fields}
    before = {field.id: detail(field, typed_of(field, view.matters.details.get(field.id))) for field in fields}
    details = {name: value for name, value in now.items() if value != before[name]}
    copies = {item.requirement: item.copies for item in view.items}
    return {"items": tuple(_state(tick, copies.get(tick.id, 1)) for tick in ticks), "details": details}


def _state(tick: Ticked, copies: int) -> ItemState:
    return ItemState(
        requirement=tick.id, state=tick.state, original_shown=tick.original_shown, copies=copies, note=tick.note
    )


def _asked_for(view: FileView) -> str:
    revision = view.matters.revision
    if revision is None:
        return ""
    wanted = "; ".join(f"{subject}: {clause(text)}" for subject, text in revision.rows)
    return f"Diminta pada {long_date(revision.returned)}, paling lambat {long_date(revision.deadline)}. {wanted}."


def _refusal(view: FileView) -> tuple[Field, ...]:
    known = "; ".join(view.matters.legal_bases) or "belum ada yang dapat dicetak"
    return (
        Field("reason", "Alasan", "choice", True, options(*view.matters.rejection_reasons), wide=True),
        Field("legal_basis", "Dasar hukum", "longtext", True, help=f"Dasar hukum layanan ini: {known}.", wide=True),
        Field("text", "Uraian", "longtext", True, help="Dibaca pemohon pada surat penolakan.", wide=True),
    )


def _refusal_known(view: FileView) -> Values:
    """The only rule there is; which of several it rests on is for whoever proposes it to say."""
    return {"legal_basis": view.matters.legal_bases[0]} if len(view.matters.legal_bases) == 1 else {}


def _deferred(view: FileView) -> tuple[Field, ...]:
    return (
        Field("requirement", "Persyaratan", "choice", True, options(*view.matters.deferred), wide=True),
        Field("original_shown", "Asli ditunjukkan", "boolean", True),
        Field("note", "Catatan", wide=True),
    )


def _only_deferred(view: FileView) -> Values:
    return {"requirement": view.matters.deferred[0][0]} if len(view.matters.deferred) == 1 else {}


def _withdrawal(view: FileView) -> tuple[Field, ...]:
    return (
        Field("letter_date", "Tanggal surat", "date", True, help="Tanggal pada surat penarikan."),
        Field("signed_by", "Ditandatangani", "text", True, help=f"{view.person}, atau penerima kuasa."),
        Field("reason", "Alasan", "longtext", wide=True),
    )


def _reason(_: FileView) -> tuple[Field, ...]:
    return (Field("reason", "Alasan", "longtext", True, wide=True),)


PLANS = (
    ActPlan(DeclareCorrect, _note, FormBody.VERDICTS, done="Berkas {number} dinyatakan lengkap dan benar."),
    ActPlan(
        ReturnForRevision,
        _return,
        FormBody.ROWS,
        _return_by,
        _seen_again,
        _one_list,
        done="Berkas {number} dikembalikan untuk diperbaiki. Jangka waktu layanan berhenti sampai perbaikan diterima.",
        key="R",
    ),
    ActPlan(
        AcceptRevision,
        _told,
        FormBody.PAPERS,
        _as_kept,
        _asked_and_below,
        _brought_back,
        done="Perbaikan berkas {number} diterima. Jangka waktu layanan berjalan kembali.",
    ),
    ActPlan(Lapse, _note, hint=_asked_for, danger=True, done="Permohonan {number} digugurkan.", key="G"),
    ActPlan(
        ProposeRefusal, _refusal, preset=_refusal_known, hint=left_out, done="Penolakan {number} diusulkan.", key="P"
    ),
    ActPlan(ProposePermit, _reason, done="Usulan penolakan {number} dibatalkan.", key="U"),
    ActPlan(ReceiveDeferred, _deferred, preset=_only_deferred, done="Berkas susulan {number} diterima.", key="S"),
    ActPlan(
        Withdraw,
        _withdrawal,
        danger=True,
        done="Permohonan {number} ditarik oleh pemohon.",
        key="W",
    ),
    ActPlan(Cancel, _reason, danger=True, done="Permohonan {number} dibatalkan. Nomornya tidak dipakai lagi.", key="B"),
)
