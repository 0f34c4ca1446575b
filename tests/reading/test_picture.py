"""Pictures as they come: turned, broken, too large; and the engine itself on an invented card where it is installed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from app.errors import Refused, Unavailable
from app.reading import picture
from app.reading.lines import TextLine
from app.reading.picture import CardReader, RapidEngine, available, card_reader, load
from tests.reading.cards import card, invented, jpeg, photographed
from tests.reading.test_card import CARD, lines
from tests.reading.test_lines import line

TODAY = date(2026, 11, 22)
installed = pytest.mark.skipif(not available(), reason="the extra ocr is not installed")


class Shown:
    """An engine that sees the card only in one position. `looks` are the turns it was asked for."""

    def __init__(self, upright: int, *, otherwise: tuple[TextLine, ...] = (line("???", 0, 0),)) -> None:
        self._upright, self._otherwise = upright, otherwise
        self.looks: list[int] = []

    def lines(self, picture: bytes, turns: int) -> tuple[TextLine, ...]:
        self.looks.append(turns)
        return tuple(lines(CARD, {})) if turns == self._upright else self._otherwise


STANDING = (TextLine("???", (1.0,) * 3, (0, 0), (0, 90), 20),)


def go_on() -> None:
    """Nobody gives up."""


def read(engine: Shown, going_on: Callable[[], None] = go_on) -> dict[str, str]:
    found = CardReader(engine).read(b"", today=TODAY, near="5107", going_on=going_on)
    return {field: each.text for field, each in found.items()}


def test_an_upright_card_is_looked_at_once() -> None:
    engine = Shown(0)
    assert read(engine)["nik"] == CARD["NIK"]
    assert engine.looks == [0]


@pytest.mark.parametrize(
    ("upright", "otherwise", "looks"),
    [(2, (line("???", 0, 0),), [0, 2]), (1, STANDING, [0, 1]), (3, STANDING, [0, 1, 3])],
)
def test_a_card_that_lies_otherwise_is_turned(upright: int, otherwise: tuple[TextLine, ...], looks: list[int]) -> None:
    engine = Shown(upright, otherwise=otherwise)
    assert read(engine)["name"] == CARD["Nama"]
    assert engine.looks == looks


@pytest.mark.parametrize(("otherwise", "looks"), [((), [0]), ((line("???", 0, 0),), [0, 2]), (STANDING, [0, 1, 3])])
def test_what_is_no_card_is_refused_whatever_way_it_lies(otherwise: tuple[TextLine, ...], looks: list[int]) -> None:
    engine = Shown(9, otherwise=otherwise)
    with pytest.raises(Refused) as refused:
        read(engine)
    assert (refused.value.code, engine.looks) == ("card_unreadable", looks)


class Several(Shown):
    """Two cards, in one position."""

    def lines(self, picture: bytes, turns: int) -> tuple[TextLine, ...]:
        found = super().lines(picture, turns)
        return (*found, line("NIK : 5107034507880004", 30, 40)) if turns == self._upright else found


@pytest.mark.parametrize("upright", [0, 2])
def test_several_cards_are_refused_at_once(upright: int) -> None:
    with pytest.raises(Refused) as refused:
        read(Several(upright))
    assert refused.value.code == "card_several"


def test_whoever_gives_up_waits_for_no_other_look() -> None:
    class GivenUpError(Exception):
        pass

    engine = Shown(2)

    def going_on() -> None:
        if engine.looks:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        read(engine, going_on)
    assert engine.looks == [0]


def test_a_file_is_read_unless_it_is_gone_or_far_too_large(tmp_path: Path) -> None:
    kept = tmp_path / "a.jpg"
    kept.write_bytes(b"abc")
    assert load(kept) == b"abc"
    with pytest.raises(Unavailable) as gone:
        load(tmp_path / "b.jpg")
    assert gone.value.code == "picture_gone"
    with kept.open("r+b") as file:
        file.truncate(picture.MOST_BYTES + 1)
    with pytest.raises(Refused) as refused:
        load(kept)
    assert refused.value.code == "picture_too_large"


def packed(image: Image.Image, kind: str) -> bytes:
    kept = BytesIO()
    image.save(kept, kind)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (b"%PDF-1.7 no picture", "picture_format"),
        (packed(Image.new("RGB", (9, 9)), "TIFF"), "picture_format"),
        (packed(Image.effect_noise((200, 200), 90), "JPEG")[:4000], "picture_broken"),
        (packed(Image.new("1", (9000, 9000)), "PNG"), "picture_too_large"),
        (b"\x00" * (picture.MOST_BYTES + 1), "picture_too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(made: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        picture._dots(made, 0)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", picture.FORMATS)
def test_pictures_become_dots_of_blue_green_red_turned_and_no_larger_than_needed(kind: str) -> None:
    image = Image.new("RGB", (3200, 1600), (250, 0, 0))
    dots = picture._dots(packed(image, kind), 1)
    assert dots.shape == (1600, 800, 3)
    assert dots[0, 0, 2] > 200 > dots[0, 0, 0]


def test_a_telephone_that_was_held_upright_says_so() -> None:
    image, kept = Image.new("RGB", (40, 20)), BytesIO()
    marks = Image.Exif()
    marks[0x0112] = 6
    image.save(kept, "JPEG", exif=marks)
    assert picture._dots(kept.getvalue(), 0).shape == (40, 20, 3)


def test_each_letter_has_its_score_and_gaps_are_sure() -> None:
    found = SimpleNamespace(
        boxes=[[[0, 0], [90, 10], [90, 40], [0, 30]]] * 2,
        txts=("A B", "AB"),
        scores=(0.7, 0.6),
        word_results=([("A", 0.9, None), ("B", 0.8, None)], [("A", 0.9, None)]),
    )
    first, second = picture._lines(found)
    assert first == TextLine("A B", (0.9, 1.0, 0.8), (0.0, 15.0), (90.0, 25.0), 30.0)
    assert second.scores == (0.6, 0.6), "where the engine's letters are others"


def test_without_a_part_of_the_extra_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "PARTS", ("json", "no_such_engine"))
    assert card_reader() is None
    monkeypatch.setattr(picture, "PARTS", ("json",))
    assert card_reader() is not None


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


@installed
def test_an_invented_card_is_read_from_a_photo(engine: RapidEngine, capfd: pytest.CaptureFixture[str]) -> None:
    printed = invented(1)
    photo = jpeg(photographed(card(printed), 1))
    found = CardReader(engine).read(photo, today=TODAY, near="5107", going_on=go_on)
    assert found["nik"].text == printed.nik
    assert found["name"].text == printed.name
    assert found["birth_date"].text == printed.born
    assert found["sex"].value == printed.sex
    assert found["address"].text.startswith(printed.address)
    assert capfd.readouterr() == ("", ""), "nothing of a card is printed"


@installed
def test_an_empty_picture_has_no_text(engine: RapidEngine) -> None:
    assert engine.lines(jpeg(Image.new("RGB", (640, 400), "white")), 0) == ()


@installed
def test_models_that_are_missing_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MODELS", {"Det": "none.onnx"})
    with pytest.raises(Unavailable) as missing:
        RapidEngine().lines(jpeg(Image.new("RGB", (64, 40))), 0)
    assert missing.value.code == "card_engine"
