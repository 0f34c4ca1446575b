from __future__ import annotations

from itertools import pairwise

from app.rules.verdicts import Checked, Level, Verdict, error, info, warning, worst


def test_levels_are_ordered_by_gravity_and_not_by_letter() -> None:
    ordered = [Level.OK, Level.INFO, Level.WARNING, Level.ERROR]
    assert sorted(reversed(ordered)) == ordered
    for less, more in pairwise(ordered):
        assert less < more
        assert less <= more
        assert more > less
        assert more >= less
        assert not less > more
        assert not less >= more
        assert not more < less
        assert not more <= less
        assert less <= Level(less)
        assert less >= Level(less)
        assert not less < Level(less)
        assert not less > Level(less)


def test_a_level_is_its_word() -> None:
    assert [str(level) for level in Level] == ["ok", "info", "warning", "error"]
    assert Level.INFO < "error"


def test_the_worst_of_some_verdicts() -> None:
    assert worst([]) is Level.OK
    assert worst([info("a"), error("b"), warning("c")]) is Level.ERROR
    checked = Checked("1", (info("a"), Verdict("b", Level.WARNING)))
    assert [each.code for each in (info("a"), error("b"), warning("c"))] == ["a", "b", "c"]
    assert (checked.level, checked.codes) == (Level.WARNING, ("a", "b"))
