"""The passport or KITAS on the form: judged once it has been left, and let pass on a supervisor's word."""

from __future__ import annotations

from app.rules.numbers import check_passport
from app.ui.pages.intake.sheet import SheetForm
from app.ui.words.notices import words

FIELD = "foreign_id"


class Passport:
    """`form` has the field; out of sight there is no number."""

    def __init__(self, form: SheetForm) -> None:
        self._form = form
        self._allowed = False

    def allow(self, *, allowed: bool) -> None:
        """A supervisor has seen that it is written so."""
        self._allowed = allowed

    def number(self) -> str:
        """As it is stored."""
        return check_passport(self._form.text(FIELD)).value

    def is_sound(self) -> bool:
        return self._allowed or not check_passport(self._form.text(FIELD)).verdicts

    def errors(self) -> dict[str, str]:
        """Code -> sentence. While it is typed it is too short anyway."""
        typed = self._form.text(FIELD)
        typing = self._form.control(FIELD).hasFocus() and not self._allowed
        if not typed or typing:
            return {}
        return {verdict.code: words(FIELD) for verdict in check_passport(typed).verdicts}
