"""A picture of a page as a phone shows it, where there is a browser; and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.tour.after_outage import HEIGHT, SHARPNESS, WIDTH, browser, picture


def test_none_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert browser() == ""


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    assert not picture(str(tmp_path / "no-browser"), "about:blank", tmp_path / "page.png")


@pytest.mark.skipif(not browser(), reason="no Chromium here")
def test_as_wide_and_sharp_as_a_phone(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Halaman")
    assert picture(browser(), page.as_uri(), tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as drawn:
        assert drawn.size == (WIDTH * SHARPNESS, HEIGHT * SHARPNESS)
