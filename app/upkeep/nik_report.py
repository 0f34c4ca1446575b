"""`loket nik`: checks numbers without a window, for administrators and for measuring.

Exit status 0 when none is an error, 1 otherwise, 2 on unusable input. The sentences of this command live here.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TextIO

from app.reference.regions import regions
from app.rules.nik import Level, NikCheck, NikReading, check_nik, grouped, normalise
from app.rules.verdicts import error

COLUMNS = ("nik", "born", "sex", "home", "today", "kk", "rekey_last4", "rekey_first6")
ROW = error("row")
UNDECODED = "\N{REPLACEMENT CHARACTER}"

LEVELS = {Level.OK: "baik", Level.INFO: "baik", Level.WARNING: "periksa lagi", Level.ERROR: "keliru"}
SEXES = {"L": "laki-laki", "P": "perempuan"}
SENTENCES = {
    "characters": "ada karakter selain angka",
    "length": "harus 16 angka, terisi {digits}",
    "province_unknown": "kode provinsi tidak dikenal",
    "nit": "Nomor Identitas Tunggal (pertama kali didaftar di luar negeri)",
    "region_zero": "kode kabupaten/kota atau kecamatan 00",
    "region_unknown": "kode wilayah tidak ada dalam tabel",
    "region_retired": "kode wilayah lama, kini {successor}",
    "date_impossible": "tanggal lahir tidak mungkin",
    "age_unusual": "umur di luar 17-90 tahun; mungkin nomor KK",
    "serial_zero": "nomor urut 0000",
    "birth_date_differs": "tanggal lahir berbeda dengan yang diisi",
    "sex_differs": "jenis kelamin berbeda dengan yang diisi",
    "home_differs": "bukan kecamatan setempat, ketik ulang enam angka pertama",
    "rekey_differs": "ketikan kedua berbeda",
    "same_as_kk": "sama dengan nomor KK",
    "row": "baris tidak terbaca",
}


class _UnusableTableError(Exception):
    """The input as a whole makes no sense; the message is for the person at the terminal."""


@dataclass(frozen=True)
class NikRow:
    """One number and what to compare it with; None where nothing was given."""

    nik: str
    today: date
    born: date | None
    sex: str | None
    home: str | None
    kk: str | None
    rekey_last4: str | None
    rekey_first6: str | None

    @classmethod
    def of(cls, cells: dict[str, str], today: date) -> NikRow:
        """Raises ValueError for what cannot be read; the NIK itself is judged later, not here."""
        if any(UNDECODED in cell or "\0" in cell for cell in cells.values()):
            raise ValueError("undecodable")
        born = cells.get("born")
        return cls(
            nik=cells.get("nik", ""),
            today=date.fromisoformat(cells["today"]) if cells.get("today") else today,
            born=date.fromisoformat(born) if born else None,
            sex=_one_of(cells.get("sex", "").upper(), "L", "P"),
            home=_digits(cells.get("home", ""), 6),
            kk=cells.get("kk") or None,
            rekey_last4=cells.get("rekey_last4") or None,
            rekey_first6=cells.get("rekey_first6") or None,
        )

    def check(self) -> NikCheck:
        return check_nik(
            self.nik,
            today=self.today,
            regions=regions(),
            born=self.born,
            sex=self.sex,
            home=self.home,
            kk=self.kk,
            rekey_last4=self.rekey_last4,
            rekey_first6=self.rekey_first6,
        )


def _one_of(cell: str, *allowed: str) -> str | None:
    if cell and cell not in allowed:
        raise ValueError(f"one of {allowed} is wanted")
    return cell or None


def _digits(cell: str, length: int) -> str | None:
    bare = normalise(cell)
    if bare and not (bare.isascii() and bare.isdigit() and len(bare) == length):
        raise ValueError(f"{length} digits are wanted")
    return bare or None


def run(arguments: list[str], stdin: TextIO, stdout: TextIO) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        checks = _batch(options, stdin) if options.batch else [_single(options, stdin)]
        return _print(checks, stdout, as_json=options.json)
    except _UnusableTableError as problem:
        sys.stderr.write(f"loket nik: {problem}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="loket nik",
        description="Memeriksa NIK tanpa jendela.",
        epilog="Kode keluar: 0 tidak ada yang keliru, 1 ada yang keliru, 2 masukan tidak terpakai.",
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("nik", nargs="?", help="satu NIK; - dibaca dari masukan baku")
    source.add_argument("--batch", metavar="CSV", help=f"kolom {', '.join(COLUMNS)}; - adalah masukan baku")
    parser.add_argument("--born", metavar="TTTT-BB-HH", help="tanggal lahir yang diisi")
    parser.add_argument("--sex", metavar="L|P", help="jenis kelamin yang diisi")
    parser.add_argument("--home", metavar="KODE", help="kode kecamatan setempat, enam angka")
    parser.add_argument("--kk", metavar="KK", help="nomor kartu keluarga")
    parser.add_argument("--rekey-last4", metavar="ANGKA", help="ketikan kedua empat angka terakhir")
    parser.add_argument("--rekey-first6", metavar="ANGKA", help="ketikan kedua enam angka pertama")
    parser.add_argument("--today", metavar="TTTT-BB-HH", help="tanggal acuan, biasanya hari ini")
    parser.add_argument("--json", action="store_true", help="satu objek JSON per baris")
    return parser


def _given(options: argparse.Namespace) -> dict[str, str]:
    return {name: value for name in COLUMNS if (value := getattr(options, name))}


def _now() -> date:
    return datetime.now(UTC).astimezone().date()


def _single(options: argparse.Namespace, stdin: TextIO) -> NikCheck:
    cells = _given(options)
    if options.nik == "-":
        cells["nik"] = _decoded(stdin).readline().removeprefix("\ufeff").strip()
    try:
        return NikRow.of(cells, _now()).check()
    except ValueError as problem:
        raise _UnusableTableError(f"tidak terbaca: {problem}") from problem


def _batch(options: argparse.Namespace, stdin: TextIO) -> Iterator[NikCheck]:
    """What the command line gives holds for every row that has no such cell."""
    defaults = _given(options)
    try:
        NikRow.of(defaults, _now())
    except ValueError as problem:
        raise _UnusableTableError(f"tidak terbaca: {problem}") from problem
    if options.batch == "-":
        yield from _rows(_decoded(stdin), defaults)
        return
    try:
        with open(options.batch, encoding="utf-8-sig", errors="replace") as file:
            yield from _rows(file, defaults)
    except OSError as problem:
        raise _UnusableTableError(f"berkas tidak dapat dibaca: {problem.strerror}") from problem


def _decoded(stream: TextIO) -> TextIO:
    """Standard input as UTF-8 whatever the terminal's encoding is."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    return stream


def _rows(lines: Iterable[str], defaults: dict[str, str]) -> Iterator[NikCheck]:
    """One check a row, in order. A line is a row, so that an open quote spoils no other; an empty line is none."""
    feed = iter(lines)
    first = next(feed, "").removeprefix("\ufeff")
    delimiter = ";" if ";" in first and "," not in first else ","
    header = [cell.strip().lower() for cell in _cells(first, delimiter) or []]
    if "nik" not in header:
        raise _UnusableTableError("baris pertama harus memuat nama kolom, sekurang-kurangnya nik")
    today = _now()
    for line in feed:
        cells = _cells(line, delimiter)
        if cells is None or len(cells) > len(header):
            yield _unreadable(cells, header)
        elif cells:
            yield _checked(dict(zip(header, cells, strict=False)), defaults, today)


def _cells(line: str, delimiter: str) -> list[str] | None:
    """None for a line the CSV reader gives up on."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _checked(cells: dict[str, str], defaults: dict[str, str], today: date) -> NikCheck:
    given = {name: cell.strip() for name, cell in cells.items() if name in COLUMNS}
    try:
        return NikRow.of(defaults | {name: cell for name, cell in given.items() if cell}, today).check()
    except ValueError:
        return NikCheck(NikReading(given.get("nik", "")), (ROW,))


def _unreadable(cells: list[str] | None, header: list[str]) -> NikCheck:
    found = dict(zip(header, cells or (), strict=False))
    return NikCheck(NikReading(found.get("nik", "").strip()), (ROW,))


def _print(checks: Iterable[NikCheck], stdout: TextIO, *, as_json: bool) -> int:
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="backslashreplace")
    worst = 0
    for check in checks:
        stdout.write(json.dumps(_shape(check)) if as_json else _line(check))
        stdout.write("\n")
        worst |= check.level is Level.ERROR
    return worst


def _shape(check: NikCheck) -> dict[str, object]:
    reading = check.reading
    shape: dict[str, object] = {
        "nik": reading.nik or None,
        "level": check.level.value,
        "codes": list(check.codes),
        "province": reading.province,
        "regency": reading.regency,
        "district": reading.district,
        "district_code": reading.district_code,
        "birth_date": reading.birth_date.isoformat() if reading.birth_date else None,
        "sex": reading.sex,
        "serial": reading.serial,
    }
    return shape | ({"successor": reading.successor} if reading.successor else {})


def _line(check: NikCheck) -> str:
    """5107 0345 0788 0003: baik. Manggis, Kabupaten Karangasem, Bali; lahir 05-07-1988; perempuan; urut 0003."""
    reading = check.reading
    places = ", ".join(name for name in (reading.district, reading.regency, reading.province) if name)
    read = (
        places,
        f"lahir {reading.birth_date:%d-%m-%Y}" if reading.birth_date else "",
        SEXES.get(reading.sex or "", ""),
        f"urut {reading.serial}" if reading.serial else "",
    )
    facts = {"digits": len(reading.nik), "successor": reading.successor}
    said = "; ".join(SENTENCES[code].format(**facts) for code in check.codes)
    parts = (f"{grouped(reading.nik) or '-'}: {LEVELS[check.level]}", said, "; ".join(filter(None, read)))
    return ". ".join(filter(None, parts)) + "."
