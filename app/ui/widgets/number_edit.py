"""One-line editors for dates, whole numbers, decimals, money, times and coordinates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.rules import coordinates, wording
from app.rules.coordinates import read_place
from app.rules.quantities import MINUS, MOST_DIGITS, SCALES, UNITS, Quantity, read, shown
from app.ui.widgets.dates import read_date
from app.ui.widgets.line_edit import GroupedEdit, TextEdit, only_digits


class DateEdit(GroupedEdit):
    """A date typed as digits, dd-mm-yyyy; hyphens come by themselves. A pasted date may be written in any way."""

    gaps = "-"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=8)
        self.setPlaceholderText("hh-bb-tttt")

    def value(self) -> object:
        return self.day()

    def day(self) -> date | None:
        return read_date(self.text()) if len(self.text()) == 10 else None

    def set_value(self, value: object) -> None:
        self.set_typed(wording.short_date(value) if isinstance(value, date) else "")

    def excess(self, text: str) -> str:
        too_long = read_date(text) is None and len(only_digits(text)) > 8
        return "Tanggal ditulis hh-bb-tttt" if too_long else ""

    def shape(self, text: str) -> str:
        pasted = read_date(text)
        if pasted is not None:
            return wording.short_date(pasted)
        if re.search(r"[^\d\s./-]", text):
            self.turn_away("Ketik angka saja: tanggal, bulan, tahun")
        parts = re.split(r"[\s./-]+", re.sub(r"[^\d\s./-]", "", text))
        closed = [part.zfill(2) if len(part) == 1 and i < 2 else part for i, part in enumerate(parts[:-1])]
        digits = "".join([*closed, parts[-1]])[:8]
        return "-".join(part for part in (digits[:2], digits[2:4], digits[4:]) if part)

    def is_complete(self, shaped: str) -> bool:
        return len(shaped) == 10

    def problem(self) -> str:
        if not self.text():
            return ""
        if len(self.text()) < 10:
            return "incomplete"
        return "" if self.day() else "not_a_date"

    def live(self) -> str:
        day = self.day()
        return wording.long_date(day) if day else self._turned_away


class QuantityEdit(GroupedEdit):
    """A number, read by `app.rules.quantities`. What is typed or pasted with marks of one's own stands as it was typed
    until the field is left, so that no mark is moved under the hand; the line below says how it is read."""

    whole = False
    sign = ""
    measured = ""
    allowed = "0123456789.,-= \u00a0\u202f"
    # The words that may stand behind a number: turned away, they would leave another number than was typed.
    words: tuple[str, ...] = ("rupiah", *SCALES)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        unit: str = "",
    ) -> None:
        super().__init__(parent, limit=30)
        self._least, self._most, self._unit = least, most, unit
        self._own_marks = False
        self._deleting = False
        self.editingFinished.connect(self._tidy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._deleting = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        super().keyPressEvent(event)
        self._deleting = False

    def set_typed(self, typed: str) -> None:
        self._mark_own(typed != self.grouped(typed))
        super().set_typed(typed)

    def grouped(self, text: str) -> str:
        """The digits of `text` as this program writes them."""
        return text

    def shape(self, text: str) -> str:
        added = _added(self._last, text)
        if set(MINUS.sub("-", added).casefold()) - set("".join((self.allowed, *self.words))):
            self.turn_away("Hanya angka")
            return self._last
        own = (
            self._own_marks or not all(c.isascii() and c.isdigit() for c in added) or (not added and not self._deleting)
        )
        self._mark_own(own and bool(text))
        return text if self._own_marks else self.grouped(text)

    def problem(self) -> str:
        found = self._read()
        if found.value is None:
            return found.problem
        if self._least is not None and found.value < self._least:
            return "too_small"
        return "too_large" if self._most is not None and found.value > self._most else ""

    def live(self) -> str:
        number = self._read().value
        written = "" if number is None else self._written(number)
        reading = f"Terbaca {written}" if self._own_marks and written not in ("", self.text()) else ""
        return " · ".join(part for part in (reading, self._unit, self._turned_away) if part)

    def _read(self) -> Quantity:
        return read(self.text(), whole=self.whole, unit=self.measured)

    def _written(self, number: Decimal) -> str:
        return self.sign + shown(number)

    def _mark_own(self, own: bool) -> None:
        self._own_marks = own
        self.gaps = "" if own else "."

    def _tidy(self) -> None:
        """Left: the number is written as it was read, where it was."""
        number = self._read().value
        if self._own_marks and number is not None and not self.problem():
            self.set_typed(self._written(number))


class WholeEdit(QuantityEdit):
    """A whole number with points between the thousands, which come by themselves while only digits are typed."""

    whole = True

    def value(self) -> object:
        return self.number()

    def number(self) -> int | None:
        number = self._read().value
        return None if number is None else int(number)

    def set_value(self, value: object) -> None:
        self.set_typed(self._written(Decimal(value)) if isinstance(value, int) else "")

    def excess(self, text: str) -> str:
        return "Angka terlalu panjang" if len(only_digits(text)) > MOST_DIGITS else ""

    def counts(self, character: str) -> bool:
        return character.isdigit()

    def grouped(self, text: str) -> str:
        digits = only_digits(text)
        return self.sign + wording.thousands(int(digits)) if digits else ""


class MoneyEdit(WholeEdit):
    """Rupiah without sen: "Rp15.000"."""

    sign = "Rp"

    def __init__(self, parent: QWidget | None = None, *, least: int | None = 0, most: int | None = None) -> None:
        super().__init__(parent, least=least, most=most)


class DecimalEdit(QuantityEdit):
    """A number that may have a fraction behind a comma; a unit of length or area may stand behind it, and is reckoned
    into `measured` (m, m2)."""

    words = (*SCALES, *UNITS["m"], *UNITS["m2"])

    def __init__(
        self, parent: QWidget | None = None, *, least: Decimal | int | None = None, unit: str = "", measured: str = ""
    ) -> None:
        super().__init__(parent, least=least, unit=unit)
        self.measured = measured

    def value(self) -> object:
        return self.number()

    def number(self) -> Decimal | None:
        return self._read().value

    def set_value(self, value: object) -> None:
        self.set_typed(shown(Decimal(value)) if isinstance(value, Decimal | int) else "")

    def set_typed(self, typed: str) -> None:
        super().set_typed(typed)
        self._mark_own(True)

    def shape(self, text: str) -> str:
        self._mark_own(True)
        return super().shape(text)


def _added(before: str, after: str) -> str:
    """What was put in between one text and the next."""
    start = _alike(before, after)
    return after[start : len(after) - _alike(before[start:][::-1], after[start:][::-1])]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


class TimeRangeEdit(TextEdit):
    """From and until, typed as eight digits: 0900 1200 -> "09.00 - 12.00"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=24)
        self.setPlaceholderText("09.00 - 12.00")

    def value(self) -> object:
        return self.text() if len(self.text()) == 13 and not self.problem() else None

    def counts(self, character: str) -> bool:
        return character.isdigit()

    def shape(self, text: str) -> str:
        digits = only_digits(text)[:8]
        begin, end = (".".join(part for part in (d[:2], d[2:]) if part) for d in (digits[:4], digits[4:]))
        return f"{begin} - {end}" if end else begin

    def problem(self) -> str:
        if not self.text():
            return ""
        times = re.fullmatch(r"(\d\d)\.(\d\d) - (\d\d)\.(\d\d)", self.text())
        if times is None:
            return "incomplete"
        hours, minutes = times.group(1, 3), times.group(2, 4)
        real = all(int(h) < 24 for h in hours) and all(int(m) < 60 for m in minutes)
        return "" if real else "not_a_time"


class TimeEdit(TextEdit):
    """A time of the day, typed as four digits or with a point or colon: shown as 14.30, the value is "14:30"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=12)
        self.setPlaceholderText("14.00")

    def value(self) -> object:
        return self.text().replace(".", ":") if self.text() and not self.problem() else None

    def counts(self, character: str) -> bool:
        return character.isdigit()

    def shape(self, text: str) -> str:
        parted = re.match(r"\s*(\d)[.:]", text)  # 9.30 is half past nine
        digits = only_digits(f"0{text.strip()}" if parted else text)[:4]
        return ".".join(part for part in (digits[:2], digits[2:]) if part)

    def problem(self) -> str:
        if not self.text():
            return ""
        parts = re.fullmatch(r"(\d\d)\.(\d\d)", self.text())
        if parts is None:
            return "incomplete"
        return "" if int(parts[1]) < 24 and int(parts[2]) < 60 else "time"


class LatLonEdit(TextEdit):
    """Latitude and longitude as maps, receivers and people give them, read by `app.rules.coordinates`; the value is
    in degrees with points, south and west negative: "-8.45, 115.61"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=60)
        self.setPlaceholderText("-8,4500, 115,6100")

    def value(self) -> object:
        place = read_place(self.text())
        return str(place) if place else None

    def problem(self) -> str:
        return coordinates.problem(self.text())

    def live(self) -> str:
        place = read_place(self.text())
        if place is None:
            return self._turned_away
        south, west = place.latitude < 0, place.longitude < 0
        latitude, longitude = (f"{abs(side):f}".replace(".", ",") for side in (place.latitude, place.longitude))
        return f"Terbaca {latitude}° {'LS' if south else 'LU'}, {longitude}° {'BB' if west else 'BT'}"
