"""Koreksi data: what is to be another value than at the registration, and the answer of a second person."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from app.actions.commands.command import Choices, CommandPart, FileCommand, Id, Line, Prose, Whole, Word
from app.actions.commands.promise import Card

Value = Prose | Whole | float | bool | Choices | None


class Change(CommandPart, frozen=True, kw_only=True):
    """`field` is one of Person, or `details.` and one of the permit type; `before` what stood there when it was asked.

    Dates are ISO text, as the register keeps them.
    """

    field: Line
    before: Value
    after: Value


class AskCorrection(FileCommand, frozen=True, kw_only=True, tag="ask_correction"):
    """T34. `confirmed` is the reason for each warning about the new values. Its id is the correction's."""

    changes: tuple[Change, ...]
    reason: Prose
    confirmed: dict[Word, Prose] = {}


class ApproveCorrection(FileCommand, frozen=True, kw_only=True, tag="approve_correction"):
    """T35. Of the correction that was read."""

    correction: Id
    note: Prose = ""
    paper: Card | UnsetType = UNSET


class DeclineCorrection(FileCommand, frozen=True, kw_only=True, tag="decline_correction"):
    """T36."""

    correction: Id
    note: Prose


class WithdrawCorrection(FileCommand, frozen=True, kw_only=True, tag="withdraw_correction"):
    """T36b. By whoever asked."""

    correction: Id
