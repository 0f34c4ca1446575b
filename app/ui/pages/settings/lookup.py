"""Pengaturan, Layanan NIK: the look-up service of this PC, off until somebody turns it on; and whether it answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused, Unavailable
from app.lookup.protocol import NOT_FOUND, LookupAnswer
from app.lookup.service import Lookup, Setting
from app.ui.forms.form import Field, FieldChanged, FormSection
from app.ui.look.tokens import LARGE, SMALL
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import NoticeLevel, say

ABOUT = (
    "Layanan ini menjawab apakah NIK, nama, tanggal lahir, dan jenis kelamin sama dengan data pusat. "
    "Hanya keempat isian itu yang dikirim, dan hanya apabila petugas memintanya. Pengaturan ini untuk komputer ini."
)
FIELDS = (
    Field("on", "Gunakan layanan", "boolean", help="Apabila tidak, petugas mencocokkan dengan cara lain."),
    Field("name", "Nama layanan", max_length=60, help="Tercatat pada riwayat berkas sebagai cara mencocokkan."),
    Field(
        "address",
        "Alamat",
        placeholder="https://",
        wide=True,
        help="Dari penyedia layanan, diawali https://. Pertanyaan dikirim ke alamat ini dengan akhiran /v1/match.",
    ),
    Field("token", "Token", "password", wide=True, help="Dari penyedia layanan; disimpan tersegel di komputer ini."),
)
KEPT = "Token sudah tersimpan; kosongkan agar tetap."
ANSWERS = "Layanan {name} menjawab dengan benar."
KNOWS_NOBODY = "Layanan {name} menjawab, tetapi mengenali identitas contoh. Mohon tanyakan kepada penyedianya."


class LookupSettings(QWidget):
    def __init__(self, desk: Desk, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lookup = desk, lookup
        self.form = FormSection(FIELDS, self)
        self._line, self._strip = HelpLine(self), ProgressStrip(self)
        self._try = Button("Coba sambungan", self, shortcut="Ctrl+T", name="lookup_try")
        self._save = PrimaryButton("Simpan", self, icon="save", shortcut="Ctrl+S", name="lookup_save")
        self._lay_out()
        self._show()
        self.setFocusProxy(self.form.control("on"))
        self.form.changed.connect(self._on_changed)
        self._try.clicked.connect(self._on_try)
        self._save.clicked.connect(self._on_save)

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        card = Card("Layanan pencocokan NIK", self, name="lookup_card")
        for widget in (label(ABOUT, "muted", self, wrap=True), self.form, self._strip):
            card.add(widget)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self._line, 1)
        foot.addWidget(self._try)
        foot.addWidget(self._save)
        card.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(card)
        column.addStretch(1)

    def _show(self) -> None:
        kept = self._lookup.setting()
        self.form.set_values({"on": kept.on, "name": kept.name, "address": kept.address, "token": ""})
        self.form.remark("token", KEPT if self._lookup.has_token() else "")

    def _typed(self) -> tuple[Setting, str]:
        values = self.form.values()
        setting = Setting(bool(values["on"]), str(values["name"] or ""), str(values["address"] or "").strip())
        return setting, str(values["token"] or "").strip()

    def _on_save(self) -> None:
        """A file of a few bytes: at once."""
        try:
            self._lookup.keep(*self._typed())
        except (Refused, Unavailable) as trouble:
            fields = trouble.fields if isinstance(trouble, Refused) else {}
            self._on_refused(Trouble(trouble.code, trouble.facts), fields)
            return
        self.form.show_codes({})
        self._show()
        self._line.show_text("Pengaturan tersimpan.", NoticeLevel.SUCCESS)

    def _on_try(self) -> None:
        """With what stands in the form, kept or not; about nobody's identity."""
        setting, token = self._typed()
        self.form.show_codes({})
        self._line.show_text("")
        self._try.setEnabled(False)
        done = partial(self._on_answer, setting.name)
        job = self._desk.work(self, partial(self._tried, setting, token), done, self._on_failed)
        job.ended.connect(self._on_ended)
        self._strip.watch(job, "Mencoba sambungan")

    def _tried(self, setting: Setting, token: str, progress: JobProgress) -> LookupAnswer:
        answer = self._lookup.probe(setting, token)
        progress.step(1, 1)
        return answer

    def _on_answer(self, name: str, answer: LookupAnswer) -> None:
        right = answer.result == NOT_FOUND
        told = (ANSWERS if right else KNOWS_NOBODY).format(name=name).replace("  ", " ")
        self._line.show_text(told, NoticeLevel.SUCCESS if right else NoticeLevel.WARNING)

    def _on_failed(self, trouble: Trouble) -> None:
        fields = {"lookup_address": "address", "lookup_token": "token", "lookup_denied": "token"}
        named = {fields[trouble.code]: trouble.code} if trouble.code in fields else {}
        self._on_refused(trouble, named)

    def _on_refused(self, trouble: Trouble, fields: dict[str, str]) -> None:
        notice = say(trouble.code, trouble.facts)
        self.form.show_codes(fields)
        self._line.show_text(notice.text if fields else notice.full, notice.level)
        if fields:
            self.form.focus(next(iter(fields)))

    def _on_ended(self) -> None:
        self._try.setEnabled(True)

    def _on_changed(self, _: FieldChanged) -> None:
        self._line.show_text("")
