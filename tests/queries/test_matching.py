"""What waits to be compared with the central data, for whom, and what is shown of an identity."""

from __future__ import annotations

import pytest

from app.actions.commands.office_work import RecordMatch
from app.errors import Refused
from app.queries.matching import Compared, compared
from app.queries.work import MATCHING
from app.rules import stages
from tests.actions.test_matching import FOREIGNER
from tests.office import Office
from tests.queries.test_work import mandate, somebody, waiting


def seen(office: Office, file: str, staff: str) -> Compared:
    return office.door.ask(lambda look: compared(look, file, staff))


def test_everything_that_runs_whoever_holds_it(office: Office) -> None:
    first, second, third, fourth = (somebody(office) for _ in range(4))
    office.register_file(office.intake(person=FOREIGNER))
    office.advance(second, stages.INITIALS[0])
    office.do("penyelia", RecordMatch, application=third, result="tidak_cocok", how="SIAK")
    office.advance(fourth, stages.COLLECTION)
    for staff in ("verifikator", "penyelia"):
        found = waiting(office, staff, stage=MATCHING)
        assert {row.id for row in found.rows} == {first, second}
        assert found.unmatched == 2
    assert waiting(office, "verifikator").total == 3
    assert [row.id for row in waiting(office, "verifikator", "dua", MATCHING).rows] == [second]


def test_the_most_urgent_comes_first(office: Office) -> None:
    late = somebody(office)
    office.clock.advance(days=20)
    fresh = somebody(office)
    rows = waiting(office, "penyelia", stage=MATCHING).rows
    assert [(row.id, row.late) for row in rows] == [(late, True), (fresh, False)]


def test_it_is_no_work_of_others(office: Office) -> None:
    file = somebody(office)
    found = waiting(office, "kadis", stage=MATCHING)
    assert (found.rows, found.unmatched) == ((), None)
    mandate(office, "penyelia", "kadis")
    found = waiting(office, "kadis", stage=MATCHING)
    assert ([row.id for row in found.rows], found.unmatched) == ([file], 1)


@pytest.mark.parametrize(("scope", "count"), [("SIP-BD", 1), ("SKP", 0)])
def test_of_the_services_of_a_mandate(office: Office, scope: str, count: int) -> None:
    somebody(office)
    mandate(office, "penyelia", "kadis", scope)
    found = waiting(office, "kadis", stage=MATCHING)
    assert (len(found.rows), found.unmatched) == (count, count)


def test_the_identity_as_it_was_registered(office: Office) -> None:
    file = somebody(office)
    one = seen(office, file, "verifikator")
    assert (one.name, one.registered_name, one.sex, one.match) == ("Ni Satu", "NI SATU", "P", "belum")
    assert one.nik == office.file(file).person["nik"]
    assert one.nik not in repr(one)


def test_who_may_not_record_sees_nothing(office: Office) -> None:
    file = somebody(office)
    for staff, code in (("kadis", "no_right"), ("petugas_loket", "no_right")):
        with pytest.raises(Refused, match=code):
            seen(office, file, staff)
    with pytest.raises(Refused, match="no_application"):
        seen(office, "nobody", "verifikator")
    office.advance(file, stages.COLLECTION)
    with pytest.raises(Refused, match="stage"):
        seen(office, file, "verifikator")
