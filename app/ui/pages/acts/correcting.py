"""Koreksi data: asked for by who found the slip, answered by somebody else who sees both versions."""

from __future__ import annotations

from app.actions.commands.correction import ApproveCorrection, AskCorrection, DeclineCorrection, WithdrawCorrection
from app.queries.file_view import FileView
from app.ui.fields import Field
from app.ui.pages.acts.plan import ActPlan, Body


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
    ActPlan(AskCorrection, _why, Body.CORRECTION, hint=_typed_over),
    ActPlan(ApproveCorrection, body=Body.CHANGES, hint=_receipt),
    ActPlan(DeclineCorrection, _against, Body.CHANGES, hint=_read),
    ActPlan(WithdrawCorrection, body=Body.CHANGES),
)
