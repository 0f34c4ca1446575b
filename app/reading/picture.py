"""The engine that reads text in a picture: the extra `ocr`, absent in most installations and loaded when first used.

Its models come with it and nothing is fetched. Neither the picture nor a word of it is written or logged anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from app.errors import Refused, Unavailable
from app.reading.card import Proposal, propose
from app.reading.lines import TextLine

PARTS = ("rapidocr", "onnxruntime", "cv2", "PIL")
MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
FORMATS = ("JPEG", "PNG", "WEBP", "BMP")
SUFFIXES = ("jpg", "jpeg", "png", "webp", "bmp")
MOST_BYTES, MOST_DOTS = 20_000_000, 60_000_000
SIDE = 1600  # dots; more says nothing new and takes longer
THREADS = 2
UPRIGHT, LEFT, OVER, RIGHT = 0, 1, 2, 3  # quarter turns


class Engine(Protocol):
    """The text of a picture after some quarter turns."""

    def lines(self, picture: bytes, turns: int) -> tuple[TextLine, ...]: ...


class CardReader:
    """Safe to call from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, picture: bytes, *, today: date, near: str, going_on: Callable[[], None]) -> Proposal:
        """`going_on` is called before every look and may raise to give up. A card lying on its side or upside down
        is turned; every look takes seconds, so none is wasted."""
        going_on()
        lines = self._engine.lines(picture, UPRIGHT)
        try:
            return propose(lines, today=today, near=near)
        except Refused as refused:
            if refused.code != "card_unreadable" or not lines:
                raise
        for turns in (LEFT, RIGHT) if _is_lying(lines) else (OVER,):
            going_on()
            proposal = self._turned(picture, turns, today, near)
            if proposal:
                return proposal
        raise Refused("card_unreadable")

    def _turned(self, picture: bytes, turns: int, today: date, near: str) -> Proposal:
        try:
            return propose(self._engine.lines(picture, turns), today=today, near=near)
        except Refused as refused:
            if refused.code == "card_unreadable":
                return {}
            raise


def available() -> bool:
    """Whether the extra is installed. Loads nothing."""
    return all(find_spec(part) is not None for part in PARTS)


def card_reader() -> CardReader | None:
    return CardReader(RapidEngine()) if available() else None


def _is_lying(lines: Iterable[TextLine]) -> bool:
    """Whether most of what was found stands on end."""
    ends = [abs(line.end[1] - line.start[1]) > abs(line.end[0] - line.start[0]) for line in lines]
    return sum(ends) * 2 > len(ends)


class RapidEngine:
    """PP-OCR on the CPU, one picture at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: Any = None

    def lines(self, picture: bytes, turns: int) -> tuple[TextLine, ...]:
        dots = _dots(picture, turns)
        with self._lock:
            if self._made is None:
                self._made = _engine()
            found = self._made(dots, return_word_box=True, return_single_char_box=True)
        return tuple(_lines(found)) if found.txts is not None else ()


def _engine() -> Any:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    if not all((models / name).is_file() for name in MODELS.values()):
        raise Unavailable("card_engine")  # it would fetch them
    params: dict[str, object] = {f"{part}.model_path": str(models / name) for part, name in MODELS.items()}
    # 2026-11-22: no use_cls. It turns single lines over by their look, and 009/000 became 000/600, in no doubt.
    params |= {"Global.use_cls": False, "Global.log_level": "critical"}
    params["EngineConfig.onnxruntime.intra_op_num_threads"] = THREADS
    return rapidocr.RapidOCR(params=params)


def _dots(picture: bytes, turns: int) -> Any:
    """Blue, green, red, as the engine wants them. Refused where it is no picture, or none a counter would take."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(picture) > MOST_BYTES:
        raise Refused("picture_too_large")
    try:
        with Image.open(BytesIO(picture), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise Refused("picture_too_large")
            opened.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except UnidentifiedImageError:
        raise Refused("picture_format") from None
    except (OSError, SyntaxError, ValueError):  # what Pillow says of a picture that is cut off or broken
        raise Refused("picture_broken") from None
    upright.thumbnail((SIDE, SIDE))
    return np.ascontiguousarray(np.rot90(np.asarray(upright)[:, :, ::-1], turns))


def _lines(found: Any) -> Iterator[TextLine]:
    for corners, text, score, letters in zip(found.boxes, found.txts, found.scores, found.word_results, strict=True):
        left_top, right_top, right_foot, left_foot = ((float(x), float(y)) for x, y in corners)
        start, end = _middle(left_top, left_foot), _middle(right_top, right_foot)
        height = (abs(left_foot[1] - left_top[1]) + abs(right_foot[1] - right_top[1])) / 2
        yield TextLine(text, _scores(text, float(score), letters), start, end, height)


def _middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _scores(text: str, score: float, letters: Iterable[tuple[str, float, object]]) -> tuple[float, ...]:
    """One for each letter; the engine says nothing of gaps. Where the two do not agree all have the line's own."""
    single = [float(sure) for _, sure, _ in letters]
    if len(single) != len(text.replace(" ", "")):
        return (score,) * len(text)
    rest = iter(single)
    return tuple(1.0 if letter == " " else next(rest) for letter in text)


def load(path: Path) -> bytes:
    """A picture's file; one that is far too large is not even opened."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("picture_too_large")
        return path.read_bytes()
    except OSError:
        raise Unavailable("picture_gone") from None
