"""Koreksi data: asked for by who found the slip, answered by somebody else who sees both versions."""

from __future__ import annotations

from app.actions.commands.correction import ApproveCorrection, AskCorrection, DeclineCorrection, WithdrawCorrection
from app.queries.file_view import FileView
from app.ui.forms.fields import Field
from app.ui.pages.acts.plan import ActPlan, FormBody


def _why(_: FileView) -> tuple[Field, ...]:
    about = "Dibaca oleh yang menyetujui, dan tercatat dalam riwayat."
    return (Field("reason", "Alasan koreksi", "text", True, max_length=200, help=about, wide=True),)


def _typed_over(_: FileView) -> str:
    return "Ketik yang benar di atas yang salah, dibaca dari KTP-el atau dokumen asli. Yang berbeda saja yang diajukan."


def _read(view: FileView) -> str:
    known = "" if view.nik else " NIK dan tanggal lahir tidak ditampilkan untuk peran Anda."
    return f"Cocokkan dengan KTP-el atau dokumen asli.{known}"


def _receipt(view: FileView) -> str:
    return f"{_read(view)} Setelah disetujui, tanda terima baru bertanda PERBAIKAN dicetak untuk pemohon."


def _against(_: FileView) -> tuple[Field, ...]:
    return (Field("note", "Alasan penolakan", "text", True, max_length=200, wide=True),)


PLANS = (
    ActPlan(
        AskCorrection,
        _why,
        FormBody.CHANGES,
        hint=_typed_over,
        done="Koreksi data {number} diajukan dan menunggu persetujuan petugas lain.",
        key="E",
    ),
    ActPlan(
        ApproveCorrection,
        body=FormBody.CORRECTION,
        hint=_receipt,
        done="Koreksi data {number} disetujui. Tanda terima PERBAIKAN dicetak untuk pemohon.",
        key="Y",
    ),
    ActPlan(
        DeclineCorrection,
        _against,
        FormBody.CORRECTION,
        hint=_read,
        done="Koreksi data {number} ditolak; data tetap seperti semula.",
        key="L",
    ),
    ActPlan(
        WithdrawCorrection,
        body=FormBody.CORRECTION,
        done="Koreksi data {number} dibatalkan; data tetap seperti semula.",
        key="Z",
    ),
)
