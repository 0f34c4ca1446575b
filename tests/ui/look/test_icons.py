"""One icon set: every drawing named in the program exists, and takes the colour asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage

from app.settings import resource
from app.ui.look import icons

SOURCE = Path(icons.__file__).parent.parent


def named() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return set(re.findall(r"icon(?:s\.icon|s\.pixmap)?(?:=|: str = |\()\"([a-z0-9-]+)\"", text))


def test_every_drawing_named_in_the_program_exists() -> None:
    assert "search" in named()
    assert [name for name in sorted(named()) if not resource(f"icons/{name}.svg").is_file()] == []


def test_the_licence_lies_beside_the_drawings_and_the_font() -> None:
    assert "ISC License" in resource("icons/LICENSE.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in resource("fonts/OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_drawing_takes_its_colour_and_size(ratio: float) -> None:
    picture = icons.pixmap("house", "#ff0000", 20, ratio)
    assert picture.width() == round(20 * ratio)
    image = picture.toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#ff0000"}


def test_an_icon_that_is_off_has_another_colour_and_a_gap_is_room_at_the_right() -> None:
    made = icons.icon("printer", "#0000ff", "#00ff00", gap=6)
    on, off = (made.pixmap(24, 18, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert made.availableSizes()[0].width() == 24
    assert QColor("#0000ff") in colours(on)
    assert QColor("#00ff00") in colours(off)


def colours(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]


def test_a_name_without_a_drawing_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icons.drawing("no-such-drawing")
