"""The question before one key approves files of the queue: which act, how many, and of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.queries.file_acts import Weighed
from app.reference.labels import label
from app.ui.pages.acts.doing import Marked
from app.ui.pages.acts.refusals import reminder
from app.ui.pages.acts.table import PLANS, in_bulk
from app.ui.shell.session import Session
from app.ui.widgets.confirm import Confirm, Confirmed

MOST = 6
NOTHING = Weighed()


def begin_asked(
    page: QWidget,
    session: Session,
    files: tuple[Marked, ...],
    found: Weighed,
    begin: Callable[[], None],
) -> None:
    """Begin at once, or where something is approved once the person who was asked says yes; somebody else may have
    come to the screen meanwhile. Where something stands in the way of all of them there is nothing to ask, and each is
    told."""
    free = tuple(file for file in files if file.application not in found.hindered)
    if not any(file.act in PLANS and PLANS[file.act].approves for file in free):
        begin()
        return
    asked = session.signed_in
    question = Confirm(page.window(), title(free), text(free, found), title(free), safe=True)

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


def text(files: tuple[Marked, ...], found: Weighed = NOTHING) -> str:
    """A sentence an act, what to think of before, and what the key leaves alone."""
    told = [_about(act, [file for file in files if file.act == act]) for act in _acts(files)]
    left = sum(not in_bulk(file.act) for file in files)
    rest = [f"{left} berkas lainnya perlu dibuka sendiri."] if left else []
    if found.hindered:
        rest.append(f"{len(found.hindered)} berkas belum dapat ditindaklanjuti; sebabnya disebutkan sesudah ini.")
    return "\n\n".join((*told, *_reminders(files, found), *rest))


def _reminders(files: tuple[Marked, ...], found: Weighed) -> list[str]:
    """Each reminder once, with how many files it is about where they are several."""
    counts = Counter(code for file in files for code in found.reminded.get(file.application, ()))
    several = len(files) > 1
    return [f"{reminder(code)}{f' ({count} berkas)' if several else ''}" for code, count in counts.items()]


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
