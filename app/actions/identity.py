"""The applicant's identity at the counter: every number judged, warnings answered, errors only with a supervisor.

An error of the number cannot be registered without a supervisor's override and reason; a warning is confirmed with one.
"""

from __future__ import annotations

from sqlalchemy import select

from app.actions.commands.intake import GrantOverride, Person, RegisterApplication
from app.actions.context import ActContext
from app.actions.moving import refuse_unless
from app.actions.rights import had_before_it_ended, require_in_office
from app.errors import Refused
from app.models.application import Applicant, Application
from app.models.journal import Override
from app.queries.applicants import Who, near, same_object
from app.reference.terms import Terms
from app.rules import numbers, stages
from app.rules.earlier import EarlierPerson as Earlier
from app.rules.earlier import compare
from app.rules.nik import check_nik
from app.rules.verdicts import Level, Verdict
from app.rules.workflow import DIVISION, HEAD

OVERRIDES = (HEAD, DIVISION)


def check(context: ActContext, command: RegisterApplication, terms: Terms) -> None:
    """Raises Refused: `identity` with the fields that need a look, `phone`, `duplicate`, `proxy`."""
    intake = command.intake
    person = intake.person
    sound(person)
    refuse_unless(intake.body is None or bool(intake.body.name.strip()), "fields_missing", body_name="required")
    _proxy(command)
    refuse_unless(
        intake.proxy is None or intake.proxy.letter_date <= context.today, "proxy", proxy_letter_date="future"
    )
    verdicts = verdicts_of(context, person)
    errors = [v.code for v in verdicts if v.level is Level.ERROR]
    if errors:
        _use_override(context, command, errors)
    doubts = [v.code for v in verdicts if v.level is Level.WARNING and not intake.confirmed.get(v.code, "").strip()]
    if doubts:
        raise Refused("identity", fields={"nik": doubts[0]}, codes=",".join(doubts))
    _single(context, command, terms)
    _own_object(context, command, terms)


def sound(person: Person) -> None:
    """What there is of everybody. Raises Refused: `fields_missing`, `phone`."""
    _named(person)
    _phone(person)


def verdicts_of(context: ActContext, person: Person, own: str = "") -> tuple[Verdict, ...]:
    """All that can be said of the number: by itself, beside what was typed, and beside the register, but for
    `own`, the number of the applicant whom the entry corrects."""
    if not person.nik:
        return numbers.check_passport(person.foreign_id).verdicts
    found = check_nik(
        person.nik, today=context.today, regions=context.reference.regions, born=person.birth_date, sex=person.sex
    )
    return (*found.verdicts, *_known(context, person, own))


def is_stranger(context: ActContext, person: Person) -> bool:
    """Whether it is known already that the register has nobody with this number or one that is near."""
    return person.nik in context.memory.strangers


def _known(context: ActContext, person: Person, own: str) -> tuple[Verdict, ...]:
    """Beside everybody with this number or one that is near."""
    if is_stranger(context, person):
        return ()
    entered = Earlier(person.nik, person.name, person.birth_date)
    return compare(entered, [known for known in near(context.session, person.nik) if known.nik != own])


def _named(person: Person) -> None:
    refuse_unless(bool(person.name.strip()), "fields_missing", name="required")
    refuse_unless(bool(person.address.strip()), "fields_missing", address="required")
    refuse_unless(person.sex in ("L", "P"), "fields_missing", sex="required")
    refuse_unless(bool(person.nik or person.foreign_id), "fields_missing", nik="required")


def _phone(person: Person) -> None:
    checked = numbers.check_mobile(person.phone)
    refuse_unless(checked.level is not Level.ERROR, "phone", phone="phone")


def _proxy(command: RegisterApplication) -> None:
    proxy = command.intake.proxy
    if proxy is None:
        return
    refuse_unless(bool(proxy.name.strip() and proxy.nik), "proxy", proxy_name="required")
    refuse_unless(proxy.stamped, "proxy_stamp", proxy_stamped="required")
    refuse_unless(proxy.nik != command.intake.person.nik, "proxy_self", proxy_nik="same")


def _use_override(context: ActContext, command: RegisterApplication, errors: list[str]) -> None:
    """A supervisor's word, given for this very number and not used before."""
    granted = context.session.get(Override, command.override) if command.override else None
    valid = granted is not None and granted.used_by in (None, command.stamp.id)
    person = command.intake.person
    if granted is None or not valid or granted.nik != (person.nik or person.foreign_id):
        raise Refused("identity", fields={"nik": errors[0]}, codes=",".join(errors))
    refuse_unless(set(errors) <= set(granted.codes.split(",")), "identity", nik=errors[0])
    granted.used_by = command.stamp.id


def _single(context: ActContext, command: RegisterApplication, terms: Terms) -> None:
    """A running application for the same permit: refused unless the clerk says why there is a second one."""
    person = command.intake.person
    if is_stranger(context, person):
        return
    key = Applicant.nik == person.nik if person.nik else Applicant.foreign_id == person.foreign_id
    running = context.session.execute(
        select(Application.number, Application.short_name)
        .join(Applicant, Applicant.id == Application.applicant_id)
        .where(key, Application.permit_code == terms.permit.code, Application.stage.in_(stages.RUNNING))
        .limit(1)
    ).first()
    if running is not None and not command.intake.confirmed.get("duplicate", "").strip():
        raise Refused("duplicate", fields={"permit": "duplicate"}, number=running.number, service=running.short_name)


def _own_object(context: ActContext, command: RegisterApplication, terms: Terms) -> None:
    """The same place or thing in somebody else's running application: refused unless the clerk says why."""
    person = command.intake.person
    other = same_object(context.session, Who(person.nik, person.foreign_id), terms.permit.code, terms.object_key)
    if other is not None and not command.intake.confirmed.get("same_object", "").strip():
        fields = {"permit": "same_object"}
        raise Refused("same_object", fields=fields, number=other.number, service=other.short_name)


def grant_override(context: ActContext, command: GrantOverride) -> None:
    """A supervisor has looked at the card. That somebody else says so stays as a fact, flagged, and opens no way."""
    require_in_office(context, *OVERRIDES)
    refuse_unless(bool(command.reason.strip()), "reason_missing", reason="required")
    if not had_before_it_ended(context, *OVERRIDES):
        return
    context.session.add(
        Override(
            id=command.stamp.id,
            nik=command.nik,
            codes=",".join(command.codes),
            reason=command.reason,
            granted_by=context.actor.id,
            at=command.stamp.at,
            used_by=None,
        )
    )
