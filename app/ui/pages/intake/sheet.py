"""The whole form as one thing: parts that answer the same questions, in reading order.

A part out of sight has no problem and no cursor; what was typed in it is kept all the same, also in a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.ui.forms.fields import Field
from app.ui.forms.form import CursorPlace, FormSection
from app.ui.widgets.picker import SearchPicker

LONGEST = 100  # letters of a search
Typed = dict[str, dict[str, str]]


class SheetPart(Protocol):
    """Part of a form. `typed` is what stands there, `check` field -> code of what is not right yet."""

    def typed(self) -> dict[str, str]: ...

    def set_typed(self, typed: Mapping[str, str]) -> None: ...

    def check(self) -> dict[str, str]: ...

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None: ...

    def label_of(self, field: str) -> str: ...

    def focus(self, field: str) -> None: ...

    def place(self) -> CursorPlace | None: ...

    def go(self, place: CursorPlace) -> None: ...

    def clear(self) -> None: ...

    def isHidden(self) -> bool: ...

    def isAncestorOf(self, child: QWidget, /) -> bool: ...


@dataclass(frozen=True)
class FormPlace:
    """A field of the form; `code` says what is wrong there, "" where it is only a place."""

    part: str
    field: str
    code: str = ""
    position: int = 0


class SheetForm(FormSection):
    """A section of fields as a part."""

    def __init__(self, fields: tuple[Field, ...], parent: QWidget | None = None) -> None:
        super().__init__(fields, parent)
        for field in fields:
            widget = self.control(field.id)
            if isinstance(widget, SearchPicker):
                widget.setMaxLength(LONGEST)

    def label_of(self, field: str) -> str:
        return self.row(field).field.label

    def offer(self, field: str, *, shown: bool) -> None:
        """Show or hide a field, if it is not so already: hiding clears its error."""
        if self.is_shown(field) != shown:
            self.show_field(field, shown)

    def is_doubtful(self, field: str) -> bool:
        """Whether a field that is full has something wrong with it."""
        row = self.row(field)
        return bool(row.problem() or row.error)

    def text(self, field: str) -> str:
        """The value of a text field, "" where it is out of sight."""
        value = self.values().get(field)
        return value if isinstance(value, str) else ""


class Sheet:
    """`sections` names the parts of each card in reading order."""

    def __init__(self, sections: Mapping[str, Mapping[str, SheetPart]]) -> None:
        self._sections = {name: dict(parts) for name, parts in sections.items()}

    def parts(self) -> Iterator[tuple[str, SheetPart]]:
        for parts in self._sections.values():
            yield from parts.items()

    def part(self, name: str) -> SheetPart:
        return dict(self.parts())[name]

    def section_at(self, widget: QWidget) -> str:
        """The section a widget stands in, "" where it is in none."""
        found = (name for name, parts in self._sections.items() for part in parts.values() if part.isAncestorOf(widget))
        return next(found, "")

    def sections(self) -> tuple[str, ...]:
        return tuple(self._sections)

    def typed(self) -> Typed:
        return {name: part.typed() for name, part in self.parts()}

    def set_typed(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        for name, part in self.parts():
            part.set_typed(typed.get(name, {}))

    def problems(self, section: str) -> tuple[FormPlace, ...]:
        """In reading order."""
        parts = self._sections[section].items()
        return tuple(spot for name, part in parts if not part.isHidden() for spot in _spots(name, part))

    def show(self, section: str) -> None:
        """Write beside each field of a section what is not right yet."""
        for part in self._sections[section].values():
            part.show_codes({} if part.isHidden() else part.check())

    def cursor(self) -> FormPlace | None:
        for name, part in self.parts():
            place = None if part.isHidden() else part.place()
            if place is not None:
                return FormPlace(name, place.field, position=place.position)
        return None

    def go(self, spot: FormPlace) -> None:
        """Put the cursor back where a draft left it."""
        self.part(spot.part).go(CursorPlace(spot.field, spot.position))

    def focus(self, spot: FormPlace) -> None:
        self.part(spot.part).focus(spot.field)

    def label_of(self, spot: FormPlace) -> str:
        return self.part(spot.part).label_of(spot.field)

    def clear(self) -> None:
        for _, part in self.parts():
            part.clear()


def _spots(name: str, part: SheetPart) -> list[FormPlace]:
    order = list(part.typed())
    found = part.check()
    known = [field for field in order if field in found]
    return [
        FormPlace(name, field, found[field]) for field in (*known, *(field for field in found if field not in order))
    ]
