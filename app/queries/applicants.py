"""What the register remembers of a person who stands at the counter: data, earlier applications, permits held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, ColumnElement, String, any_, false, func, literal, not_, select
from sqlalchemy.orm import Session

from app.models.application import Applicant, Application, Permit
from app.queries.look import Look
from app.rules import stages
from app.rules.earlier import EarlierPerson, numbers_near

HELD = 8
SAME_DAY = 300  # born on one day: more than a province's register usually holds
DIGITS = range(15, 18)  # of a number that may be somebody's with one digit left out or doubled


@dataclass(frozen=True)
class Who:
    """A person by the number on the card; one of the two is empty."""

    nik: str = ""
    foreign_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.nik or self.foreign_id)

    @property
    def is_applicant(self) -> ColumnElement[bool]:
        return Applicant.nik == self.nik if self.nik else Applicant.foreign_id == self.foreign_id


@dataclass(frozen=True)
class KnownApplicant:
    """As last confirmed at a counter, on the office's day `confirmed`. `phone` is kept as +62."""

    nik: str
    foreign_id: str
    name: str
    birth_place: str
    birth_date: date
    sex: str
    address: str
    village: str
    village_text: str
    phone: str
    email: str
    confirmed: date


@dataclass(frozen=True)
class Lookalike:
    """Somebody who may be meant by an entry; `code` is the warning about it, "" where it is only likely."""

    known: KnownApplicant
    code: str = ""


@dataclass(frozen=True)
class LastApplication:
    """The newest one of a permit type, whatever became of it."""

    number: str
    variant: str
    details: dict[str, object]
    body: dict[str, str] | None
    received: date


@dataclass(frozen=True)
class RunningApplication:
    number: str
    short_name: str
    stage: str


@dataclass(frozen=True)
class HeldPermit:
    """`valid_until` is None where the permit holds as long as the activity."""

    number: str
    valid_until: date | None
    state: str


@dataclass(frozen=True)
class History:
    """One person and one permit type."""

    last: LastApplication | None = None
    running: RunningApplication | None = None
    held: tuple[HeldPermit, ...] = ()


def known_applicant(look: Look, who: Who) -> KnownApplicant | None:
    row = look.session.execute(select(Applicant.person, Applicant.confirmed).where(who.is_applicant)).first()
    return _known(dict(row.person), look.local(row.confirmed).date()) if row is not None else None


def _known(person: dict[str, str], confirmed: date) -> KnownApplicant:
    return KnownApplicant(
        nik=person["nik"],
        foreign_id=person["foreign_id"],
        name=person["name"],
        birth_place=person["birth_place"],
        birth_date=date.fromisoformat(person["birth_date"]),
        sex=person["sex"],
        address=person["address"],
        village=person["village"],
        village_text=person["village_text"],
        phone=person["phone"],
        email=person["email"],
        confirmed=confirmed,
    )


def near(session: Session, nik: str) -> tuple[EarlierPerson, ...]:
    """Who has this number or one that is one edit away; by its index. The warnings need no more."""
    return _persons(session, _among(session, sorted({nik, *numbers_near(nik)})))


def strangers(session: Session, niks: Collection[str]) -> set[str]:
    """Those of these numbers that nobody in the register has, nor one that is one edit away, nor another of them."""
    around = {nik: {nik, *numbers_near(nik)} for nik in niks}
    times = Counter(niks)
    alone = {nik for nik, numbers in around.items() if sum(times[each] for each in numbers & times.keys()) == 1}
    numbers = {number for nik in alone for number in around[nik]}
    known = set(session.scalars(select(Applicant.nik).where(_among(session, sorted(numbers)))))
    return {nik for nik in alone if not around[nik] & known}


def _among(session: Session, niks: list[str]) -> ColumnElement[bool]:
    """Whose number is one of these. The centre's database takes them as one value: a statement with hundreds of them
    is never prepared, and takes longer to be read than to be answered."""
    if session.get_bind().dialect.name == "postgresql":
        return Applicant.nik == any_(literal(niks, ARRAY(String)))
    return Applicant.nik.in_(niks)


def lookalikes(look: Look, nik: str, name: str, born: date) -> tuple[Lookalike, ...]:
    """At most five earlier applicants who may be meant, those with `known_other_name` or `known_near_nik` first."""
    from app.queries.likeness import candidates  # late: rapidfuzz

    if len(nik) not in DIGITS:
        return ()
    register = {*_persons(look.session, Applicant.birth_date == born, SAME_DAY), *near(look.session, nik)}
    found = candidates(EarlierPerson(nik, name, born), register)
    if not found:
        return ()
    numbers = [each.person.nik for each in found]
    rows = look.session.execute(
        select(Applicant.nik, Applicant.person, Applicant.confirmed).where(Applicant.nik.in_(numbers))
    )
    known = {row.nik: _known(dict(row.person), look.local(row.confirmed).date()) for row in rows}
    return tuple(Lookalike(known[each.person.nik], each.verdict.code if each.verdict else "") for each in found)


def _persons(session: Session, where: ColumnElement[bool], limit: int | None = None) -> tuple[EarlierPerson, ...]:
    rows = session.execute(select(Applicant.nik, Applicant.name, Applicant.birth_date).where(where).limit(limit))
    return tuple(EarlierPerson(row.nik, row.name, row.birth_date) for row in rows if row.nik)


def history(look: Look, who: Who, permit: str) -> History:
    return History(_last(look, who, permit), _running(look, who, permit), _held(look, who, permit))


def _last(look: Look, who: Who, permit: str) -> LastApplication | None:
    row = look.session.execute(
        select(Application.number, Application.variant, Application.details, Application.body, Application.received)
        .join(Applicant, Applicant.id == Application.applicant_id)
        .where(who.is_applicant, Application.permit_code == permit)
        .order_by(Application.received.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return LastApplication(row.number, row.variant, row.details, row.body, look.local(row.received).date())


def _running(look: Look, who: Who, permit: str) -> RunningApplication | None:
    row = look.session.execute(
        select(Application.number, Application.short_name, Application.stage)
        .join(Applicant, Applicant.id == Application.applicant_id)
        .where(who.is_applicant, Application.permit_code == permit, Application.stage.in_(stages.RUNNING))
        .limit(1)
    ).first()
    return RunningApplication(row.number, row.short_name, row.stage) if row else None


def same_object(session: Session, who: Who, permit: str, key: str) -> RunningApplication | None:
    """A running application of somebody else for the same place or thing; by the index of permit type and object."""
    if not key:
        return None
    row = session.execute(
        select(Application.number, Application.short_name, Application.stage)
        .join(Applicant, Applicant.id == Application.applicant_id)
        .where(Application.permit_code == permit, Application.object_key == key)
        .where(Application.stage.in_(stages.RUNNING), not_(func.coalesce(who.is_applicant, false())))
        .limit(1)
    ).first()
    return RunningApplication(row.number, row.short_name, row.stage) if row else None


def object_elsewhere(look: Look, who: Who, permit: str, key: str) -> RunningApplication | None:
    return same_object(look.session, who, permit, key)


def _held(look: Look, who: Who, permit: str) -> tuple[HeldPermit, ...]:
    """The newest first; those that are still being made or were replaced are left out."""
    rows = look.session.execute(
        select(Permit.number, Permit.valid_until, Permit.state)
        .join(Applicant, Applicant.id == Permit.applicant_id)
        .where(who.is_applicant, Permit.permit_code == permit, Permit.state.not_in(("disiapkan", "diganti")))
        .order_by(Permit.issued.desc())
        .limit(HELD)
    )
    return tuple(HeldPermit(row.number, row.valid_until, row.state) for row in rows)
