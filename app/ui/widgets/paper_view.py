"""A paper on the screen as it will be printed. Ctrl+P prints, Ctrl+S keeps it as PDF, + and - change its size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.print.preview import PageImage
from app.ui.look.redress import redress
from app.ui.look.tokens import HUGE, LARGE, MEDIUM, SMALL
from app.ui.shell.desk import Trouble
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.ui.words.notices import say

DPI = 192  # what pages are drawn at; 100 % on the screen is half of it
STEPS = (50, 67, 80, 100, 125, 150, 200)
USUAL = 100
SHARE = 0.94  # of the window below it


@dataclass(frozen=True)
class PaperWanted:
    """The paper shall go to the printer, or into a file."""

    document: str
    to_file: bool = False


class PaperView(QDialog):
    wanted = Signal(PaperWanted)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("paper_view")
        self.setWindowTitle("Pratinjau")
        self._document = ""
        self._pictures: tuple[QPixmap, ...] = ()
        self._labels: list[QLabel] = []
        self._step = STEPS.index(USUAL)
        self._print = PrimaryButton("Cetak", self, icon="printer", shortcut="Ctrl+P", name="print_paper")
        self._save = Button("Simpan PDF", self, icon="download", shortcut="Ctrl+S", name="save_paper")
        self._title = label("", "section", self, name="paper_title")
        self._zoom = label("", "muted", self, name="paper_zoom")
        self._words = label("Memuat pratinjau", "muted", self, wrap=True, name="paper_words")
        self._lay_out()
        self._offer(False)
        self._wire()
        self.resize(parent.size() * SHARE)

    def name(self, document: str, title: str) -> None:
        self._document = document
        self.setWindowTitle(title)
        self._title.setText(title)

    def only_to_read(self) -> None:
        """A draft goes to no printer."""
        for button in (self._print, self._save):
            button.hide()

    def show_pages(self, pages: tuple[PageImage, ...]) -> None:
        self._pictures = tuple(_picture(page) for page in pages)
        self._words.hide()
        for old in self._labels:
            old.deleteLater()
        self._labels = [self._sheet(number) for number in range(1, len(pages) + 1)]
        self._offer(True)
        self._draw()

    def show_trouble(self, trouble: Trouble) -> None:
        self._words.setText(say(trouble.code, trouble.facts).full)
        redress(self._words, "tone", "error")

    def page_count(self) -> int:
        return len(self._pictures)

    def zoom(self) -> int:
        """Per cent of the paper's own size."""
        return STEPS[self._step]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()

    def _lay_out(self) -> None:
        self._pages = QWidget(self)
        self._pages.setProperty("role", "scrolled")
        self._column = QVBoxLayout(self._pages)
        self._column.setSpacing(LARGE)
        self._column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setObjectName("paper_pages")
        self._area.setAccessibleName("Halaman dokumen")
        self._area.setWidget(self._pages)
        close = Button("Tutup", self, shortcut="", name="close_paper")
        close.setText("Tutup   Esc")
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self._title, 1)
        for widget in (self._zoom, close, self._save, self._print):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, LARGE, HUGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        self._area.setFocus()

    def _wire(self) -> None:
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        for keys, slot in (
            ("Escape", self.reject),
            ("+", partial(self._change, 1)),
            ("=", partial(self._change, 1)),
            ("Ctrl++", partial(self._change, 1)),
            ("-", partial(self._change, -1)),
            ("Ctrl+-", partial(self._change, -1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _sheet(self, number: int) -> QLabel:
        sheet = QLabel(self._pages)
        sheet.setProperty("role", "sheet")
        sheet.setAccessibleName(f"Halaman {number}")
        self._column.insertWidget(self._column.count() - 1, sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        return sheet

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        share = self.zoom() / 100 * self.logicalDpiX() / DPI
        for picture, sheet in zip(self._pictures, self._labels, strict=True):
            size = QSize(round(picture.width() * share), round(picture.height() * share))
            smooth = Qt.TransformationMode.SmoothTransformation
            drawn = picture.scaled(size * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            drawn.setDevicePixelRatio(ratio)
            sheet.setPixmap(drawn)
        self._zoom.setText(f"{self.zoom()} %  (+ / -)")

    def _offer(self, ready: bool) -> None:
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)

    def _change(self, step: int) -> None:
        """One step larger, or with -1 smaller."""
        self._step = min(max(self._step + step, 0), len(STEPS) - 1)
        self._draw()

    def _on_print(self) -> None:
        self.wanted.emit(PaperWanted(self._document))
        self.accept()

    def _on_save(self) -> None:
        self.wanted.emit(PaperWanted(self._document, to_file=True))
        self.accept()


def _picture(page: PageImage) -> QPixmap:
    image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)
