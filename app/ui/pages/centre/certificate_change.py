"""Another certificate at the centre than the one known here: both fingerprints side by side, and somebody's word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.sync.pinned import MOST
from app.sync.state import NOT_BELIEVED, Acceptance, Renewal, State
from app.ui.forms.form import Field, FormSection
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.centre.parts import buttons_in
from app.ui.shell.connection import Connection
from app.ui.shell.desk import Trouble
from app.ui.widgets.button import PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.fingerprint import Fingerprint
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, say

KNOWN, SHOWN = "Dikenal komputer ini", "Ditunjukkan pusat sekarang"
FIELDS = (
    Field("username", "Nama pengguna administrator", required=True, max_length=32),
    Field("password", "Kata sandi administrator", "password", True),
)
NOTHING_SENT = "Pusat tidak lagi dipercaya komputer ini, dan tidak ada data yang dikirim kepadanya."
OTHER = (
    "Apabila sertifikat pusat memang diganti, bandingkan sidik jari di kanan dengan yang tampil di layar server. "
    "Apabila berbeda, jangan melanjutkan: mungkin bukan pusat kantor Anda yang menjawab."
)
TRUSTED = (
    "Sertifikat yang sekarang dikeluarkan oleh lembaga yang dipercaya komputer ini untuk alamat itu. Setelah diterima, "
    "sertifikat itu dapat diperbarui kapan saja tanpa ditanyakan lagi."
)
SAME = "Pusat kembali menunjukkan sertifikat yang dikenal. Tidak ada yang perlu dilakukan."
NONE_KNOWN = "belum ada: sertifikat dari lembaga yang dipercaya komputer ini"
COMPARE_FIRST = "Dapat diterima setelah sidik jari di kanan dicocokkan dan diberi tanda."
DONE = "Sertifikat diterima. Menghubungi pusat."


class CertificateChange(Card):
    """Out of sight unless the centre is not believed for its certificate."""

    def __init__(self, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__("Sertifikat pusat berganti", parent, name="certificate_change")
        self._connection = connection
        self._found: Renewal | None = None
        self._words = label("", "", self, wrap=True, name="certificate_words")
        self._none_known = label(NONE_KNOWN, "", self, wrap=True, name="certificate_none_known")
        self._known = [Fingerprint(f"certificate_known_{place}", self) for place in range(MOST)]
        self._shown = Fingerprint("certificate_shown", self)
        self._same = QCheckBox("Sidik jari di kanan sama dengan yang tampil di layar server", self)
        self._same.setObjectName("certificate_same")
        self.form = FormSection(FIELDS, self)
        self._line = HelpLine(self)
        self._accept = PrimaryButton("Terima sertifikat", self, shortcut="Ctrl+Return", name="accept_certificate")
        self._lay_out()
        self._same.toggled.connect(self._look)
        self._accept.clicked.connect(self._on_accept)
        self.hide()

    def text(self) -> str:
        none = "" if self._none_known.isHidden() else NONE_KNOWN
        known = (each.text() for each in self._known)
        return "\n".join(filter(None, (self._words.text(), none, *known, self._shown.text(), self._line.text())))

    def show_state(self, state: State) -> None:
        wanted = state.linked and state.trouble == NOT_BELIEVED
        if wanted and self.isHidden():
            self._begin()
        self.setVisible(wanted)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * HUGE)
        grid.setVerticalSpacing(SMALL)
        known: list[QWidget] = [self._none_known, *self._known]
        shown: list[QWidget] = [self._shown]
        for column, (head, parts) in enumerate(((KNOWN, known), (SHOWN, shown))):
            side = QVBoxLayout()
            side.setSpacing(MEDIUM)
            for each in parts:
                side.addWidget(each)
            grid.addWidget(label(head, "muted", self), 0, column)
            grid.addLayout(side, 1, column, Qt.AlignmentFlag.AlignTop)
        for print_of, head in (*((one, KNOWN) for one in self._known), (self._shown, SHOWN)):
            print_of.set_title(f"Sidik jari SHA-256, {head}")
        grid.setColumnStretch(2, 1)
        for part in (self._words, grid, self._same, self.form, self._line):
            self.add(part)
        buttons_in(self, self._accept)

    def _begin(self) -> None:
        self._found = None
        self.form.clear()
        self._same.setChecked(False)
        self._words.setText("Mengambil sertifikat yang ditunjukkan pusat.")
        self._compare((), "", mark=False)
        self._line.show_text("")
        self._look()
        self._connection.renewal(self, self._on_found, self._on_failed)

    def _on_found(self, found: Renewal) -> None:
        same = found.shown.fingerprint in found.known
        self._found = None if same else found
        self._words.setText(SAME if same else f"{NOTHING_SENT} {TRUSTED if found.shown.trusted else OTHER}")
        self._compare(found.known, found.shown.fingerprint, mark=not same)
        self._look()
        self.setFocusProxy(self.form.control("username") if found.shown.trusted else self._same)
        if same:
            self._connection.wake()

    def _compare(self, known: tuple[str, ...], shown: str, *, mark: bool) -> None:
        """Where there is one on either side, what differs is marked on both."""
        alone = mark and len(known) == 1
        for place, part in enumerate(self._known):
            part.show_value(known[place] if place < len(known) else "", shown if alone else "")
        self._shown.show_value(shown, known[0] if alone else "")
        self._none_known.setVisible(bool(shown) and not known)

    def _look(self) -> None:
        """What can be done: compare first, then accept."""
        found = self._found
        compared = found is not None and (found.shown.trusted or self._same.isChecked())
        self._same.setVisible(found is not None and not found.shown.trusted)
        self.form.setVisible(found is not None)
        self._accept.setEnabled(compared)
        if not self._line.text() or self._line.text() == COMPARE_FIRST:
            self._line.show_text(COMPARE_FIRST if found is not None and not compared else "")

    def _on_accept(self) -> None:
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if wrong:
            self.form.focus(next(iter(wrong)))
        elif self._found is not None:
            self._accept.setEnabled(False)
            typed = {name: str(value or "") for name, value in self.form.values().items()}
            given = Acceptance(self._found.shown, typed["username"].strip().lower(), typed["password"])
            self._connection.accept(self, given, self._on_done, self._on_failed)

    def _on_done(self) -> None:
        self._found = None
        self.form.clear()
        self._look()
        self._line.show_text(DONE, NoticeLevel.SUCCESS)

    def _on_failed(self, trouble: Trouble) -> None:
        self._look()
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)
        if self._found is not None:
            self.form.focus("password")
