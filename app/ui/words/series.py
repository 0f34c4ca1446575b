"""A series of numbers by the name of what bears them, with its own example; the code alone says nothing to a clerk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from app.actions.series import letter_number
from app.reference.catalogue import Catalogue, PermitType
from app.reference.labels import label
from app.rules.workflow import TABLE

LETTERS = {row.series: row.paper for row in TABLE if row.series}
TELLING = 3  # words that papers must share, for these words to name them all: "Surat Izin" names nothing


@dataclass(frozen=True)
class SeriesName:
    """`place` orders them as they are kept in an office: registrations, permits, letters."""

    place: int
    name: str
    help: str


def series_name(code: str, year: int, following: int, catalogue: Catalogue) -> SeriesName:
    """Of the series `code` of that year, or 0 for registrations at the counter `code`; `following` is the example."""
    if not year:
        return SeriesName(
            0,
            f"Nomor registrasi {code}",
            f"Angka urut pada tanda terima, misalnya {following} pada nomor yang memuat {code}-{following:05}.",
        )
    if code in LETTERS:
        return SeriesName(
            2, f"{label(LETTERS[code]).capitalize()} {year}", _example(letter_number(code, following, year), following)
        )
    permits = [each for each in catalogue.permits if each.output.series == code and each.output.number_format]
    if not permits:
        return SeriesName(1, f"Izin {code} {year}", _example(f"…/{following:04}/{code}/…/{year}", following))
    form = permits[0].output.number_format or ""
    said = _example(form.format(seq=following, year=year), following)
    if len(permits) > 1:
        said += f" Satu urutan untuk {', '.join(each.short_name for each in permits)}."
    return SeriesName(1, f"{_name(permits)} {year}", said)


def _name(permits: list[PermitType]) -> str:
    papers = list(dict.fromkeys(each.output.document for each in permits))
    shared = _shared([paper.split() for paper in papers])
    if len(papers) == 1 or len(shared) >= TELLING:
        return " ".join(shared)
    return _joined(each.short_name for each in permits)


def _shared(papers: list[list[str]]) -> list[str]:
    """The words that all begin with."""
    alike = takewhile(lambda words: len(set(words)) == 1, zip(*papers, strict=False))
    return [words[0] for words in alike]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _example(number: str, following: int) -> str:
    return f"Angka urut pada suratnya, misalnya {following} pada {number}."
