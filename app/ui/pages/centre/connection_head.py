"""The connection as it is now: state, since when, last contact, address, code of the counter, both clocks, progress."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QWidget

from app.sync.state import COMPLETE, State
from app.ui.look import icons
from app.ui.look.tokens import HUGE, MEDIUM, current_tokens
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.words.exchange import (
    CLOCK_MATTERS,
    StateInWords,
    ago,
    backup_facts,
    clocks,
    day_and_time,
    length,
    percent,
    stage,
    status,
)
from app.ui.words.notices import NoticeLevel, say

FACTS = (
    ("since", "Sejak"),
    ("contact", "Kontak terakhir"),
    ("clock", "Selisih jam"),
    ("backup", "Cadangan pusat"),
    ("address", "Alamat pusat"),
    ("device", "Kode loket ini"),
    ("accepted", "Sertifikat diterima"),
)
ROWS = 4
NEVER = {"centre_backup_never": "belum pernah"}
CALM = "Data Anda dikirim dan diterima dengan sendirinya."
ALONE = "Komputer ini bekerja sendiri, tanpa pusat. Semua data tersimpan di sini."
AWAY = "Loket tetap dapat dipakai. Semua tindakan disimpan di komputer ini dan dikirim setelah pusat terhubung kembali."


class ConnectionHead(Card):
    """`act` is the page's one main button."""

    def __init__(self, act: Button, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="connection_head")
        self._mark = QLabel(self)
        self._shown = StateInWords("", NoticeLevel.INFO, "hard-drive")
        self._title = label("", "title", self, name="connection_state")
        self._advice = label("", "", self, wrap=True, name="connection_advice")
        self._values = {name: label("", "", self, name=f"connection_{name}") for name, _ in FACTS}
        self._heads = {name: label(heading, "muted", self) for name, heading in FACTS}
        self._clocks = HelpLine(self)
        self._progress = _Progress(self)
        self._lay_out(act)

    def text(self) -> str:
        """All that is said, for a screen reader and for tests."""
        facts = (f"{self._heads[name].text()}: {self._values[name].text()}" for name, _ in FACTS)
        said = (self._title.text(), self._advice.text(), *facts, self._clocks.text(), self._progress.text())
        return "\n".join(filter(None, said))

    def show_state(self, state: State, now: datetime, zone: tzinfo) -> None:
        self._shown = status(state, now, zone)
        self._title.setText(self._shown.text)
        self._advice.setText(_advice(state, zone))
        self._advice.setVisible(bool(self._advice.text()))
        values = _values(state, now, zone)
        for name, _ in FACTS:
            self._values[name].setText(values[name])
            for part in (self._heads[name], self._values[name]):
                part.setVisible(bool(values[name]))
        wrong = abs(state.clock_off) > CLOCK_MATTERS
        self._clocks.show_text(clocks(state, now, zone), NoticeLevel.WARNING if wrong else NoticeLevel.INFO)
        self._clocks.setVisible(bool(self._clocks.text()))
        self._progress.show_state(state)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_progress"):
            self._dress()

    def _lay_out(self, act: Button) -> None:
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._title, 1)
        top.addWidget(act)
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(2)
        for place, (name, _) in enumerate(FACTS):
            row, pair = place % ROWS, place // ROWS * 3
            grid.addWidget(self._heads[name], row, pair)
            grid.addWidget(self._values[name], row, pair + 1)
        grid.setColumnMinimumWidth(2, HUGE)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        for part in (top, self._advice, grid, self._clocks, self._progress):
            self.add(part)

    def _dress(self) -> None:
        colour = current_tokens().of_level(self._shown.level)[0]
        self._mark.setPixmap(icons.pixmap(self._shown.drawing, colour, 26, self.devicePixelRatioF()))


class _Progress(QWidget):
    """How far the first synchronisation is; out of sight once it is complete."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = label("", "", self, name="stage_text")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def show_state(self, state: State) -> None:
        self.setVisible(state.linked and state.stage not in ("", COMPLETE))
        share = percent(state)
        known = "" if share is None else f": {share} %"
        self._words.setText(f"{stage(state.stage) or 'Menyelaraskan'}{known}")
        self._bar.setAccessibleName(self._words.text())
        self._bar.setRange(0, 0 if share is None else 100)
        self._bar.setValue(share or 0)


def _advice(state: State, zone: tzinfo) -> str:
    if not state.linked:
        return ALONE
    if state.trouble:
        return say(state.trouble).full
    if state.online and state.stage not in ("", COMPLETE):
        return ""  # the progress says more
    if state.online and state.backup:
        return say(state.backup, backup_facts(state, zone)).full
    return CALM if state.online else AWAY


def _values(state: State, now: datetime, zone: tzinfo) -> dict[str, str]:
    if not state.linked:
        return dict.fromkeys((name for name, _ in FACTS), "")
    contact = "belum pernah"
    if state.contact:
        passed = max(0, round((now - state.contact).total_seconds()) - state.clock_off)
        contact = f"{day_and_time(state.contact, zone)} ({ago(passed)})"
    return {
        "since": day_and_time(state.since, zone) if state.since else "",
        "contact": contact,
        "clock": length(abs(state.clock_off)) if state.contact and abs(state.clock_off) <= CLOCK_MATTERS else "",
        "address": state.address,
        "device": state.device,
        "accepted": f"{day_and_time(state.accepted, zone)}, {state.accepted_by}" if state.accepted else "",
        "backup": day_and_time(state.backed_up, zone) if state.backed_up else NEVER.get(state.backup, ""),
    }
