"""When the program itself is wrong: a report without anybody's data, a calm word, and the work goes on.

A report holds the kind of error and the places in the code it went through; never a message or a value, because those
may carry what somebody typed.
"""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label
from app.upkeep import at_rest

TITLE = "Terjadi kesalahan pada program"
TEXT = (
    "Tindakan terakhir belum dapat diselesaikan karena kesalahan pada program. Isian Anda tetap ada di layar dan "
    "data yang sudah tersimpan tidak berubah. Anda dapat melanjutkan, atau menutup lalu membuka kembali program."
)
KEPT = "Laporan untuk pengembang, tanpa data pribadi: {path}"
LOST = "Laporan untuk pengembang belum dapat ditulis."
SECOND = 9  # different reports of one second
HERE = Path(__file__).resolve().parent.parent.parent


def report(kind: type[BaseException], traceback: TracebackType | None, at: datetime) -> str:
    """Positions only, outermost first."""
    lines = [
        f"waktu: {at.isoformat(timespec='seconds')}",
        f"python: {platform.python_version()}  qt: {qVersion()}  sistem: {platform.system()} {platform.release()}",
        f"kesalahan: {kind.__module__}.{kind.__qualname__}",
    ]
    while traceback is not None:
        code = traceback.tb_frame.f_code
        lines.append(f"  {place(Path(code.co_filename))}:{traceback.tb_lineno} {code.co_qualname}")
        traceback = traceback.tb_next
    return "\n".join(lines) + "\n"


def place(file: Path) -> str:
    """Relative to the program; of other files the last two parts, so that no user's folder is named."""
    if file.is_relative_to(HERE):
        return f"app/{file.relative_to(HERE).as_posix()}"
    return "/".join(file.parts[-2:])


class CrashDialog(QDialog):
    """Says that the program was wrong, not the person, and lets the work go on."""

    def __init__(self, written: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        where = KEPT.format(path=written) if written else LOST
        go_on = PrimaryButton("Lanjutkan", self, name="go_on")
        leave = Button("Tutup program", self, name="quit")
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, HUGE, HUGE, MEDIUM)
        column.setSpacing(MEDIUM)
        for text, role in ((TITLE, "section"), (TEXT, ""), (where, "muted")):
            words = label(text, role, self, wrap=True)
            words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(go_on)
        column.addLayout(row)
        go_on.clicked.connect(self.accept)
        leave.clicked.connect(QCoreApplication.quit)
        go_on.setDefault(True)
        go_on.setFocus()


class CrashKeeper(QObject):
    """Takes what nobody expected, from any thread; one dialog at a time, however often it happens."""

    _happened = Signal(str)

    def __init__(self, folder: Path, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._now = folder, now
        self._dialog: CrashDialog | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def take(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(1)
            return
        self._happened.emit(report(kind, traceback, self._now()))

    def _take_from_thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self.take(happened.exc_type, happened.exc_value, happened.exc_traceback)

    def _write(self, text: str) -> Path | None:
        """Several of one second stand beside each other; one that comes again and again is written once."""
        begun = f"galat-{self._now():%Y%m%d-%H%M%S}"
        paths = [
            self._folder / f"{begun}{number}.txt" for number in ("", *(f"-{more}" for more in range(2, SECOND + 1)))
        ]
        try:
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            for path in paths:
                if not path.exists():
                    at_rest.write(path, text.encode())
                elif path.read_bytes() != text.encode():
                    continue
                return path
        except OSError:
            return None
        return paths[-1]

    def _show(self, text: str) -> None:
        written = self._write(text)
        sys.stderr.write(text)
        if self._dialog is None:
            self._dialog = CrashDialog(written, QApplication.activeWindow())
            self._dialog.finished.connect(self._on_finished)
            self._dialog.open()

    def _on_finished(self, _: int) -> None:
        self._dialog = None
