"""Pengaturan, Layar pemohon: on which screen of this PC the applicant reads the data back."""

from __future__ import annotations

from collections.abc import MutableMapping

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.forms.form import Field, FieldChanged, FormSection, Option
from app.ui.look.tokens import LARGE
from app.ui.widgets.card import Card, label
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel
from app.upkeep.counter_file import APPLICANT_SCREEN

NONE = "-"
NO_SCREEN = Option(NONE, "Tidak ada; lembar periksa dicetak")
WHAT = (
    "Layar ini menampilkan nama kantor. Data pemohon tampil hanya setelah Anda menekan F4 pada Permohonan Baru, dan "
    "hilang saat isian selesai, layar dikunci, atau Anda keluar."
)
ALONE = "Hanya ada satu layar. Sambungkan monitor kedua dan atur sebagai perluasan layar, bukan cermin."
AWAY = "Layar yang dipilih sedang tidak tersambung; lembar periksa dicetak sebagai gantinya."
FIELD = Field(
    APPLICANT_SCREEN,
    "Layar untuk pemohon",
    "choice",
    options=(NO_SCREEN,),
    wide=True,
    help="Monitor yang menghadap pemohon; bukan layar tempat Anda bekerja.",
)


class ApplicantSettings(QWidget):
    """What is chosen is kept at once, for this PC only."""

    def __init__(
        self, screen: ApplicantScreen, memory: MutableMapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._screen, self._memory = screen, memory
        self._showing = True
        self.form = FormSection((FIELD,), self)
        self._line = HelpLine(self)
        card = Card("Layar pemohon", self, name="applicant_card")
        for part in (label(WHAT, "muted", self, wrap=True), self.form, self._line):
            card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self.form.control(APPLICANT_SCREEN))
        self.form.changed.connect(self._on_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._show)
        screen.changed.connect(self._show)
        self._show()

    def text(self) -> str:
        return self._line.text()

    def _show(self, _: object = None) -> None:
        """A screen that was chosen stays on the list when it is away."""
        self._showing = True
        chosen = self._memory.get(APPLICANT_SCREEN, "")
        known = {each.name: each.words for each in self._screen.choices()}
        words = known | ({chosen: f"{chosen} (tidak tersambung)"} if chosen and chosen not in known else {})
        edit = self.form.control(APPLICANT_SCREEN)
        if isinstance(edit, ChoiceEdit):
            edit.set_options((NO_SCREEN, *(Option(name, text) for name, text in words.items())))
            edit.set_value(chosen or NONE)
        lacking = AWAY if chosen else "" if known else ALONE
        self._line.show_text("" if self._screen.there else lacking)
        self._showing = False

    def _on_changed(self, changed: FieldChanged) -> None:
        if self._showing:
            return
        self._memory[APPLICANT_SCREEN] = "" if changed.value == NONE else str(changed.value)
        self._screen.look()
        self._line.show_text("Pilihan tersimpan.", NoticeLevel.SUCCESS)
