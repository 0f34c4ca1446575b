"""The question before one key approves files of the queue: which act, how many, and of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.reference.labels import label
from app.ui.pages.acts.doing import Marked
from app.ui.pages.acts.table import PLANS, in_bulk
from app.ui.shell.session import Session
from app.ui.widgets.confirm import Confirm, Confirmed

MOST = 6


def begin_asked(
    page: QWidget,
    session: Session,
    files: tuple[Marked, ...],
    hindered: Mapping[str, str],
    begin: Callable[[], None],
) -> None:
    """Begin at once, or where something is approved once the person who was asked says yes; somebody else may have
    come to the screen meanwhile. `hindered`: file -> code of what stands in the way; where it is all of them there is
    nothing to ask, and each is told."""
    free = tuple(file for file in files if file.application not in hindered)
    if not any(file.act in PLANS and PLANS[file.act].approves for file in free):
        begin()
        return
    asked = session.signed_in
    question = Confirm(page.window(), title(free), text(free, len(files) - len(free)), title(free), safe=True)

    def confirmed(_: Confirmed) -> None:
        if session.signed_in == asked:
            begin()

    question.confirmed.connect(confirmed)
    question.open()


def title(files: tuple[Marked, ...]) -> str:
    """The act, where it is one, and how many files the key goes on with."""
    acts, count = _acts(files), sum(in_bulk(file.act) for file in files)
    if len(acts) > 1:
        return f"Tindak lanjuti {count} berkas"
    return f"{label(acts[0])}: {count} berkas" if count > 1 else label(acts[0])


def text(files: tuple[Marked, ...], hindered: int = 0) -> str:
    """A sentence an act, and what the key leaves alone."""
    told = [_about(act, [file for file in files if file.act == act]) for act in _acts(files)]
    left = sum(not in_bulk(file.act) for file in files)
    rest = [f"{left} berkas lainnya perlu dibuka sendiri."] if left else []
    if hindered:
        rest.append(f"{hindered} berkas belum dapat ditindaklanjuti; sebabnya disebutkan sesudah ini.")
    return "\n\n".join((*told, *rest))


def _acts(files: tuple[Marked, ...]) -> list[str]:
    return list(dict.fromkeys(file.act for file in files if in_bulk(file.act)))


def _about(act: str, files: list[Marked]) -> str:
    if len(files) == 1:
        return f"{label(act)}, 1 berkas: {files[0].applicant}, {files[0].number}."
    counts = Counter(file.applicant for file in files)
    told = [f"{name} ({count} berkas)" if count > 1 else name for name, count in counts.items()]
    rest = len(files) - sum(list(counts.values())[:MOST])
    more = f" dan {rest} berkas lainnya" if rest else ""
    return f"{label(act)}, {len(files)} berkas: {', '.join(told[:MOST])}{more}."
