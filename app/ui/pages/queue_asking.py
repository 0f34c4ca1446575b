"""The question before one key approves files of the queue: which act, how many, and of whom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.reference.labels import label
from app.ui.pages.acts.doing import Marked
from app.ui.pages.acts.table import APPROVALS, IN_BULK
from app.ui.session import Session
from app.ui.widgets.confirm import Confirm, Confirmed

MOST = 6


def begin_asked(
    page: QWidget, session: Session, files: tuple[Marked, ...], begin: Callable[[tuple[Marked, ...]], None]
) -> None:
    """Begin at once, or where something is approved once the person who was asked says yes; somebody else may have
    come to the screen meanwhile."""
    if not any(file.act in APPROVALS for file in files):
        begin(files)
        return
    asked = session.signed_in
    question = Confirm(page.window(), title(files), text(files), title(files), safe=True)

    def confirmed(_: Confirmed) -> None:
        if session.signed_in == asked:
            begin(files)

    question.confirmed.connect(confirmed)
    question.open()


def title(files: tuple[Marked, ...]) -> str:
    """The act, where it is one; else how many files are gone on with."""
    acts = _acts(files)
    return label(acts[0]) if len(acts) == 1 else f"Tindak lanjuti {len(files)} berkas"


def text(files: tuple[Marked, ...]) -> str:
    """A sentence an act, and what the key leaves alone."""
    told = [_about(act, [file for file in files if file.act == act]) for act in _acts(files)]
    left = sum(file.act not in IN_BULK for file in files)
    rest = [f"{left} berkas lainnya perlu dibuka sendiri."] if left else []
    return "\n\n".join((*told, *rest))


def _acts(files: tuple[Marked, ...]) -> list[str]:
    return list(dict.fromkeys(file.act for file in files if file.act in IN_BULK))


def _about(act: str, files: list[Marked]) -> str:
    if len(files) == 1:
        return f"{label(act)} untuk 1 berkas: {files[0].applicant}, {files[0].number}."
    names = list(dict.fromkeys(file.applicant for file in files))
    more = f" dan {len(names) - MOST} pemohon lainnya" if len(names) > MOST else ""
    return f"{label(act)} untuk {len(files)} berkas: {', '.join(names[:MOST])}{more}."
