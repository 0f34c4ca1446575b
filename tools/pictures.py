"""Makes the pictures of the documents from what a tour left: `python tools/pictures.py TOUR [OUT]`.

Screens are shrunk to one width, a phone to half its pixels, papers are drawn by pdftoppm (poppler-utils); all get as
few colours as keep them small. Names are ours and stay the same, whatever number the tour gives a step. OUT is
`docs/pictures` by default. The tour needs a Chromium for the picture of the phone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH, DPI = 1100, 90
MOST = 90_000  # bytes of a picture
COLOURS = (256, 128, 64, 32, 16)

# Name here: the step of the tour that ends with it; its first one where there are several.
SCREENS = {
    "intake": "Pemohon yang sudah dikenal",
    "intake-permit": "Permohonan baru terisi",
    "queue": "Antrean kerja",
    "check": "Berkas diperiksa",
    "match": "Dicocokkan dengan data pusat",
    "correction": "Koreksi data disetujui orang kedua",
    "file": "Berkas di meja Kepala Dinas",
    "return": "Berkas dikembalikan",
    "revision": "Perbaikan diterima",
    "handover": "Izin diserahkan",
    "front": "Beranda",
    "book": "Buku register",
    "offline": "Yang menunggu dikirim",
    "tray": "Perlu keputusan",
    "two-counters": "Berkas kedua tampil di Loket 2",
    "tracking": "Halaman pelacakan",
}
# Name here: how the file of the paper begins; the first one of the tour where there are several.
PAPERS = {"receipt": "tanda-terima-berkas_", "permit": "surat-izin_"}


class MissingError(Exception):
    """The tour left no such step or paper."""


def pictures(tour: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture under its name. Raises MissingError, OSError, CalledProcessError."""
    steps = _steps(tour)
    for name, step in SCREENS.items():
        if step not in steps:
            raise MissingError(f"no step {step!r} in {tour}")
        yield name, shrunk(Image.open(tour / steps[step]))
    told = _summary(tour)["papers"]
    for name, beginning in PAPERS.items():
        papers = [paper for paper in told if paper.startswith(beginning)]
        if not papers:
            raise MissingError(f"no paper {beginning!r} in {tour}")
        yield name, drawn(tour / papers[0])


def shrunk(picture: Image.Image) -> Image.Image:
    """A phone is half as sharp as it was, so that it is as large as on other pages."""
    width = WIDTH if picture.width > picture.height else picture.width // 2
    height = round(picture.height * width / picture.width)
    return picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def drawn(paper: Path) -> Image.Image:
    """Its first page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page"
        drawing = ("pdftoppm", "-png", "-r", str(DPI), "-f", "1", "-l", "1", "-singlefile", str(paper), str(page))
        subprocess.run(drawing, check=True)
        with Image.open(page.with_suffix(".png")) as picture:
            return picture.convert("RGB")


def packed(picture: Image.Image) -> bytes:
    """As PNG with the most colours that fit into `MOST` bytes, or with the fewest there are. A colour that only a few
    letters have keeps its place: a green tick must not turn grey."""
    for colours in COLOURS:
        file = BytesIO()
        picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST:
            break
    return file.getvalue()


def _steps(tour: Path) -> dict[str, str]:
    """Step -> its picture."""
    found: dict[str, str] = {}
    for step in _summary(tour)["steps"]:
        found.setdefault(step["name"], step["picture"])
    return found


def _summary(tour: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((tour / "tour.json").read_text(encoding="utf-8"))
    return told


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        print("usage: python tools/pictures.py TOUR [OUT]", file=sys.stderr)
        return 2
    out = Path(arguments[1]) if len(arguments) == 2 else TARGET
    try:
        made = {name: packed(picture) for name, picture in pictures(Path(arguments[0]))}
    except (MissingError, OSError, subprocess.CalledProcessError) as error:
        print(f"pictures: {error}", file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / f"{name}.png").write_bytes(content)
        print(f"{name}.png  {len(content) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
