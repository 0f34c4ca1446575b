"""What is asked before an act is done: fields, a body of rows where there is one, and how they become a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.actions.commands import FileCommand, Stamp
from app.queries.file_view import FileView
from app.ui.forms.fields import Field
from app.ui.widgets.choice import Option

Values = Mapping[str, object]
ORDINARY = "F8"


class FormBody(StrEnum):
    """What a form has beside its fields."""

    NONE = ""
    VERDICTS = "verdicts"
    ROWS = "rows"
    FINDINGS = "findings"
    PAPERS = "items"
    MESSAGE = "message"
    CHANGES = "changes"
    CORRECTION = "correction"


def no_fields(_: FileView) -> tuple[Field, ...]:
    return ()


def no_values(_: FileView) -> Values:
    return {}


def no_words(_: FileView) -> str:
    return ""


def as_they_are(_: FileView, values: Values) -> Values:
    return values


@dataclass(frozen=True)
class ActPlan:
    """Without fields and body the act is done at once, after `question`, with the hint before it, where there is one.

    Fields carry the names of the command's own, so that a refusal finds its field. `preset` is what stands there at
    first, `hint` what to know before, `build` turns the values into the command's where they differ. `done` is said
    afterwards, with the file's number; `key` is its shortcut, F8 for the ordinary act of a stage. `in_bulk`: one key
    does it for every marked file of the queue; `approves`: it is asked for once, with whom it is about.
    `asks`: the question once the form is filled in, where an act is hard to take back; Enter does not answer it.
    `printed_later`: its paper waits for somebody to say when, as a permit that goes onto paper of its own.
    """

    command: type[FileCommand]
    fields: Callable[[FileView], tuple[Field, ...]] = no_fields
    body: FormBody = FormBody.NONE
    preset: Callable[[FileView], Values] = no_values
    hint: Callable[[FileView], str] = no_words
    build: Callable[[FileView, Values], Values] = as_they_are
    question: str = ""
    asks: Callable[[FileView], str] = no_words
    danger: bool = False
    done: str = field(kw_only=True)
    key: str = ORDINARY
    in_bulk: bool = False
    approves: bool = False
    printed_later: bool = False

    @property
    def act(self) -> str:
        return str(self.command.__struct_config__.tag)

    @property
    def approves_draft(self) -> bool:
        """Whether it carries what was read of the draft."""
        return "seen" in self.command.__struct_fields__

    @property
    def at_once(self) -> bool:
        """Nothing is asked but, at most, the question."""
        return self.fields is no_fields and self.body is FormBody.NONE

    def made(self, stamp: Stamp, application: str, values: Values | None = None) -> FileCommand:
        """The command; `values` are what `build` gave, and what they leave out takes the command's own defaults."""
        return self.command(stamp=stamp, application=application, **(values or {}))


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in pairs)


def against_visit(view: FileView) -> str:
    """What to know before going on towards a permit that the last visit speaks against."""
    if not view.matters.visit_failed:
        return ""
    return "Pemeriksaan lapangan menyimpulkan tidak sesuai: melanjutkan ke izin memerlukan alasan."
