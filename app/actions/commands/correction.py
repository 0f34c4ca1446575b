"""Koreksi data: what is to be another value than at the registration, and the answer of a second person."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from app.actions.commands.command import FileCommand, Part
from app.actions.commands.promise import Card

Value = str | int | float | bool | list[str] | None


class Change(Part, frozen=True, kw_only=True):
    """`field` is one of Person, or `details.` and one of the permit type; `before` what stood there when it was asked.

    Dates are ISO text, as the register keeps them.
    """

    field: str
    before: Value
    after: Value


class AskCorrection(FileCommand, frozen=True, kw_only=True, tag="ask_correction"):
    """T34. `confirmed` is the reason for each warning about the new values. Its id is the correction's."""

    changes: tuple[Change, ...]
    reason: str
    confirmed: dict[str, str] = {}


class ApproveCorrection(FileCommand, frozen=True, kw_only=True, tag="approve_correction"):
    """T35. Of the correction that was read."""

    correction: str
    note: str = ""
    paper: Card | UnsetType = UNSET


class DeclineCorrection(FileCommand, frozen=True, kw_only=True, tag="decline_correction"):
    """T36."""

    correction: str
    note: str


class WithdrawCorrection(FileCommand, frozen=True, kw_only=True, tag="withdraw_correction"):
    """T36b. By whoever asked."""

    correction: str
