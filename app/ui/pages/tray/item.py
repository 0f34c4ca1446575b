"""One matter for a person to decide: what was done, what its author saw, what is now, why it lies here."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.queries.file_history import PRINT, UNTOLD, Event
from app.queries.tray import TrayMatter
from app.reference.labels import label as named
from app.rules.wording import clock_time, short_date
from app.ui.look.tokens import LARGE, SMALL
from app.ui.pages.file.words import happening
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import LinkButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.side_by_side import Pair, SideBySide
from app.ui.words.exchange import cause, effect, reasons, settled
from app.ui.words.paper import pairs

TONES = {"rejected": "error", "parked": "warning", "flagged": "warning", "restore": "info"}
PRINTED, SAVED = "Satu dokumen dicetak.", "Satu dokumen disimpan sebagai PDF."
SAW, NOW = "Yang dilihat petugas", "Keadaan sekarang"
PAPER, RECKONED = "Tercetak pada kertas", "Hitungan pusat"
SHOW, HIDE = "Tampilkan daftarnya", "Sembunyikan daftarnya"
FILE, STAGE, LAST = "Berkas", "Tahap", "Tindakan terakhir"
NO_FILE, GONE, UNSEEN = "tidak menyangkut satu berkas", "berkas tidak ada di pusat", "belum terlihat"


class TrayCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="tray_item")
        self._title = label("", "section", self, wrap=True, name="matter_act")
        self._cause = Badge(parent=self)
        self._who = label("", "muted", self, wrap=True, name="matter_who")
        self._told = label("", "", self, wrap=True, name="matter_told")
        self._why = label("", "", self, wrap=True, name="matter_why")
        self.list = LinkButton(SHOW, self, name="matter_list")
        self._others = label("", "muted", self, wrap=True, name="matter_others")
        self._file = SideBySide(SAW, NOW, self, name="matter_file")
        self._paper = SideBySide(PAPER, RECKONED, self, name="matter_paper")
        self._end = label("", "", self, wrap=True, name="matter_end")
        self._heads = {name: label(name, "strong", self) for name in ("Mengapa", "Isi tindakan", "Keputusan")}
        self._lay_out()
        self.list.clicked.connect(self._on_list)

    def text(self) -> str:
        """All that is said, in reading order."""
        parts = (self._title, self._cause, self._who, self._why, self._paper, self._file, self._told, self._end)
        return "\n".join(part.text() for part in parts if part.text())

    def show_matter(self, matter: TrayMatter) -> None:
        number = f" {matter.number}" if matter.number else ""
        self._title.setText(f"{named(matter.act)}{number}")
        self._cause.show_state(cause(matter.cause), TONES.get(matter.cause, "neutral"))
        self._who.setText(f"Oleh {matter.who or 'petugas lain'}, {matter.counter}, {_at(matter)}")
        self._why.setText("\n".join(filter(None, (*reasons(matter), _more(matter), effect(matter)))))
        self._others.setText(_others(matter))
        self.list.setVisible(bool(matter.more))
        self._show_others(open_=False)
        self._file.show_pairs(_file(matter))
        self._paper.show_pairs(pairs(matter.paper, matter.reckoned))
        self._show("Isi tindakan", self._told, told(matter))
        self._show("Keputusan", self._end, _end(matter))

    def _on_list(self) -> None:
        self._show_others(open_=self._others.isHidden())

    def _show_others(self, *, open_: bool) -> None:
        self._others.setVisible(open_)
        self.list.set_words(HIDE if open_ else SHOW)

    def _show(self, head: str, words: QLabel, text: str) -> None:
        words.setText(text)
        for part in (self._heads[head], words):
            part.setVisible(bool(text))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        top.addWidget(self._title, 1)
        top.addWidget(self._cause)
        self.add(top)
        self.add(self._who)
        self._add_part("Mengapa", self._why)
        self.body.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._others)
        for sides in (self._paper, self._file):  # what differs on the paper first: it is what is decided upon
            self.body.addSpacing(SMALL)
            self.add(sides)
        self._add_part("Isi tindakan", self._told)
        self._add_part("Keputusan", self._end)
        self.body.addStretch(1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40 + 2 * LARGE)

    def _add_part(self, head: str, words: QLabel) -> None:
        self.body.addSpacing(SMALL)
        self.add(self._heads[head])
        self.add(words)


def told(matter: TrayMatter) -> str:
    """What was written down with the act, as the history of a file tells it, and whom a registration was for: it may
    stand in no file. Of a print only that it happened: what came out may have no place in the register."""
    if matter.act == PRINT:
        return PRINTED if matter.payload.get("target") == "printer" else SAVED
    facts = {name: value for name, value in matter.payload.items() if name not in UNTOLD and value}
    event = Event(matter.at, matter.act, matter.who, "", matter.counter, "", "", facts)
    return "\n".join(filter(None, (_applicant(matter), happening(event).why)))


def _applicant(matter: TrayMatter) -> str:
    person = (matter.payload.get("intake") or {}).get("person") or {}
    return f"Pemohon: {person['name']}" if person.get("name") else ""


def _more(matter: TrayMatter) -> str:
    return f"Begitu pula {matter.more} tindakan lain petugas ini dari loket ini." if matter.more else ""


def _others(matter: TrayMatter) -> str:
    """One a line; of those beyond what the item names only how many they are."""
    lines = [f"{named(each.act)}, {_when(each.at)}" for each in matter.others]
    rest = matter.more - len(lines)
    return "\n".join([*lines, f"dan {rest} lagi"] if rest else lines)


def _at(matter: TrayMatter) -> str:
    return _when(matter.at)


def _when(at: datetime) -> str:
    return f"{short_date(at.date())} pukul {clock_time(at)}"


def _stage(stage: str) -> str:
    return named(stage) if stage else "belum terdaftar"


def _file(matter: TrayMatter) -> tuple[Pair, ...]:
    if not matter.application and not matter.now:
        return (Pair(FILE, NO_FILE, NO_FILE),)
    found = [Pair(STAGE, _stage(matter.saw), _stage(matter.now) if matter.now else GONE)]
    if matter.now and matter.now_act and matter.now_at:
        last = f"{named(matter.now_act)} oleh {matter.now_who or 'petugas lain'}, {_when(matter.now_at)}"
        found.append(Pair(LAST, UNSEEN, last))
    return tuple(found)


def _end(matter: TrayMatter) -> str:
    if matter.closed is None:
        return "Tindakan serupa sudah dilakukan sejak itu." if matter.again else ""
    when = f"{short_date(matter.closed.date())} pukul {clock_time(matter.closed)}"
    note = f"\nAlasan: {matter.note}" if matter.note else ""
    return f"{settled(matter.settled)} oleh {matter.closed_by or 'petugas lain'}, {when}{note}"
