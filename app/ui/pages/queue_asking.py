"""The question before one key approves files of the queue: which act, how many, and of whom."""

from __future__ import annotations

from app.reference.labels import label
from app.ui.pages.acts.doing import Marked
from app.ui.pages.acts.table import APPROVALS, IN_BULK

MOST = 6


def to_be_asked(files: tuple[Marked, ...]) -> bool:
    return any(file.act in APPROVALS for file in files)


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
