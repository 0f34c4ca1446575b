"""The one form of all acts: what its plan asks, Ctrl+Enter does it, Esc goes back and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused
from app.queries.file_view import FileView
from app.reference.labels import label as named
from app.ui.forms.fields import Field
from app.ui.forms.form import FieldChanged, FormSection
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.acts.changes_part import ChangesPart
from app.ui.pages.acts.correction_part import CorrectionPart
from app.ui.pages.acts.message_part import MessagePart
from app.ui.pages.acts.papers_part import PapersPart
from app.ui.pages.acts.parts import ActFormPart, OnlyRead
from app.ui.pages.acts.plan import ActPlan, FormBody, Values, options
from app.ui.pages.acts.refusals import refused
from app.ui.pages.acts.rows_part import RowsPart
from app.ui.pages.acts.verdicts_part import VerdictsPart
from app.ui.widgets.button import Button, DangerButton, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel

FINDINGS = (
    Field("subject", "Objek", required=True),
    Field("verdict", "Temuan", "choice", True),
    Field("note", "Catatan", wide=True),
)
VERDICTS = (("sesuai", "Sesuai"), ("tidak_sesuai", "Tidak sesuai"), ("belum_ada", "Belum ada"))


@dataclass(frozen=True)
class ActFilledIn:
    """The form is filled in: do the act with these values of its command."""

    act: str
    values: Values


class SectionPart(FormSection):
    """The fields of an act as a part of its form."""

    def values(self) -> dict[str, object]:
        """Empty fields are left out, so that the command's own defaults stand."""
        return {name: value for name, value in super().values().items() if value is not None}

    def start(self) -> None:
        empty = (name for name, value in super().values().items() if value in (None, "", ()))
        first = self.first_error() or next(empty, next(iter(super().values()), ""))
        if first:
            self.focus(first)


class ActForm(Card):
    """`typed` and `set_typed` carry what was typed from one showing to the next."""

    asked = Signal(ActFilledIn)
    left = Signal()

    def __init__(self, plan: ActPlan, view: FileView, parent: QWidget | None = None) -> None:
        super().__init__(named(plan.act), parent, name="act_form")
        self.plan, self._view = plan, view
        above = plan.body is not FormBody.MESSAGE
        self._extra = _body(plan.body, view, self) if above else None
        self._section = SectionPart(plan.fields(view), self)
        self._section.set_values(plan.preset(view))
        self._extra = self._extra or _body(plan.body, view, self)
        order = (self._extra, self._section) if above else (self._section, self._extra)
        self._parts: tuple[ActFormPart, ...] = tuple(part for part in order if part is not None)
        self._line = HelpLine(self)
        kind = DangerButton if plan.danger else PrimaryButton
        self._do = kind(named(plan.act), self, shortcut="Ctrl+Return", name="do_act")
        self._back = Button("Kembali", self, name="leave_act")
        self._back.setText("Kembali   Esc")
        self._lay_out(plan.hint(view))
        self._wire()
        self._first = self.typed()

    def touched(self) -> bool:
        """Whether anything stands there but what the form began with."""
        return self.typed() != self._first

    def typed(self) -> dict[str, str]:
        return {name: text for part in self._parts for name, text in part.typed().items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        for part in self._parts:
            part.set_typed({name: text for name, text in typed.items() if name in part.typed() or "." in name})

    def start(self) -> None:
        """What is only read comes before what is asked."""
        self._parts[0].start()
        if self.plan.body is FormBody.CORRECTION:
            self._section.start()

    def show_refusal(self, refusal: Refused) -> None:
        """The sentence below, and beside each field that is named."""
        self._show(refusal.fields)
        self._line.show_text(refused(refusal).full, NoticeLevel.ERROR)
        self._enable(True)

    def refusal(self) -> str:
        """What the form says below."""
        return self._line.text()

    def busy(self) -> None:
        self._enable(False)

    def _lay_out(self, hint: str) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(MEDIUM)
        if hint:
            column.addWidget(label(hint, "muted", inside, wrap=True, name="act_hint"))
        for part in self._parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._back)
        foot.addWidget(self._do)
        self.add(Scroll(inside, self), 1)
        self.add(foot)

    def _wire(self) -> None:
        self._do.clicked.connect(self._on_do)
        self._back.clicked.connect(self.left)
        keys = QShortcut(QKeySequence("Escape"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.left)
        self._section.changed.connect(self._on_changed)
        if isinstance(self._extra, MessagePart):
            self._extra.show_purpose(str(self._section.values().get("purpose", "")))
        elif self._extra is not None and not isinstance(self._extra, OnlyRead):
            self._extra.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        self._line.show_text("")

    def _on_changed(self, changed: FieldChanged) -> None:
        self._line.show_text("")
        if changed.field == "purpose" and isinstance(self._extra, MessagePart):
            self._extra.show_purpose(str(changed.value))

    def _on_do(self) -> None:
        wrong = {name: code for part in self._parts for name, code in part.check().items()}
        self._show(wrong)
        if wrong:
            self._line.show_text("Masih ada isian yang perlu dilengkapi.", NoticeLevel.ERROR)
            return
        values = {name: value for part in self._parts for name, value in part.values().items()}
        self.asked.emit(ActFilledIn(self.plan.act, self.plan.build(self._view, values)))

    def _show(self, codes: Mapping[str, str]) -> None:
        """Beside the fields; the cursor goes to the first part that has one."""
        for part in self._parts:
            part.show_codes(codes)
        first = next((part for part in self._parts if _concerned(part, codes)), None)
        if first is not None:
            first.start()

    def _enable(self, on: bool) -> None:
        self._do.setEnabled(on)


def _concerned(part: ActFormPart, codes: Mapping[str, str]) -> bool:
    names = set(part.typed()) | set(part.values())
    return any(code in names or code.partition(".")[0] in names for code in codes)


PartWidget = VerdictsPart | RowsPart | PapersPart | MessagePart | CorrectionPart | ChangesPart


def _body(body: FormBody, view: FileView, parent: QWidget) -> PartWidget | None:
    return _BODIES[body](view, parent) if body in _BODIES else None


def _verdicts(view: FileView, parent: QWidget) -> VerdictsPart:
    return VerdictsPart(view.items, parent)


def _rows(view: FileView, parent: QWidget) -> RowsPart:
    """What was already found wanting stands there."""
    subjects = options(*((subject, subject) for subject in view.matters.subjects), ("Lainnya", "Lainnya"))
    fields = (
        Field("subject", "Mengenai", "choice", True, subjects, wide=True),
        Field("reason", "Alasan", "choice", True, options(*view.matters.return_reasons), wide=True),
        Field("text", "Yang diperbaiki", "longtext", True, help="Dibaca pemohon pada surat pengembalian.", wide=True),
    )
    part = RowsPart("rows", fields, "Tambah hal", parent)
    wanting = tuple(item for item in view.items if item.verdict == "tidak_sesuai")
    part.fill(tuple({"subject": item.name, "text": item.verdict_note} for item in wanting))
    return part


def _findings(_: FileView, parent: QWidget) -> RowsPart:
    subject, verdict, note = FINDINGS
    chosen = Field(verdict.id, verdict.label, verdict.kind, True, options(*VERDICTS))
    return RowsPart("findings", (subject, chosen, note), "Tambah temuan", parent)


def _papers(view: FileView, parent: QWidget) -> PapersPart:
    asked: dict[str, str] = {}
    for subject, text in view.matters.revision.rows if view.matters.revision else ():
        asked[subject] = f"{asked.get(subject, '')} {text}".strip()  # one paper may be wanting in two ways
    return PapersPart(view.items, view.matters.further, parent, asked=asked)


def _message(view: FileView, parent: QWidget) -> MessagePart:
    return MessagePart(view, parent)


def _correction(view: FileView, parent: QWidget) -> CorrectionPart:
    return CorrectionPart(view.matters, parent)


def _changes(view: FileView, parent: QWidget) -> ChangesPart:
    return ChangesPart(view.matters.correction, parent)


_BODIES: dict[FormBody, Callable[[FileView, QWidget], PartWidget]] = {
    FormBody.VERDICTS: _verdicts,
    FormBody.ROWS: _rows,
    FormBody.FINDINGS: _findings,
    FormBody.PAPERS: _papers,
    FormBody.MESSAGE: _message,
    FormBody.CHANGES: _correction,
    FormBody.CORRECTION: _changes,
}
