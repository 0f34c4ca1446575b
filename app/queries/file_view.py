"""One permohonan as one person may see it: head, data, papers, history, and the acts that are open to this person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.errors import Refused
from app.models.application import Application, Item
from app.models.exchange import Act
from app.models.journal import Entry
from app.models.link import Link, OwnPaper
from app.queries.documents import PaperRow, papers_of
from app.queries.exchange import NUMBER, waits
from app.queries.file_acts import ActOption, ended, options, standing
from app.queries.file_history import Event, history
from app.queries.file_particulars import FileParticulars, matters
from app.queries.files import detail_lines, items_of, terms_of
from app.queries.look import Look
from app.reference.terms import Terms
from app.rules.clock import days_left, due_soon, is_late
from app.rules.matching import known_match
from app.rules.numbers import local_mobile
from app.rules.papers import LetterRow
from app.rules.wording import SEXES, plain_date, title_name
from app.rules.workflow import BACK, CHIEF, DIVISION, HANDOVER, HEAD, LOKET, SECRETARY

# Who needs the whole NIK, the birth date, and papers of specific data (health, children).
SEES_WHOLE = frozenset({LOKET, BACK, HEAD, DIVISION, CHIEF})
# Who has the permit itself in hand, which carries the whole NIK.
HOLDS_PERMIT = SEES_WHOLE | {SECRETARY, HANDOVER}
PERMIT_PAPER = "permit"
REGISTRATION, PROMISED = "register_application", "record_promise"


@dataclass(frozen=True)
class ItemView:
    """One requirement: `state` ada, susulan or tidak; `verdict` sesuai, tidak_sesuai or empty."""

    requirement: str
    name: str
    mandatory: bool
    deferrable: bool
    state: str
    original_shown: bool
    copies: int
    note: str
    verdict: str
    verdict_note: str


@dataclass(frozen=True)
class ClockView:
    """`left` in working days, None while no clock runs; `stopped` since when it stands still; `used` once it ended.
    `estimate`: the due day was counted over a year whose holidays are not known. `reckoned`: the promise is the
    centre's reckoning, because the program that printed the receipt did not tell it."""

    received: datetime
    days: int
    promised: date
    due: date | None
    estimate: bool
    reckoned: bool
    left: int | None
    late: bool
    soon: bool
    stopped: date | None
    ended: date | None
    used: int | None


@dataclass(frozen=True)
class FileView:
    """`nik` is empty for who may not see it whole; `hidden` counts the papers that are not shown to this person.

    `waits`: `sending` where the centre has not processed every own act, `number` where it still has to number one.
    """

    id: str
    number: str
    tracking: str
    applicant: str
    person: str
    service: str
    short_name: str
    kind: str
    variant: str
    stage: str
    outcome: str
    holder: str
    match: str
    phone: str
    nik_last4: str
    nik: str
    identity: tuple[LetterRow, ...]
    data: tuple[LetterRow, ...]
    clock: ClockView
    items: tuple[ItemView, ...]
    hidden: int
    events: tuple[Event, ...]
    papers: tuple[PaperRow, ...]
    acts: tuple[ActOption, ...]
    matters: FileParticulars
    waits: str = ""


def file_view(look: Look, application_id: str, staff_id: str) -> FileView:
    """Raises Refused `no_application`."""
    application = look.session.get(Application, application_id)
    if application is None:
        raise Refused("no_application")
    terms = terms_of(application, look.reference)
    items = tuple(items_of(look.session, (application_id,)))
    who = standing(look, application, staff_id)
    whole = bool(who.roles & SEES_WHOLE)
    known = matters(look, application, terms, items, whole=whole)
    waiting = waits(look, (application_id,)).get(application_id, "")
    person, number = application.person, application.person["nik"] or application.person["foreign_id"]
    return FileView(
        id=application.id,
        number=application.number,
        tracking=application.tracking,
        applicant=application.applicant_name if application.body else title_name(application.applicant_name),
        person=title_name(person["name"]),
        service=application.permit_name,
        short_name=application.short_name,
        kind=application.kind,
        variant=_variant(terms),
        stage=application.stage,
        outcome=application.outcome,
        holder=application.holder,
        match=known_match(application.match, person["nik"]),
        phone=person["phone"],
        nik_last4=number[-4:],
        nik=number if whole else "",
        identity=_identity(application, whole=whole),
        data=detail_lines(terms),
        clock=_clock(look, application),
        items=tuple(_item(item) for item in items if whole or not item.specific),
        hidden=0 if whole else sum(item.specific for item in items),
        events=history(look, application_id, terms.permit.form_fields, whole=whole),
        papers=_papers(look, application_id, who.roles),
        acts=options(look, application, who, known, items, unnumbered=waiting == NUMBER),
        matters=known,
        waits=waiting,
    )


def _variant(terms: Terms) -> str:
    chosen = terms.permit.variant(terms.variant)
    return chosen.label if chosen else ""


def _papers(look: Look, application: str, roles: frozenset[str]) -> tuple[PaperRow, ...]:
    rows = papers_of(look, application)
    return tuple(row for row in rows if row.kind != PERMIT_PAPER or roles & HOLDS_PERMIT)


def _item(item: Item) -> ItemView:
    return ItemView(
        requirement=item.requirement,
        name=item.name,
        mandatory=item.mandatory,
        deferrable=bool(item.deferred_until),
        state=item.state,
        original_shown=item.original_shown,
        copies=item.copies,
        note=item.note,
        verdict=item.verdict,
        verdict_note=item.verdict_note,
    )


def _clock(look: Look, application: Application) -> ClockView:
    running = application.due if not ended(application) else None
    calendar = look.calendar
    open_pause = application.pauses and not application.pauses[-1]["resumed"] and not ended(application)
    return ClockView(
        received=look.local(application.received),
        days=application.days,
        promised=application.promised,
        due=running,
        estimate=look.is_estimate(application.day_zero, running),
        reckoned=bool(running) and _reckoned(look, application.id),
        left=days_left(look.today, running, calendar) if running else None,
        late=bool(running and is_late(look.today, running)),
        soon=bool(running and due_soon(look.today, running, application.days, calendar)),
        stopped=date.fromisoformat(application.pauses[-1]["stopped"]) if open_pause else None,
        ended=application.ended,
        used=application.used,
    )


def _reckoned(look: Look, application: str) -> bool:
    """Only where there is a centre; `record_promise` tells what was printed later. What was printed here is known: it
    stands until the centre has answered, and where that says the same it is kept no longer."""
    link = look.session.get(Link, 1)
    if link is None:
        return False
    wanted = select(Entry).where(Entry.application_id == application, Entry.kind.in_((REGISTRATION, PROMISED)))
    entries = list(look.session.scalars(wanted))
    registered = next((entry for entry in entries if entry.kind == REGISTRATION), None)
    if registered is None or "promise" in registered.payload:
        return False
    if any(entry.kind == PROMISED and entry.payload.get("of") == registered.id for entry in entries):
        return False
    if registered.counter != link.device:
        return True
    waits = look.session.scalar(select(Act.id).where(Act.id == registered.id, Act.feed.is_(None)))
    return waits is None and look.session.get(OwnPaper, registered.id) is not None


def _identity(application: Application, *, whole: bool) -> tuple[LetterRow, ...]:
    person = application.person
    born = plain_date(date.fromisoformat(person["birth_date"]))
    rows = [
        ("Nama", title_name(person["name"])),
        ("Tempat, tanggal lahir", ", ".join(filter(None, (person["birth_place"], born))) if whole else ""),
        ("Jenis kelamin", SEXES.get(person["sex"], "")),
        ("Alamat", ", ".join(filter(None, (person["address"], person["village_text"])))),
        ("Telepon", local_mobile(person["phone"])),
        ("Surel", person["email"]),
        *_body(application.body),
        *_proxy(application.proxy),
    ]
    return _told(rows)


def _body(body: Mapping[str, Any] | None) -> Collection[tuple[str, str]]:
    if body is None:
        return ()
    return (
        ("Badan", " ".join(filter(None, (body["form"], body["name"])))),
        ("NPWP badan", body["tax_number"]),
        ("Alamat badan", body["address"]),
    )


def _proxy(proxy: Mapping[str, Any] | None) -> Collection[tuple[str, str]]:
    if proxy is None:
        return ()
    return (
        ("Penerima kuasa", title_name(proxy["name"])),
        ("Telepon kuasa", local_mobile(proxy["phone"])),
        ("Surat kuasa", plain_date(date.fromisoformat(proxy["letter_date"]))),
    )


def _told(rows: Collection[tuple[str, str]]) -> tuple[LetterRow, ...]:
    return tuple(LetterRow(heading=heading, text=text) for heading, text in rows if text)
