"""Slow work in sight: what it is at, how far, and a button to give it up."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ui.look.tokens import MEDIUM
from app.ui.shell.job import Job, JobStep
from app.ui.widgets.button import Button
from app.ui.widgets.card import label


class ProgressStrip(QWidget):
    """Hidden until it watches a job, and again when that ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._words = label("", "", self, name="progress_text")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = Button("Batalkan", self, name="progress_cancel")
        self._cancel.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def watch(self, job: Job, text: str) -> None:
        self._job = job
        self._words.setText(text)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._cancel.setEnabled(True)
        job.stepped.connect(self._on_stepped)
        job.ended.connect(self._on_ended)
        self.show()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._words.setText("Membatalkan")

    def text(self) -> str:
        return self._words.text()

    def shares(self) -> tuple[int, int]:
        return self._bar.value(), self._bar.maximum()

    def _on_stepped(self, step: JobStep) -> None:
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        if step.text and self._cancel.isEnabled():
            self._words.setText(step.text)

    def _on_ended(self) -> None:
        self._job = None
        self.hide()
