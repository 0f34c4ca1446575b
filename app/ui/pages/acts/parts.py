"""What a form of an act is made of, beside its fields: rows that can be added, verdicts, papers, a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.ui.pages.acts.plan import Values


class ActFormPart(Protocol):
    """`values` for the command, `typed` for coming back, `check` field -> code of what is not right yet."""

    def values(self) -> Values: ...

    def typed(self) -> dict[str, str]: ...

    def set_typed(self, typed: Mapping[str, str]) -> None: ...

    def check(self) -> dict[str, str]: ...

    def show_codes(self, codes: Mapping[str, str]) -> None: ...

    def start(self) -> None:
        """Put the cursor where work begins, or at the first thing that is wrong."""


class OnlyRead:
    """Of a part in which nothing is typed, so that nothing of it can be wrong: what a refusal says stands below."""

    def typed(self) -> dict[str, str]:
        return {}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Nothing to come back to."""

    def check(self) -> dict[str, str]:
        return {}

    def show_codes(self, codes: Mapping[str, str]) -> None:
        """Nothing to mark."""
