"""Pictures of cards of people who do not exist: the layout of a KTP-el, and what a counter's camera makes of it.

No card looks quite like this one; what is measured with it says how the reading copes, not how a real card fares.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
REGULAR, BOLD = FONTS / "NotoSans-Regular.ttf", FONTS / "NotoSans-Bold.ttf"
SIZE = (1012, 638)  # ID-1 at 300 dpi
LEFT, VALUES, TOP, STEP = 34, 272, 150, 35
GIVEN = ("NI LUH", "I MADE", "PUTU", "KETUT", "IDA AYU", "SITI", "AGUS", "DEWI", "BUDI", "YOHANES")
FAMILY = ("CONTOH", "TELADAN", "UMPAMA", "SAMPEL", "MISALNYA", "IBARAT", "FIKTIF", "ANDAIAN")
PLACES = ("KARANGASEM", "DENPASAR", "AMLAPURA", "SINGARAJA", "TULANG BAWANG")
STREETS = ("BR. DINAS KERTHA", "JL. TELADAN NO. 18", "DUSUN UMPAMA", "PERUM CONTOH INDAH BLOK B5", "JL. ANDAI GG. II/9")
VILLAGES = (("MANGGIS", "MANGGIS"), ("ANTIGA", "MANGGIS"), ("SUBAGAN", "KARANGASEM"), ("ABABI", "ABANG"))


@dataclass(frozen=True)
class Printed:
    """What stands on a card; dates as printed, `sex` L or P."""

    nik: str
    name: str
    birth_place: str
    born: str
    sex: str
    address: str
    rt_rw: str
    village: str
    district: str

    def rows(self) -> tuple[tuple[str, str], ...]:
        sex = "LAKI-LAKI" if self.sex == "L" else "PEREMPUAN"
        return (
            ("Nama", self.name),
            ("Tempat/Tgl Lahir", f"{self.birth_place}, {self.born}"),
            ("Jenis kelamin", f"{sex}      Gol. Darah : O"),
            ("Alamat", self.address),
            ("     RT/RW", self.rt_rw),
            ("     Kel/Desa", self.village),
            ("     Kecamatan", self.district),
            ("Agama", "HINDU"),
            ("Status Perkawinan", "BELUM KAWIN"),
            ("Pekerjaan", "KARYAWAN SWASTA"),
            ("Kewarganegaraan", "WNI"),
            ("Berlaku Hingga", "SEUMUR HIDUP"),
        )


def invented(seed: int) -> Printed:
    draw = random.Random(seed)
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(1950, 2006)
    sex = draw.choice("LP")
    digits = (
        f"5107{draw.randint(1, 8):02}{day + 40 * (sex == 'P'):02}{month:02}{year % 100:02}{draw.randint(1, 9999):04}"
    )
    village, district = draw.choice(VILLAGES)
    return Printed(
        nik=digits,
        name=f"{draw.choice(GIVEN)} {draw.choice(FAMILY)} {draw.choice(FAMILY)}",
        birth_place=draw.choice(PLACES),
        born=f"{day:02}-{month:02}-{year}",
        sex=sex,
        address=draw.choice(STREETS),
        rt_rw=f"{draw.randint(0, 12):03}/{draw.randint(0, 9):03}",
        village=village,
        district=district,
    )


def card(printed: Printed, *, text: Path = REGULAR, number: Path = BOLD) -> Image.Image:
    """As a good scanner would see it."""
    made = Image.new("RGB", SIZE, (176, 212, 232))
    draw = ImageDraw.Draw(made)
    for line in range(0, 900, 9):
        draw.arc((line - 300, -200, line + 500, 800), 0, 360, fill=(166, 203, 226))
    heading = ImageFont.truetype(str(number), 32)
    draw.text((SIZE[0] / 2, 34), "PROVINSI BALI", "black", heading, anchor="mm")
    draw.text((SIZE[0] / 2, 70), "KABUPATEN KARANGASEM", "black", heading, anchor="mm")
    draw.text((LEFT, 92), "NIK", "black", ImageFont.truetype(str(number), 38))
    draw.text((190, 90), f": {printed.nik}", "black", ImageFont.truetype(str(number), 42))
    font = ImageFont.truetype(str(text), 24)
    for row, (label, value) in enumerate(printed.rows()):
        draw.text((LEFT, TOP + row * STEP), label, "black", font)
        draw.text((VALUES, TOP + row * STEP), f": {value}", "black", font)
    draw.rectangle((770, 160, 980, 440), fill=(190, 60, 50))
    draw.ellipse((820, 200, 930, 330), fill=(210, 180, 160))
    draw.text((875, 470), "KARANGASEM", "black", ImageFont.truetype(str(text), 20), anchor="mm")
    draw.text((875, 496), "01-02-2019", "black", ImageFont.truetype(str(text), 20), anchor="mm")
    return made


def photographed(flat: Image.Image, seed: int, *, hard: float = 1.0) -> Image.Image:
    """On a desk, held not quite straight, a little out of focus, in uneven light. `hard` 0 is nearly a scan."""
    draw = random.Random(seed)
    width, height = int(SIZE[0] * 1.3), int(SIZE[1] * 1.4)
    left, top = (width - SIZE[0]) // 2, (height - SIZE[1]) // 2
    desk = Image.new("RGB", (width, height), (120, 100, 84))
    desk.paste(flat, (left, top))
    slack = 45 * hard
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    moved = [(x + draw.uniform(-slack, slack), y + draw.uniform(-slack, slack)) for x, y in corners]
    desk = desk.transform(
        desk.size, Image.Transform.PERSPECTIVE, _perspective(corners, moved), Image.Resampling.BICUBIC
    )
    desk = desk.rotate(draw.uniform(-4, 4) * hard, Image.Resampling.BICUBIC, fillcolor=(120, 100, 84))
    desk = desk.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 1.6) * hard))
    noise = np.random.default_rng(seed).normal(0, 9 * hard, (height, width, 3))
    light = np.linspace(1 - 0.3 * hard, 1 + 0.05 * hard, width)[None, :, None]
    return Image.fromarray((np.asarray(desk) * light + noise).clip(0, 255).astype(np.uint8))


def jpeg(picture: Image.Image, quality: int = 70) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def _perspective(corners: list[tuple[float, float]], moved: list[tuple[float, float]]) -> tuple[float, ...]:
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, moved, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(wanted)))
