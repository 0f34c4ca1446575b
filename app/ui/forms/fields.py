"""Descriptions of form fields, and which editor each kind gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.widgets.choice import ChoiceEdit, Option
from app.ui.widgets.line_edit import DigitsEdit, EmailEdit, NikEdit, PhoneEdit, PlateEdit, TextEdit
from app.ui.widgets.long_text import ListEdit, LongTextEdit
from app.ui.widgets.multi_choice import MultiChoice
from app.ui.widgets.number_edit import DateEdit, DecimalEdit, LatLonEdit, MoneyEdit, TimeEdit, TimeRangeEdit, WholeEdit
from app.ui.widgets.password_edit import PasswordEdit
from app.ui.widgets.picker import Provider, SearchPicker
from app.ui.widgets.ready_text import ReadyTextEdit
from app.ui.widgets.segments import SexEdit, YesNo


class Editor(Protocol):
    """`value` is what was meant (None when it cannot be understood), `typed` what stands there, for drafts."""

    @property
    def edited(self) -> SignalInstance: ...

    def value(self) -> object: ...

    def set_value(self, value: object) -> None: ...

    def typed(self) -> str: ...

    def set_typed(self, typed: str) -> None: ...

    def problem(self) -> str:
        """A code of `app.ui.words.notices` when something is there that cannot be right, else ""."""

    def live(self) -> str:
        """Neutral help while typing: a count, a weekday, what was turned away."""


@dataclass(frozen=True)
class Field:
    """One row of a form. `help` is for F1; `wide` takes the whole width; `length` is the exact number of digits;
    `provider` answers searches of kinds `village` and `search`."""

    id: str
    label: str
    kind: str = "text"
    required: bool = False
    options: tuple[Option, ...] = ()
    help: str = ""
    max_length: int = 0
    length: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    placeholder: str = ""
    wide: bool = False
    provider: Provider | None = None


@dataclass(frozen=True)
class Control:
    """One editor, seen as a widget and as what the form asks."""

    widget: QWidget
    editor: Editor
    completed: SignalInstance | None = None


def make(field: Field, parent: QWidget) -> Control:
    """The editor of a field, named so that tests, screen readers and F1 find it."""
    control = MAKERS[field.kind](field, parent)
    control.widget.setObjectName(field.id)
    control.widget.setAccessibleName(field.label)
    control.widget.setProperty("help", field.help)
    if field.placeholder and isinstance(control.widget, QLineEdit):
        control.widget.setPlaceholderText(field.placeholder)
    return control


def _text(field: Field, parent: QWidget) -> Control:
    edit = TextEdit(parent, limit=field.max_length or 200)
    return Control(edit, edit, edit.completed)


def _email(field: Field, parent: QWidget) -> Control:
    edit = EmailEdit(parent, limit=field.max_length or 200)
    return Control(edit, edit, edit.completed)


def _time(_: Field, parent: QWidget) -> Control:
    edit = TimeEdit(parent)
    return Control(edit, edit, edit.completed)


def _ready_text(field: Field, parent: QWidget) -> Control:
    edit = ReadyTextEdit(tuple(option.label for option in field.options), parent, limit=field.max_length or 200)
    return Control(edit, edit, edit.completed)


def _longtext(field: Field, parent: QWidget) -> Control:
    edit = LongTextEdit(parent, limit=field.max_length or 2000)
    return Control(edit, edit)


def _digits(field: Field, parent: QWidget) -> Control:
    edit = DigitsEdit(parent, length=field.length, limit=field.max_length or 40)
    return Control(edit, edit, edit.completed)


def _nik(_: Field, parent: QWidget) -> Control:
    edit = NikEdit(parent)
    return Control(edit, edit, edit.completed)


def _date(_: Field, parent: QWidget) -> Control:
    edit = DateEdit(parent)
    return Control(edit, edit, edit.completed)


def _sex(_: Field, parent: QWidget) -> Control:
    edit = SexEdit(parent)
    return Control(edit, edit, edit.completed)


def _boolean(_: Field, parent: QWidget) -> Control:
    edit = YesNo(parent)
    return Control(edit, edit, edit.completed)


def _choice(field: Field, parent: QWidget) -> Control:
    edit = ChoiceEdit(field.options, parent)
    return Control(edit, edit)


def _multichoice(field: Field, parent: QWidget) -> Control:
    edit = MultiChoice(field.options, parent)
    return Control(edit, edit)


def _integer(field: Field, parent: QWidget) -> Control:
    edit = WholeEdit(parent, least=_whole(field.least), most=_whole(field.most), unit=field.unit)
    return Control(edit, edit, edit.completed)


def _money(field: Field, parent: QWidget) -> Control:
    edit = MoneyEdit(parent, least=_whole(field.least), most=_whole(field.most))
    return Control(edit, edit, edit.completed)


def _decimal(field: Field, parent: QWidget) -> Control:
    named = re.search(r"\((m2|m)\)$", field.label)
    edit = DecimalEdit(parent, least=field.least, unit=field.unit, measured=named[1] if named else "")
    return Control(edit, edit, edit.completed)


def _phone(_: Field, parent: QWidget) -> Control:
    edit = PhoneEdit(parent)
    return Control(edit, edit, edit.completed)


def _plate(_: Field, parent: QWidget) -> Control:
    edit = PlateEdit(parent)
    return Control(edit, edit, edit.completed)


def _time_range(_: Field, parent: QWidget) -> Control:
    edit = TimeRangeEdit(parent)
    return Control(edit, edit, edit.completed)


def _latlon(_: Field, parent: QWidget) -> Control:
    edit = LatLonEdit(parent)
    return Control(edit, edit, edit.completed)


def _list_text(_: Field, parent: QWidget) -> Control:
    edit = ListEdit(parent, lines=3)
    return Control(edit, edit)


def _password(_: Field, parent: QWidget) -> Control:
    edit = PasswordEdit(parent)
    return Control(edit, edit)


def _search(field: Field, parent: QWidget) -> Control:
    if field.provider is None:
        raise ValueError(f"the field {field.id} needs a provider")
    edit = SearchPicker(field.provider, parent)
    return Control(edit, edit, edit.completed)


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


MAKERS: dict[str, Callable[[Field, QWidget], Control]] = {
    "text": _text,
    "email": _email,
    "time": _time,
    "ready_text": _ready_text,
    "longtext": _longtext,
    "address": _longtext,
    "digits": _digits,
    "nik": _nik,
    "date": _date,
    "sex": _sex,
    "boolean": _boolean,
    "choice": _choice,
    "choice_master": _choice,
    "multichoice": _multichoice,
    "integer": _integer,
    "money": _money,
    "decimal": _decimal,
    "phone": _phone,
    "plate": _plate,
    "time_range": _time_range,
    "latlon": _latlon,
    "list_text": _list_text,
    "password": _password,
    "village": _search,
    "search": _search,
}
