"""Doing an act for a page: sent to the desk, told when it is done, its papers brought out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import msgspec
from PySide6.QtCore import QObject

from app.actions.commands import FileCommand
from app.actions.door import Done
from app.errors import Refused
from app.reference.labels import label
from app.ui.pages.acts.refusals import refused
from app.ui.pages.acts.table import PLANS, in_bulk
from app.ui.pages.workplace import Workplace
from app.ui.papers.paper_desk import PaperDesk
from app.ui.words.notices import Notice, NoticeLevel, say

MOST = 6  # numbers told for one reason
OPENED = "Berkas perlu dibuka untuk tindakan ini."
WAITS = (
    "{act} untuk {number} menunggu nomor dari pusat. Suratnya dapat dicetak dari bagian Dokumen setelah nomornya tiba."
)
DONE_TOPIC, BATCH_TOPIC, REFUSED_TOPIC = "done", "batch", "act"


@dataclass(frozen=True)
class Marked:
    """A file of a list, and the act that one key does for it."""

    application: str
    number: str
    act: str
    applicant: str = ""


class Doing(QObject):
    """Acts that were done are told in the notice bar; refusals go back to the page."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def do(
        self,
        owner: QObject,
        command: FileCommand,
        done: Callable[[Done], None],
        refused: Callable[[Refused], None],
    ) -> None:
        self._workplace.desk.do(owner, command, partial(self._on_done, owner, done), refused)

    def do_all(
        self, owner: QObject, files: tuple[Marked, ...], hindered: Mapping[str, str], ended: Callable[[], None]
    ) -> None:
        """One after another; a refusal stops none of the others. `hindered`: file -> code of what stands in the way; it
        is left alone. The summary is told at the end."""
        _Batch(self._workplace, owner, files, hindered, ended)

    def _on_done(self, owner: QObject, done: Callable[[Done], None], result: Done) -> None:
        if result.waiting or not PLANS[result.act].printed_later:
            self._workplace.board.pin(told(result), DONE_TOPIC)
        bring_out(self._workplace.papers, owner, result)
        done(result)


class _Batch(QObject):
    """One key of one person for many files. It lives as long as its owner, or until its last file is done."""

    def __init__(
        self,
        workplace: Workplace,
        owner: QObject,
        files: tuple[Marked, ...],
        hindered: Mapping[str, str],
        ended: Callable[[], None],
    ) -> None:
        super().__init__(owner)
        self._workplace, self._owner = workplace, owner
        self._files, self._hindered = list(files), hindered
        self._actor = workplace.desk.stamp().actor
        self._ended = ended
        self._done: list[Done] = []
        self._refused: list[tuple[str, str]] = []
        self._next()

    def _next(self) -> None:
        if not self._files:
            self._workplace.board.pin(summary(self._done, self._refused), BATCH_TOPIC)
            self._ended()
            self.deleteLater()
            return
        file = self._files.pop(0)
        if not in_bulk(file.act):
            self._pass_over(file, OPENED)
            return
        if code := self._hindered.get(file.application):
            self._pass_over(file, say(code).text)
            return
        stamp = msgspec.structs.replace(self._workplace.desk.stamp(), actor=self._actor)
        command = PLANS[file.act].made(stamp, file.application)
        self._workplace.desk.do(self, command, self._on_done, partial(self._on_refused, file))

    def _on_done(self, result: Done) -> None:
        self._done.append(result)
        bring_out(self._workplace.papers, self._owner, result)
        self._next()

    def _on_refused(self, file: Marked, refusal: Refused) -> None:
        self._pass_over(file, refused(refusal).text)

    def _pass_over(self, file: Marked, reason: str) -> None:
        self._refused.append((file.number, reason))
        self._next()


def bring_out(papers: PaperDesk, owner: QObject, result: Done) -> None:
    """Letters and receipts at once; a permit is offered, because it goes onto paper of its own."""
    for paper in result.documents:
        if PLANS[result.act].printed_later:
            papers.offer(paper, told(result))
        else:
            papers.print_document(owner, paper)


def told(result: Done) -> Notice:
    """What was done, with what the clerk should hear of besides."""
    if result.waiting:
        return Notice(WAITS.format(act=label(result.act), number=result.number), NoticeLevel.INFO)
    text = PLANS[result.act].done.format(number=result.number)
    warnings = " ".join(say(code).full for code in result.warnings)
    return Notice(text, NoticeLevel.WARNING if warnings else NoticeLevel.SUCCESS, warnings)


def summary(done: list[Done], refused: list[tuple[str, str]]) -> Notice:
    """Of many files: how many were done, and each that was not, with the reason."""
    if len(done) == 1 and not refused:
        return told(done[0])
    warned = sum(bool(result.warnings) for result in done)
    text = f"{len(done)} berkas selesai ditindaklanjuti."
    if unnumbered := sum(result.waiting for result in done):
        text += f" {unnumbered} di antaranya menunggu nomor dari pusat."
    if warned:
        text += f" {warned} di antaranya dengan catatan: " + " ".join(
            sorted({say(code).text for result in done for code in result.warnings})
        )
    if not refused:
        return Notice(text, NoticeLevel.WARNING if warned else NoticeLevel.SUCCESS)
    return Notice(f"{text} {len(refused)} berkas belum:", NoticeLevel.WARNING, "\n" + "\n".join(_reasons(refused)))


def _reasons(refused: list[tuple[str, str]]) -> list[str]:
    """One line a reason, with the numbers it concerns."""
    grouped: dict[str, list[str]] = {}
    for number, reason in refused:
        grouped.setdefault(reason, []).append(number)
    return [f"{reason} {_numbers(numbers)}." for reason, numbers in grouped.items()]


def _numbers(numbers: list[str]) -> str:
    rest = f" dan {len(numbers) - MOST} berkas lainnya" if len(numbers) > MOST else ""
    return ", ".join(numbers[:MOST]) + rest
