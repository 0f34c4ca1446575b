"""What a form asks of every editor, whatever it looks like."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance


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
