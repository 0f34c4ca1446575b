"""Every text can be read on what it stands on, in light and in dark."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from app.ui.look import style
from app.ui.look.tokens import DARK, LIGHT, READABLE, VISIBLE, Tokens, contrast, control_height, current_tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "back"), READABLE)
def test_text_can_be_read(tokens: Tokens, text: str, back: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, back)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "back"), VISIBLE)
def test_edges_of_controls_can_be_seen(tokens: Tokens, edge: str, back: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, back)) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)
    assert contrast("#2563eb", "#2563eb") == 1


def test_every_colour_is_a_colour() -> None:
    for tokens in (LIGHT, DARK):
        colours = [value for name, value in tokens._asdict().items() if name != "dark"]
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


@pytest.mark.parametrize("level", ["info", "success", "warning", "error"])
def test_every_level_of_a_notice_has_colours_of_its_own(level: str) -> None:
    others = {name for name in ("info", "success", "warning", "error") if name != level}
    assert all(LIGHT.of_level(level) != LIGHT.of_level(other) for other in others)


def test_controls_are_34_high_at_the_base_size_and_grow_with_the_text(qapp: QApplication) -> None:
    large = QFont(qapp.font())
    large.setPointSize(18)
    assert control_height(QFontMetrics(qapp.font())) == 34
    assert control_height(QFontMetrics(large)) > 45


def test_the_palette_tells_which_tokens_it_was_made_from(qapp: QApplication) -> None:
    try:
        assert style.apply(qapp, dark=True) is DARK
        assert current_tokens() is DARK
    finally:
        style.apply(qapp, dark=False)
    assert current_tokens() is LIGHT
