"""One-line editors that shape what is typed while it is typed: text, digits, NIK, date, phone, money, number, plate.

All answer the same questions (`app.ui.forms.fields.Editor`): `value` is what was meant or None, `typed` what stands
there (kept in drafts, half-typed or not), `problem` a code of `app.ui.words.notices`, `live` a neutral line of help.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.rules.mail import is_address


class TextEdit(QLineEdit):
    """Plain text; the ancestor of the shaped ones, which override `shape` and `value`."""

    edited = Signal()
    completed = Signal()

    def __init__(self, parent: QWidget | None = None, *, limit: int = 200) -> None:
        super().__init__(parent)
        self._limit = limit
        self._turned_away = ""
        self._last = ""
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> object:
        return self.text().strip()

    def set_value(self, value: object) -> None:
        self.set_typed(self.shape("" if value is None else str(value)))

    def set_typed(self, typed: str) -> None:
        """Put a draft's text back, half-typed or not, as it stood."""
        self.setText(typed)
        self._last = typed
        self._turned_away = ""
        self.edited.emit()

    def typed(self) -> str:
        return self.text()

    def problem(self) -> str:
        return ""

    def live(self) -> str:
        return self._turned_away

    def shape(self, text: str) -> str:
        """`text` as it shall be shown; what cannot be part of it is dropped and named by `turn_away`."""
        return text

    def excess(self, text: str) -> str:
        """Why `text` is too long, or "". Too long is refused whole: cutting the end would hide a slip of the finger."""
        return f"Paling banyak {self._limit} huruf" if len(text) > self._limit else ""

    def counts(self, character: str) -> bool:
        """Whether a character is content, as against grouping that comes and goes by itself."""
        return bool(character)

    def turn_away(self, why: str) -> None:
        self._turned_away = why

    def _on_text_edited(self, text: str) -> None:
        self._turned_away = self.excess(text)
        if self._turned_away:
            self._take_back(len(text))
            return
        before_cursor = sum(map(self.counts, text[: self.cursorPosition()]))
        shaped = self.shape(text)
        if shaped != text:
            self.setText(shaped)
            self.setCursorPosition(self._position_after(shaped, before_cursor, text))
        self._last = shaped
        self.edited.emit()
        if self.is_complete(shaped):
            self.completed.emit()

    def _take_back(self, length: int) -> None:
        place = self.cursorPosition() - (length - len(self._last))
        self.setText(self._last)
        self.setCursorPosition(max(0, min(place, len(self._last))))
        self.edited.emit()

    def _position_after(self, shaped: str, content: int, raw: str) -> int:
        """Where the cursor belongs: behind as many content characters as stood before it."""
        if sum(map(self.counts, raw)) == content:
            return len(shaped)
        seen = 0
        for place, character in enumerate(shaped):
            if seen == content:
                return place
            seen += self.counts(character)
        return len(shaped)

    def is_complete(self, shaped: str) -> bool:
        """Whether nothing more can be typed, so that a verdict may be given."""
        return False


class EmailEdit(TextEdit):
    """An address for mail, or nothing."""

    def problem(self) -> str:
        return "" if not self.text().strip() or is_address(self.text()) else "email"


class GroupedEdit(TextEdit):
    """Digits shown in groups. Deleting steps over the gaps, so that a gap is never in the way."""

    gaps = " "

    def counts(self, character: str) -> bool:
        return character not in self.gaps

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.cursorPosition()
        plain = not self.hasSelectedText() and not event.modifiers()
        if plain and event.key() == Qt.Key.Key_Backspace and place and self.text()[place - 1] in self.gaps:
            self.setCursorPosition(place - 1)
        elif plain and event.key() == Qt.Key.Key_Delete and self.text()[place : place + 1] in tuple(self.gaps):
            self.setCursorPosition(place + 1)
        super().keyPressEvent(event)


class DigitsEdit(GroupedEdit):
    """Digits of a fixed length, in groups. Pasted spaces, dots and hyphens are accepted, letters are not."""

    def __init__(
        self, parent: QWidget | None = None, *, length: int = 0, groups: tuple[int, ...] = (), limit: int = 40
    ) -> None:
        super().__init__(parent, limit=length or limit)
        self._length = length
        self._groups = groups

    def value(self) -> object:
        return self.digits()

    def digits(self) -> str:
        return only_digits(self.text())

    def shape(self, text: str) -> str:
        digits = only_digits(text)
        if any(not (c.isdigit() or c in " .-\t\n") for c in text):
            self.turn_away("Hanya angka")
        return grouped(digits, self._groups)

    def excess(self, text: str) -> str:
        count = len(only_digits(text))
        return f"{count} angka, seharusnya {self._limit}: tidak dimasukkan" if count > self._limit else ""

    def problem(self) -> str:
        short = self._length and 0 < len(self.digits()) < self._length
        return "too_short" if short else ""

    def live(self) -> str:
        count = f"{len(self.digits())}/{self._length}" if self._length else ""
        return " · ".join(part for part in (count, self._turned_away) if part)

    def is_complete(self, shaped: str) -> bool:
        return bool(self._length) and len(only_digits(shaped)) == self._length


class NikEdit(DigitsEdit):
    """16 digits in groups of four. `completed` fires at the 16th."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, length=16, groups=(4, 4, 4, 4))

    def problem(self) -> str:
        return "length" if super().problem() else ""


class PhoneEdit(DigitsEdit):
    """A mobile number in groups of four; +62 is accepted and kept. The value has no spaces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, limit=15, groups=(4, 4, 5))

    def value(self) -> object:
        return self.text().replace(" ", "").replace("-", "")

    def shape(self, text: str) -> str:
        abroad = text.strip().startswith("+")
        digits = super().shape(text.replace("+", "").replace("(", "").replace(")", ""))
        if not abroad:
            return digits
        plain = only_digits(digits)
        return "+" + " ".join(part for part in (plain[:2], grouped(plain[2:], (3, 4, 5))) if part)

    def problem(self) -> str:
        digits = self.digits()
        local = "0" + digits.removeprefix("62") if digits.startswith("62") else digits
        good = local.startswith("08") and 10 <= len(local) <= 13
        return "" if good or not digits else "not_a_phone"

    def live(self) -> str:
        count = f"{len(self.digits())} angka" if self.digits() else "Diawali 08"
        return " · ".join(part for part in (count, self._turned_away) if part)


class PlateEdit(TextEdit):
    """A vehicle's number as on its papers: "DK 1234 AB". Spaces are put in, letters become capitals."""

    def shape(self, text: str) -> str:
        plain = "".join(c for c in text.upper() if c.isascii() and c.isalnum())
        letters, digits, tail = plate_parts(plain)
        return " ".join(part for part in (letters, digits, tail) if part)

    def counts(self, character: str) -> bool:
        return character != " "

    def problem(self) -> str:
        letters, digits, _ = plate_parts(self.text().replace(" ", ""))
        return "" if not self.text() or (letters and digits) else "not_a_plate"


def only_digits(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")


def grouped(digits: str, groups: tuple[int, ...]) -> str:
    """ "5107034507880003", (4, 4, 4, 4) -> "5107 0345 0788 0003"; what is left over stays together at the end."""
    parts, start = [], 0
    for size in groups:
        parts.append(digits[start : start + size])
        start += size
    parts.append(digits[start:])
    return " ".join(part for part in parts if part)


def plate_parts(plain: str) -> tuple[str, str, str]:
    """Area letters, digits, letters at the end; characters that fit nowhere are dropped."""
    letters = plain[:2] if plain[1:2].isalpha() else plain[:1] if plain[:1].isalpha() else ""
    rest = plain[len(letters) :]
    count = next((i for i, c in enumerate(rest) if not c.isdigit()), len(rest))
    tail = "".join(c for c in rest[count:] if c.isalpha())
    return letters, rest[: min(count, 4)], tail[:3]
