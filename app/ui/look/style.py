"""Fusion, a palette and one small style sheet, all made from the tokens."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from app.settings import resource
from app.ui.look.tokens import DARK, FONT, LIGHT, POINTS, RADIUS, Tokens, control_height

Role = QPalette.ColorRole
STYLE = "Fusion"


def application(name: str) -> QApplication:
    """The program's one application, with its look. The style named as a word costs less than `setStyle`: 7 ms of 150,
    in which PySide makes its classes of styles."""
    made = QApplication([name, "-style", STYLE])
    dress(made, dark=follows_dark(made))
    return made


def apply(app: QApplication, dark: bool | None = None) -> Tokens:
    """Give the program its look; `dark=None` follows the system. May be called again to change it."""
    app.setStyle(STYLE)
    return dress(app, dark=follows_dark(app) if dark is None else dark)


def dress(app: QApplication, *, dark: bool) -> Tokens:
    """All of the look but Qt's own style."""
    tokens = DARK if dark else LIGHT
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    app.setFont(font())
    app.setPalette(palette(tokens))
    app.setStyleSheet(sheet(tokens, control_height(QFontMetrics(app.font()))))
    return tokens


def follows_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def font() -> QFont:
    """The bundled family, so that the program looks the same on every PC of the office."""
    if FONT not in QFontDatabase.families():
        for weight in ("Regular", "Bold"):
            QFontDatabase.addApplicationFontFromData(resource(f"fonts/NotoSans-{weight}.ttf").read_bytes())
    made = QFont(FONT)
    made.setPointSize(POINTS)
    return made


def palette(tokens: Tokens) -> QPalette:
    made = QPalette()
    for role, colour in (
        (Role.Window, tokens.page),
        (Role.WindowText, tokens.text),
        (Role.Base, tokens.surface),
        (Role.AlternateBase, tokens.zebra),
        (Role.Text, tokens.text),
        (Role.Button, tokens.surface),
        (Role.ButtonText, tokens.text),
        (Role.BrightText, tokens.on_primary),
        (Role.Highlight, tokens.primary),
        (Role.HighlightedText, tokens.on_primary),
        (Role.PlaceholderText, tokens.muted),
        (Role.ToolTipBase, tokens.raised),
        (Role.ToolTipText, tokens.text),
        (Role.Link, tokens.primary_text),
        (Role.Mid, tokens.line),
        (Role.Accent, tokens.primary),
    ):
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return made


def sheet(tokens: Tokens, control: int) -> str:
    """The style sheet. `control` is the height of a one-line control in pixels, its border included."""
    values = {name: str(value) for name, value in tokens._asdict().items()}
    shade = "dark" if tokens.dark else "light"
    return Template(SHEET).substitute(values, r=RADIUS, h=control - 2, hf=control - 4, h_in=control - 10, shade=shade)


SHEET = """
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QWidget[role="front"] { background: $navigation; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 16pt; font-weight: bold; }
QLabel[role="section"] { font-size: 11pt; font-weight: bold; }
QLabel[role="strong"], QLabel[role="field"] { font-weight: bold; }
QFrame[role="divider"] { color: $line; background: $line; border: none; max-height: 1px; }
QLabel[role="muted"], QLabel[role="help"] { color: $muted; }
QLabel[role="help"], QLabel[role="error"], QLabel[role="small"] { font-size: 9pt; }
QLabel[role="error"] { color: $danger; }
QLabel[role="number"] { font-size: 22pt; font-weight: bold; }
QLabel[role="brand"] { font-size: 22pt; font-weight: bold; color: $on_navigation_active; }
QLabel[role="brand_office"] { font-size: 13pt; font-weight: bold; color: $on_navigation; }
QLabel[role="brand_muted"] { color: $muted_on_navigation; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="error"] { color: $danger; }
QLabel[role="training"] { background: $training; color: $on_training; font-weight: bold; border-radius: 4px; }

QLabel[role="badge"] { border-radius: 4px; padding: 1px 8px; font-size: 9pt; font-weight: bold;
  background: $neutral_soft; color: $text; }
QLabel[badge="info"] { background: $info_soft; color: $info; }
QLabel[badge="success"] { background: $success_soft; color: $success; }
QLabel[badge="warning"] { background: $warning_soft; color: $warning; }
QLabel[badge="error"] { background: $danger_soft; color: $danger; }

QFrame[role="notice"] { border-radius: ${r}px; background: $info_soft; border: 1px solid $info; }
QFrame[role="notice"][level="success"] { background: $success_soft; border-color: $success; }
QFrame[role="notice"][level="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="notice"][level="error"] { background: $danger_soft; border-color: $danger; }
QFrame[role="notice"] > QLabel { border: none; }
QFrame[role="reading"] { border: none; border-left: 6px solid transparent; }
QFrame[role="reading"][level="warning"] { background: $warning_soft; border-left-color: $warning; }
QFrame[role="popover"] { background: $raised; border: 1px solid $control_line; border-radius: 8px; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $control_line; border-radius: ${r}px;
  selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${h}px; max-height: ${h}px; padding: 0 10px; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  min-height: ${hf}px; max-height: ${hf}px; padding: 0 9px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $danger; background: $danger_soft; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { min-height: ${hf}px; max-height: ${hf}px; padding: 0 9px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus {
  border: 2px solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
  background: $raised; color: $muted; border-color: $line; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(icons:arrow-down-$shade.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control_line; outline: 0; padding: 4px;
  selection-background-color: $primary_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${h_in}px; padding: 0 6px; }

QPushButton { background: $surface; color: $text; border: 1px solid $control_line; border-radius: ${r}px;
  min-height: ${h}px; max-height: ${h}px; padding: 0 14px; font-weight: bold; }
QPushButton:hover { background: $raised; border-color: $muted; }
QPushButton:pressed { background: $neutral_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 0 13px; min-height: ${hf}px; max-height: ${hf}px; }
QPushButton:disabled { color: $muted; background: $raised; border-color: $line; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $primary_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $neutral_soft; color: $muted; border-color: $neutral_soft; }
QPushButton[kind="danger"] { background: $danger; color: $on_danger; border-color: $danger; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="link"] { background: transparent; color: $primary_text; border-color: transparent; padding: 0 8px; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0 7px; }
QPushButton[kind="link"]:disabled { color: $muted; }
QPushButton[kind="chip"] { padding: 0 10px; font-weight: normal; border-color: $line; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 0 9px; }
QPushButton[kind="chip"][on="true"] { background: $primary_soft; border-color: $primary_text; font-weight: bold; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${r}px; padding: 4px; }
QToolButton:hover { background: $neutral_soft; }
QToolButton:focus { border: 2px solid $focus; padding: 3px; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: ${r}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator {
  width: 18px; height: 18px; border: 1px solid $control_line; border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {
  background: $primary; border-color: $primary; image: url(icons:tick.svg); }
QRadioButton::indicator:checked { border: 6px solid $primary; width: 8px; height: 8px; background: $surface; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QTableView, QListView { background: $surface; alternate-background-color: $zebra; border: 1px solid $line; padding: 1px;
  border-radius: ${r}px; gridline-color: transparent; outline: 0;
  selection-background-color: $primary_soft; selection-color: $text; }
QTableView[wrong="true"] { border: 2px solid $danger; padding: 0; }
QTableView:focus, QListView:focus { border: 2px solid $focus; padding: 0; }
QTableView::item, QListView::item { padding: 0 8px; border: none; }
QTableView::item:selected, QListView::item:selected { background: $primary_soft; color: $text; }
QListView#picker_list { border-color: $control_line; padding: 3px 0; }
QListView::item:focus { background: $primary_soft; border-radius: 4px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0 11px; font-weight: bold; }
QHeaderView::up-arrow { image: url(icons:arrow-up-$shade.svg); width: 14px; height: 14px; }
QHeaderView::down-arrow { image: url(icons:arrow-down-$shade.svg); width: 14px; height: 14px; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 14px; border: 2px solid transparent;
  border-bottom: 3px solid transparent; font-weight: bold; }
QTabBar::tab:selected { color: $primary_text; border-bottom-color: $primary_text; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: ${r}px; }

QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $control_line; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $primary; border-radius: 4px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $primary_soft; color: $text; }
QSplitter::handle { background: transparent; }
"""
