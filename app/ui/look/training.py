"""The amber frame round every window while practising, so that no practice entry is taken for a real one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from app.ui.look.tokens import TRAINING_FRAME, current_tokens


class TrainingFrame(QWidget):
    """Lies over a window and lets everything through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("training_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded):
            self._cover()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(current_tokens().training), TRAINING_FRAME))
        inset = TRAINING_FRAME // 2
        painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.raise_()


class TrainingMark(QObject):
    """Install on the application of a training office: frames every window and dialog as it is shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QMainWindow | QDialog):
            frame(watched)
        return False


def frame(window: QWidget) -> TrainingFrame:
    """The frame of a window, made once."""
    old = window.findChild(TrainingFrame, "training_frame")
    made = old if isinstance(old, TrainingFrame) else TrainingFrame(window)
    made.show()
    made.raise_()
    return made
