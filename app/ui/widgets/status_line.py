"""The line at the foot: the connection, calm and exact; the lock's key; counter and person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.ui.look import icons
from app.ui.look.tokens import LARGE, SMALL, current_tokens
from app.ui.shell.session import Session
from app.ui.words.notices import NoticeLevel

CONNECTION_KEY, LOCK_KEY = "F7", "Ctrl+L"
GAP = 6  # between the drawing and the words


class StatusLine(QWidget):
    """`connection_wanted`: the state of the connection was clicked, or its key pressed; `lock_wanted`: the words about
    the lock were clicked, or its key pressed."""

    connection_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._level = NoticeLevel.INFO
        self._drawing = "hard-drive"
        self._connection = self._button()
        self._key = self._label("connection_hint", "Halaman sambungan")
        self._key.setText(f"{CONNECTION_KEY} sambungan")
        self._lock = QToolButton(self)
        self._lock.setObjectName("lock")
        self._lock.setText(f"{LOCK_KEY} kunci layar")
        self._lock.setAccessibleName("Kunci layar")
        self._lock.setToolTip(f"Kunci layar ({LOCK_KEY})")
        self._lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lock.clicked.connect(self.lock_wanted)
        QShortcut(QKeySequence(LOCK_KEY), self).activated.connect(self.lock_wanted)
        self._badge = self._label("training_badge", "Mode latihan")
        self._badge.setProperty("role", "training")
        self._badge.hide()
        self._person = self._label("person", "Loket dan petugas")
        row = QHBoxLayout(self)
        row.setContentsMargins(SMALL, 0, LARGE, 0)
        row.setSpacing(SMALL)
        row.addWidget(self._connection)
        row.addSpacing(LARGE)
        row.addWidget(self._key)
        row.addStretch(1)
        row.addWidget(self._badge)
        row.addWidget(self._lock)
        row.addStretch(1)
        row.addWidget(self._person)
        session.changed.connect(self._on_session_changed)
        self._on_session_changed()
        self._dress()

    def show_connection(self, text: str, level: NoticeLevel = NoticeLevel.INFO, drawing: str = "hard-drive") -> None:
        """For instance "Daring", "wifi"; the office on one PC has no line and says "Tersimpan di komputer ini"."""
        self._connection.setText(text)
        self._connection.setAccessibleName(f"Sambungan: {text}")
        self._level, self._drawing = level, drawing
        self._dress()

    def show_training(self) -> None:
        self._badge.setText(" MODE LATIHAN ")
        self._badge.show()

    def texts(self) -> tuple[str, str]:
        return self._connection.text(), self._person.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_badge"):
            self._dress()

    def _dress(self) -> None:
        tokens = current_tokens()
        colour = tokens.muted if self._level is NoticeLevel.INFO else tokens.of_level(self._level)[0]
        self._connection.setIcon(icons.icon(self._drawing, colour, gap=GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = current_tokens()
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))

    def _button(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("connection")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(icons.SIZE + GAP, icons.SIZE))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolTip(f"Halaman sambungan ({CONNECTION_KEY})")
        made.setProperty("help", "Keadaan sambungan ke pusat. F7 atau Spasi membuka halamannya.")
        made.clicked.connect(self.connection_wanted)
        QShortcut(QKeySequence(CONNECTION_KEY), self).activated.connect(self.connection_wanted)
        return made

    def _label(self, name: str, said: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setAccessibleName(said)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _on_session_changed(self) -> None:
        person = self._session.signed_in
        self._person.setText(f"{person.counter}  |  {person.display_name}" if person else "Belum masuk")
        self._lock.setVisible(person is not None)
        self._key.setVisible(person is not None)
