"""One-line editors for dates, whole numbers, decimals, money, times and coordinates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QWidget

from app.rules import wording
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


class WholeEdit(GroupedEdit):
    """A whole number with points between the thousands."""

    gaps = "."
    sign = ""

    def __init__(
        self, parent: QWidget | None = None, *, least: int | None = None, most: int | None = None, unit: str = ""
    ) -> None:
        super().__init__(parent, limit=15)
        self._least, self._most, self._unit = least, most, unit

    def value(self) -> object:
        return self.number()

    def number(self) -> int | None:
        digits = only_digits(self.text())
        return int(digits) if digits else None

    def set_value(self, value: object) -> None:
        self.set_typed(self.sign + wording.thousands(value) if isinstance(value, int) else "")

    def excess(self, text: str) -> str:
        return "Angka terlalu panjang" if len(only_digits(text)) > self._limit else ""

    def counts(self, character: str) -> bool:
        return character.isdigit()

    def shape(self, text: str) -> str:
        if any(not (c.isdigit() or c in " ,.-Rp") for c in text):
            self.turn_away("Hanya angka")
        digits = only_digits(text.partition(",")[0])
        return self.sign + wording.thousands(int(digits)) if digits else ""

    def problem(self) -> str:
        number = self.number()
        if number is None:
            return ""
        if self._least is not None and number < self._least:
            return "too_small"
        return "too_large" if self._most is not None and number > self._most else ""

    def live(self) -> str:
        return " · ".join(part for part in (self._unit, self._turned_away) if part)


class MoneyEdit(WholeEdit):
    """Rupiah without sen: "Rp15.000"."""

    sign = "Rp"

    def __init__(self, parent: QWidget | None = None, *, least: int | None = 0, most: int | None = None) -> None:
        super().__init__(parent, least=least, most=most)


class DecimalEdit(TextEdit):
    """A number with a decimal comma; a typed point counts as the comma."""

    def __init__(self, parent: QWidget | None = None, *, least: Decimal | None = None, unit: str = "") -> None:
        super().__init__(parent, limit=16)
        self._least, self._unit = least, unit

    def value(self) -> object:
        return self.number()

    def number(self) -> Decimal | None:
        try:
            return Decimal(self.text().replace(",", "."))
        except InvalidOperation:
            return None

    def set_value(self, value: object) -> None:
        self.set_typed(str(value).replace(".", ",") if isinstance(value, Decimal | int) else "")

    def shape(self, text: str) -> str:
        whole, comma, part = re.sub(r"[^\d,]", "", text.replace(".", ",")).partition(",")
        if re.search(r"[^\d.,\s]", text):
            self.turn_away("Hanya angka dan koma")
        return whole + comma + part.replace(",", "")

    def problem(self) -> str:
        number = self.number()
        if number is None:
            return "not_a_number" if self.text() else ""
        return "too_small" if self._least is not None and number < self._least else ""

    def live(self) -> str:
        return " · ".join(part for part in (self._unit, self._turned_away) if part)


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


class LatLonEdit(TextEdit):
    """Latitude and longitude in degrees, as maps give them; the value has points: "-8.45, 115.61"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=60)
        self.setPlaceholderText("-8.4500, 115.6100")

    def value(self) -> object:
        pair = self._pair()
        return f"{pair[0]}, {pair[1]}" if pair else None

    def problem(self) -> str:
        return "" if not self.text().strip() or self._pair() else "not_a_place"

    def _pair(self) -> tuple[Decimal, Decimal] | None:
        numbers = re.findall(r"-?\d+(?:[.]\d+)?", re.sub(r"(\d),(\d)", r"\1.\2", self.text()))
        if len(numbers) != 2:
            return None
        south_east = Decimal(numbers[0]), Decimal(numbers[1])
        return south_east if abs(south_east[0]) <= 90 and abs(south_east[1]) <= 180 else None
