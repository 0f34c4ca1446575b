"""What no act may hold is refused where it is typed, and everything else arrives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from app.actions.bounds import (
    BESIDE,
    DEEPEST,
    LARGEST,
    MOST,
    is_moment,
    is_sound,
    is_sound_body,
    require_sendable,
    require_sound,
)
from app.actions.commands import KINDS, Command
from app.actions.commands.correction import AskCorrection, Change
from app.actions.commands.intake import AcceptRevision, ItemState, RecordOssResult, Withdraw
from app.actions.commands.office import (
    AddMandate,
    ChangeCalendar,
    ChangeOffice,
    DayRuling,
    RecordOutage,
    RecordPrint,
    RenameCounter,
)
from app.actions.commands.office_work import AddNote, ReturnForRevision, SubmitDraft
from app.errors import Refused
from app.models.journal import Entry
from app.sync import protocol
from tests.office import NI_LUH, PROFILE, Office

NOTE = {"application": "a", "text": "Catatan"}


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (AddNote, NOTE | {"text": "x" * 20_001}, "text_long"),
        (AddNote, NOTE | {"application": "a" * 65}, "text_long"),
        (AddNote, NOTE | {"text": "a\0b"}, "text_unreadable"),
        (AddNote, NOTE | {"text": "\ud83d"}, "text_unreadable"),
        (RenameCounter, {"name": "L" * 2_001}, "text_long"),
        (SubmitDraft, {"application": "a", "terms": ("baik", "x" * 20_001)}, "text_long"),
        (RecordOssResult, {"application": "a", "details": {"luas": 1 << 63}}, "number_large"),
        (RecordOssResult, {"application": "a", "details": {"luas": float("inf")}}, "number_large"),
        (RecordOssResult, {"application": "a", "details": {"luas": float("nan")}}, "number_large"),
        (RecordOssResult, {"application": "a", "details": {"n" * 201: 1}}, "text_long"),
        (RecordOssResult, {"application": "a", "details": {"a\0": 1}}, "text_unreadable"),
        (RecordOssResult, {"application": "a", "details": {"daftar": ["baik", "\0"]}}, "text_unreadable"),
        (RecordPrint, {"document": "d", "copy": 1 << 64, "target": "printer"}, "number_large"),
        (AskCorrection, {"application": "a", "reason": "x", "changes": (Change(field="name", before="", after="\0"),)},
         "text_unreadable"),
    ],
)  # fmt: skip
def test_it_is_refused_where_it_is_typed(office: Office, kind: type[Command], values: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        office.do("verifikator", kind, **values)
    assert refused.value.code == code
    if code == "text_long":
        assert int(refused.value.facts["limit"]) in (64, 200, 2_000, 20_000)


def test_all_of_an_act_together_has_a_bound(office: Office) -> None:
    """Each text is short enough by itself; nothing stays of what was refused."""
    with office.register.reading() as session:
        before = session.scalar(select(func.count()).select_from(Entry))
    with pytest.raises(Refused, match="act_long"):
        office.register_file(office.intake(confirmed={f"c{number}": "x" * 20_000 for number in range(52)}))
    with office.register.reading() as session:
        assert session.scalar(select(func.count()).select_from(Entry)) == before
    require_sendable(note_of(office, LARGEST - BESIDE))
    with pytest.raises(Refused, match="act_long"):
        require_sendable(note_of(office, LARGEST - BESIDE + 1))


def note_of(office: Office, size: int) -> AddNote:
    """So many bytes long as JSON."""
    note = AddNote(stamp=office.stamp("verifikator"), application="a", text="")
    return msgspec.structs.replace(note, text="x" * (size - len(msgspec.json.encode(note))))


def test_what_is_no_command_at_all_is_nobodys_doing(office: Office) -> None:
    with pytest.raises(msgspec.ValidationError):
        require_sound(AddNote(stamp=office.stamp("verifikator"), application="a", text=7))


def test_a_name_of_the_applicant_too(office: Office) -> None:
    for name in ("Ni Luh\0", "Ni Luh \udc00"):
        with pytest.raises(Refused, match="text_unreadable"):
            office.register_file(office.intake(person=msgspec.structs.replace(NI_LUH, name=name)))


@pytest.mark.parametrize(
    "text",
    ["", "x" * 20_000, "Om Swastyastu ᬒᬁ", "😀", "garis\nbaru\ttab", '"\\u0000"', "9" * 500, "[[[[", "\x7f\u200b"],
)
def test_whatever_else_a_person_types_is_taken_here_and_there(office: Office, text: str) -> None:
    """`\\u0000` spelt out is five letters and digits, no NUL."""
    command = AddNote(stamp=office.stamp("verifikator"), application="a", text=text)
    require_sound(command)
    assert is_sound_body(msgspec.json.encode(command))


def test_numbers_and_depths_at_the_edge() -> None:
    assert is_sound([MOST, -MOST, 1.5, None, True, {"a": [1]}])
    assert not is_sound(MOST + 1)
    assert not is_sound(-MOST - 1)
    assert is_sound(nested(DEEPEST))
    assert not is_sound(nested(DEEPEST + 1))
    assert not is_sound({"a": nested(DEEPEST)})


@pytest.mark.parametrize(
    ("body", "sound"),
    [
        (rb'{"a":"\u0000"}', False),
        (rb'{"a":"\\u0000"}', True),
        (b'{"a":9223372036854775807}', True),
        (b'{"a":9223372036854775808}', False),
        (b'{"a":' + b"[" * 20 + b"]" * 20 + b"}", False),
        (b'{"a":[[[1]]]}', True),
        (rb'{"\u0000":1}', False),
        (b'"' + b"a" * (LARGEST - 2) + b'"', True),
        (b'"' + b"a" * (LARGEST - 1) + b'"', False),
    ],
)
def test_a_body_of_bytes(body: bytes, *, sound: bool) -> None:
    assert is_sound_body(body) is sound


@pytest.mark.parametrize("year", [1, 1969, 9001, 9999])
def test_a_clock_that_cannot_be_right_writes_nothing(office: Office, year: int) -> None:
    moment = datetime(year, 6, 1, tzinfo=UTC)
    stamp = office.stamp("petugas_loket")
    for command in (
        AddNote(stamp=msgspec.structs.replace(stamp, at=moment), application="a", text="x"),
        RecordOutage(stamp=stamp, began=moment, ended=stamp.at, acts=3, cause="centre_away"),
    ):
        with pytest.raises(Refused, match="clock_impossible"):
            office.door.do(command)


def day(year: int) -> date:
    return date(year, 6, 1)


@pytest.mark.parametrize("year", [1, 99, 9001, 9999])
def test_a_day_that_nobody_can_reckon_with_is_said(office: Office, year: int) -> None:
    """Wherever in the command it stands."""
    ruling = DayRuling(day=day(year), kind="libur_daerah", name="x", source="y")
    commands = (
        (ChangeCalendar, {"added": (ruling,)}),
        (ChangeCalendar, {"removed": (day(2026), day(year))}),
        (Withdraw, {"application": "a", "letter_date": day(year), "signed_by": "x"}),
        (ReturnForRevision, {"application": "a", "rows": (), "deadline": day(year)}),
    )
    for kind, values in commands:
        with pytest.raises(Refused, match="day_impossible") as refused:
            office.do("administrator", kind, **values)
        assert refused.value.facts["day"].endswith(str(year))
    born = msgspec.structs.replace(NI_LUH, birth_date=day(year))
    with pytest.raises(Refused, match="day_impossible"):
        office.register_file(office.intake(person=born))


@pytest.mark.parametrize(
    ("kind", "values", "limit"),
    [
        (ChangeCalendar, {"years": (0,)}, 1970),
        (ChangeCalendar, {"years": (2026, -1)}, 1970),
        (ChangeCalendar, {"years": (9001,)}, 9000),
        (ChangeOffice, {"profile": msgspec.structs.replace(PROFILE, idle_minutes=1441)}, 1440),
        (ChangeOffice, {"profile": msgspec.structs.replace(PROFILE, idle_minutes=-1)}, 0),
        (RecordPrint, {"document": "d", "copy": 1 << 31, "target": "printer"}, (1 << 31) - 1),
        (RecordPrint, {"document": "d", "copy": -1, "target": "printer"}, 0),
        (AcceptRevision, {"application": "a", "items": (ItemState(requirement="x", state="ada", copies=-3),)}, 0),
    ],
)
def test_a_number_out_of_its_range_is_said(
    office: Office, kind: type[Command], values: dict[str, Any], limit: int
) -> None:
    with pytest.raises(Refused, match="number_impossible") as refused:
        office.do("administrator", kind, **values)
    assert refused.value.facts["limit"] == str(limit)


def test_every_number_of_every_command_has_an_end_that_its_meaning_gives() -> None:
    """What may be as large as a database counts is named here, and judged by the act."""
    wide = {
        f"{kind.__name__}.{field.name}"
        for kind in KINDS.values()
        for field in msgspec.inspect.type_info(kind).fields
        for each in leaves(field.type)
        if getattr(each, "le", 0) == MOST
    }
    money, typed, promise = {"AssessLevy.amount", "RecordPayment.amount"}, "details", "promise"
    series = {"RecordLoss.series", "AskCorrection.changes"}
    typed_in = {name for name in wide if name.endswith((typed, promise, ".intake"))}
    assert wide == money | series | typed_in


def test_moments() -> None:
    assert is_moment(datetime(2026, 11, 29, tzinfo=UTC))
    assert not is_moment(datetime(2026, 11, 29))  # noqa: DTZ001 - that is the point
    assert not is_moment(datetime(1, 1, 1, tzinfo=UTC))
    assert not is_moment(datetime(9999, 12, 31, tzinfo=UTC))
    assert is_moment(datetime(1970, 1, 1, tzinfo=UTC))


def test_every_text_and_number_of_every_command_has_a_bound() -> None:
    """None is forgotten when a command is added."""
    unbounded = {
        f"{kind.__name__}.{field.name}"
        for kind in (*KINDS.values(),)
        for field in msgspec.inspect.type_info(kind).fields
        for each in leaves(field.type)
        if getattr(each, "max_length", 0) is None or getattr(each, "le", 0) is None
    }
    assert unbounded == {"SaveDraft.content"}


def leaves(kind: object, seen: frozenset[str] = frozenset()) -> list[object]:
    """The texts and whole numbers in it, keys of dictionaries too. A draft stays on its PC; a dictionary of anything
    was filled in by the program."""
    inspect = msgspec.inspect
    if isinstance(kind, inspect.StrType | inspect.IntType):
        return [kind]
    parts: list[object] = []
    if isinstance(kind, inspect.StructType):
        parts = [field.type for field in kind.fields] if kind.cls.__name__ not in seen else []
        seen |= {kind.cls.__name__}
    elif isinstance(kind, inspect.UnionType):
        parts = list(kind.types)
    elif isinstance(kind, inspect.DictType) and not isinstance(kind.value_type, inspect.AnyType):
        parts = [kind.key_type, kind.value_type]
    elif isinstance(kind, inspect.TupleType):
        parts = list(kind.item_types)
    elif isinstance(kind, inspect.ListType | inspect.VarTupleType):
        parts = [kind.item_type]
    return [leaf for part in parts for leaf in leaves(part, seen)]


def test_what_is_left_of_the_messages_has_a_bound() -> None:
    for name, (asked, _) in protocol.ENDPOINTS.items():
        for field in msgspec.inspect.type_info(asked).fields:
            for leaf in leaves(field.type):
                bounded = getattr(leaf, "max_length", 0) is not None and getattr(leaf, "le", 0) is not None
                # An envelope is looked at by itself (app.server.register.batch).
                assert bounded or (name, field.name) == ("push", "acts"), (name, field.name)


def test_an_outage_and_a_mandate_pass(office: Office) -> None:
    stamp = office.stamp("administrator")
    now = stamp.at
    require_sound(RecordOutage(stamp=stamp, began=now, ended=now, acts=3, cause="centre_away"))
    day = now.date()
    require_sound(
        AddMandate(
            stamp=stamp,
            role="kadis",
            substitute="sekretaris",
            mandate="plh",
            letter_number="1",
            letter_date=day,
            starts=day,
            ends=day,
        )
    )
