"""The one icon set: line drawings from resources/icons, coloured as they are asked for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.settings import resource

SIZE = 18


@lru_cache(maxsize=128)
def drawing(name: str) -> bytes:
    """The SVG of an icon, its strokes in `currentColor`. A name without a file is a bug and raises."""
    return resource(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """`size` in logical pixels, `ratio` device pixels each. Only with a running QGuiApplication."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = drawing(name).replace(b"currentColor", colour.encode())
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, off: str = "", gap: int = 0) -> QIcon:
    """An icon for plain and for fine screens; `off` is its colour when disabled, `gap` room kept at its right."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_with_gap(pixmap(name, colour, SIZE, ratio), gap), QIcon.Mode.Normal)
        made.addPixmap(_with_gap(pixmap(name, off or colour, SIZE, ratio), gap), QIcon.Mode.Disabled)
    return made


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wider = QPixmap(QSize(picture.width() + round(gap * ratio), picture.height()))
    wider.fill(Qt.GlobalColor.transparent)
    wider.setDevicePixelRatio(ratio)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wider
