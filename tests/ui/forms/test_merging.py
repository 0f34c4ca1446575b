"""Two people with the same thing open: what each typed is kept, and only a real contradiction is asked about."""

from __future__ import annotations

from app.ui.forms.merging import Merged, merged

BEFORE: dict[str, object] = {"name": "Ni Luh", "rank": "Penata", "phone": "0363"}


def test_what_was_not_touched_here_is_what_somebody_else_made_of_it() -> None:
    found = merged(BEFORE, BEFORE | {"rank": "Pembina"}, BEFORE | {"phone": "0361"})
    assert found == Merged({"name": "Ni Luh", "rank": "Pembina", "phone": "0361"}, ())


def test_one_field_changed_by_both_is_a_clash_unless_they_agree() -> None:
    typed = BEFORE | {"name": "Ni Luh Putu"}
    assert merged(BEFORE, typed, BEFORE | {"name": "Ni Luh Ayu"}).clashes == ("name",)
    assert merged(BEFORE, typed, typed) == Merged(typed, ())
