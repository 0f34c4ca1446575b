"""Which sections were gone through, what is not right there yet, and the summary of it all.

A section is judged when the cursor has left it, never while it is being typed and never on leaving a single field.
"""

from __future__ import annotations

from collections.abc import Callable

from app.reference.catalogue import Fee
from app.reference.labels import label
from app.reference.terms import Terms
from app.rules.wording import long_date, title_name
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.parts import PAPERS, IntakeParts
from app.ui.pages.intake.sheet import FormPlace
from app.ui.pages.intake.summary import IntakeSummary, OpenPoint

READ_BACK = FormPlace("summary", "read_back")
SAID = {
    "required": "{label} belum diisi",
    "not_eligible": "Syarat tidak terpenuhi",
    "nik_override": "{label} perlu izin penyelia",
    "not_complete": "{missing} persyaratan belum ada",
    "rekey_differs": "{label} berbeda",
}
ELSE = "{label} perlu diperiksa"
FEES = {"gratis": "Tidak dipungut biaya", "retribusi": "Retribusi melalui SKRD"}


class Review:
    """`read_back` tells whether the applicant has read the data, or why not."""

    def __init__(self, parts: IntakeParts, clock: OfficeClock, read_back: Callable[[], bool]) -> None:
        self._parts, self._clock, self._read_back = parts, clock, read_back
        self._done: set[str] = set()

    def finish(self, section: str) -> None:
        """The cursor went on: say what is missing there."""
        self._done.add(section)
        self._parts.sheet.show(section)

    def finish_all(self) -> None:
        for section in self._parts.sheet.sections():
            self.finish(section)

    def begin(self) -> None:
        self._done = set()

    def spots(self) -> tuple[FormPlace, ...]:
        """Everything that stands in the way, gone through or not."""
        sheet = self._parts.sheet
        found = tuple(spot for section in sheet.sections() for spot in sheet.problems(section))
        return found or (() if self._read_back() else (READ_BACK,))

    def summary(self, terms: Terms | None) -> IntakeSummary:
        sheet = self._parts.sheet
        problems = {section: sheet.problems(section) for section in sheet.sections()}
        seen = [spot for section, spots in problems.items() if section in self._done for spot in spots]
        matters = tuple(OpenPoint(self._said(spot), spot) for spot in seen)
        if not any(problems.values()) and not self._read_back():
            matters = (OpenPoint("Belum dibaca pemohon", READ_BACK),)
        unasked = () if terms else (PAPERS,)  # which papers there must be is not known yet
        waiting = (section for section, spots in problems.items() if spots or section in unasked)
        return IntakeSummary(
            name=title_name(self._parts.identity.text("name")),
            matters=matters,
            open=tuple(section for section in waiting if section not in self._done),
            missing=len(self._parts.papers.missing()),
            **(self._service(terms) if terms else {}),
        )

    def _service(self, terms: Terms) -> dict[str, str]:
        due = self._clock.due(terms, self._clock.now()).due
        kind = label(terms.kind).lower() if terms.kind else ""
        return {
            "service": ", ".join(part for part in (terms.permit.short_name, kind) if part),
            "days": f"{terms.days} hari kerja",
            "promised": f"Selesai {long_date(due)}" if due else "",
            "fee": _fee(terms.permit.fee),
        }

    def _said(self, spot: FormPlace) -> str:
        missing = len(self._parts.papers.missing())
        return SAID.get(spot.code, ELSE).format(label=self._parts.sheet.label_of(spot), missing=missing)


def _fee(fee: Fee) -> str:
    return FEES.get(fee.kind, fee.rule)
