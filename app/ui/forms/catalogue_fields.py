"""One field of the catalogue as a form shows it, and its value from the editor to the command and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.reference.catalogue import FormField
from app.ui.forms.fields import Field
from app.ui.forms.form import Option

LIMITS = {"text": 150, "longtext": 1000, "address": 300, "list_text": 1000, "npwp": 16}
# Digits of the numbers people bring; an NPWP has 15 or 16.
LENGTHS = {"kk": 16, "nitku": 22, "nib": 13, "kbli": 5, "postal_code": 5}
NUMBERS = frozenset((*LENGTHS, "npwp"))


def field_of(field: FormField) -> Field:
    """The row of a form that asks for it."""
    kind = _kind(field)
    return Field(
        field.id,
        field.label,
        kind,
        field.required,
        options=tuple(Option(str(option), _option_label(field, option)) for option in field.options),
        help=_help(field),
        max_length=LIMITS.get(field.type) or LIMITS.get(kind, 0),
        length=field.length or LENGTHS.get(field.type, 0),
        least=None if field.min is None else Decimal(str(field.min)),
    )


def _kind(field: FormField) -> str:
    if field.type in NUMBERS:
        return "digits"
    return "text" if field.type == "choice_master" and not field.options else field.type


def _option_label(field: FormField, option: str | int) -> str:
    """ "SIP ke-" and 2 is "SIP ke-2": a bare number would stand beside the number that chooses it."""
    return f"{field.label}{option}" if field.label.endswith("-") else str(option)


def _help(field: FormField) -> str:
    need = "Wajib diisi." if field.required else "Diisi bila ada."
    return f"{field.label}. {need}" if not field.required_if else f"{field.label}. Ditanyakan menurut isian lain."


def detail(field: FormField, value: object) -> str | int | float | bool | list[str] | None:
    """A value of the form as a command keeps it: dates as ISO text, numbers as the catalogue writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [str(each) for each in value] or None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str) and value:
        return next((option for option in field.options if str(option) == value), value)
    return None


def typed_of(field: FormField, value: object) -> object:
    """The other way: a detail of an earlier application as the editor takes it."""
    if field.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if field.type == "decimal" and isinstance(value, int | float):
        return Decimal(str(value))
    if field.type in ("multichoice", "list_text") and isinstance(value, list):
        return tuple(str(each) for each in value)
    return str(value) if field.options and value is not None else value
