"""One counter with somebody at its keys: what a person does there in one line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.counter import Counter
from app.tour.record import TourBook
from app.tour.typist import CONTROL, Typist
from app.ui.pages.file.acts import ActButton
from app.ui.pages.intake.offer import OfferCard
from app.ui.widgets.table import DataTable

PASSWORD = "latihan123"
Key = Qt.Key


@dataclass(frozen=True)
class Seat:
    """`counter` is the real program; every act goes through its windows by keys."""

    counter: Counter
    typist: Typist
    record: TourBook

    def sign_in(self, username: str) -> None:
        """The person at the counter locks and leaves; the next one types name and password."""
        typist, session = self.typist, self.counter.parts.session
        if session.signed_in:
            typist.press(Key.Key_L, with_=CONTROL)
            typist.until("lock", lambda: session.locked)
            typist.press(Key.Key_F3)
            typist.until("sign-in page", lambda: session.signed_in is None)
        typist.until("user name", lambda: typist.focus_name() == "username")
        typist.control(Key.Key_A)
        typist.type(username)
        typist.press(Key.Key_Return)
        typist.until("password", lambda: typist.focus_name() == "password")
        typist.type(PASSWORD)
        typist.press(Key.Key_Return)
        typist.until(f"{username} signed in", lambda: session.signed_in is not None)

    def open(self, page: str) -> None:
        """By its number in the navigation, as the sidebar shows it for this person."""
        roles = self.counter.parts.session.roles
        specs = self.counter.window.pages.specs()
        keys = [spec.key for spec in specs if spec.in_menu and spec.allowed(roles)]
        self.typist.press(Key(Key.Key_1 + keys.index(page)), with_=CONTROL)
        self.typist.until(page, lambda: self.page() == page)

    def page(self) -> str:
        """The key of the page that is open."""
        return self.counter.window.pages.current()

    def find(self, text: str) -> None:
        """The one search box; an exact number opens its file at once."""
        self.typist.control(Key.Key_K)
        self.typist.type(text)
        self.typist.press(Key.Key_Return)
        self.typist.until("what was sought", lambda: self.page() == "file" or self._found())
        if self.page() != "file":
            self.typist.press(Key.Key_Return)
        self.file_open()

    def _found(self) -> bool:
        table = self.counter.window.pages.findChild(DataTable, "found")
        return self.page() == "search" and isinstance(table, DataTable) and not table.is_empty()

    def file_open(self, act: str = "") -> None:
        """Wait until the file shows what may be done with it; with `act`, until that may be done."""
        pages = self.counter.window.pages

        def offered() -> bool:
            found = [button.option.act for button in pages.findChildren(ActButton) if button.isEnabled()]
            return act in found if act else bool(found)

        self.typist.until(f"the file {act}".strip(), lambda: self.page() == "file" and offered())

    def act(self) -> None:
        """The ordinary act of the stage, by its one key; wait for its form."""
        self.typist.press(Key.Key_F8)
        self.form_open()

    def form_open(self) -> None:
        form = self.counter.window.pages
        self.typist.until("the form of the act", lambda: form.findChild(QWidget, "act_form") is not None)

    def offered(self) -> None:
        """Wait until the intake offers something that F2 takes."""
        pages = self.counter.window.pages
        self.typist.until("an offer", lambda: any(each.is_open() for each in pages.findChildren(OfferCard)))

    def press(self, part: str | Qt.Key) -> None:
        if isinstance(part, str):
            self.typist.type(part)
        else:
            self.typist.press(part)

    def has_paper(self, kind: str) -> bool:
        return any(self.counter.parts.settings.papers.rglob(f"{kind}*.pdf"))

    def number(self, which: int) -> str:
        """The registration number of the first, second... file, as its receipt shows it."""
        receipts = self.counter.parts.settings.papers.rglob(f"tanda-terima-berkas_*-{which:05}-*.pdf")
        return min(receipts).stem.split("_")[1]

    def said(self, words: str) -> None:
        """Wait for a notice with these words."""
        notices = self.counter.window.notices
        self.typist.until(f"notice: {words}", lambda: any(words in text for text in notices.texts()))

    def clear_notices(self) -> None:
        """Read, and put away by Esc."""
        notices = self.counter.window.notices
        for _ in notices.texts():
            self.typist.press(Key.Key_Escape)
