"""The letters of the office as cards, and who signs them in what capacity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.actions import grounds, paperwork
from app.actions.commands.intake import Withdraw
from app.actions.commands.office_work import RequestRecommendation, ReturnForRevision
from app.actions.scene import Scene
from app.models.application import Recommendation, Revision
from app.models.office import Mandate, Staff, StaffRole
from app.queries.files import detail_lines, terms_of
from app.reference.labels import label
from app.rules import papers
from app.rules.papers import LetterRow
from app.rules.wording import long_date, title_name
from app.rules.workflow import CHIEF, DIVISION, HEAD


def return_letter(scene: Scene, command: ReturnForRevision) -> str:
    """Surat pengembalian: one consolidated list, no blame, the last day."""
    rows = tuple(LetterRow(heading=row.subject, text=row.text) for row in command.rows)
    return _letter(scene, "return_letter", rows, deadline=command.deadline)


def lapse_letter(scene: Scene, revision: Revision, note: str) -> str:
    rows = (
        LetterRow(heading="Dikembalikan tanggal", text=long_date(revision.returned)),
        LetterRow(heading="Batas waktu perbaikan", text=long_date(revision.deadline)),
    )
    extra = (LetterRow(heading="Catatan", text=note),) if note.strip() else ()
    return _letter(scene, "lapse_letter", rows + extra)


def refusal_letter(scene: Scene, number: str) -> str:
    draft = scene.file().draft or {}
    rows = (
        LetterRow(heading="Pertimbangan", text=str(draft.get("reason", ""))),
        LetterRow(heading="Uraian", text=str(draft.get("text", ""))),
        LetterRow(heading="Dasar hukum", text="; ".join(grounds.of_refusal(scene))),
    )
    return _letter(scene, "refusal_letter", rows, number=number, signer=signer_of(scene))


def recommendation_request(scene: Scene, command: RequestRecommendation, asked: Recommendation) -> str:
    terms = terms_of(scene.file(), scene.reference)
    agency = terms.catalogue.agencies[asked.agency]
    rows = detail_lines(terms)
    extra = (LetterRow(heading="Catatan", text=command.note),) if command.note.strip() else ()
    return _letter(
        scene,
        "recommendation_request",
        rows + extra,
        number=command.letter,
        to=f"Kepala {agency.label}",
        deadline=asked.due,
        signer=_section_head(scene),
    )


def assignment_letter(scene: Scene, number: str, on: date, team: Sequence[str]) -> str:
    rows = (
        *(LetterRow(heading=f"Anggota {at}", text=name) for at, name in enumerate(team, start=1)),
        LetterRow(heading="Hari, tanggal", text=long_date(on)),
        LetterRow(heading="Objek", text=scene.file().subject),
    )
    return _letter(scene, "assignment_letter", rows, number=number, to="Tim Teknis", signer=_section_head(scene))


def withdrawal_letter(scene: Scene, command: Withdraw) -> str:
    rows = (
        LetterRow(heading="Surat penarikan tanggal", text=long_date(command.letter_date)),
        LetterRow(heading="Ditandatangani oleh", text=title_name(command.signed_by)),
    )
    extra = (LetterRow(heading="Alasan", text=command.reason),) if command.reason.strip() else ()
    return _letter(scene, "withdrawal_letter", rows + extra)


def _letter(
    scene: Scene,
    kind: str,
    rows: tuple[LetterRow, ...],
    *,
    number: str = "",
    to: str = "",
    deadline: date | None = None,
    signer: papers.Signer | None = None,
) -> str:
    application = scene.file()
    qr, _ = paperwork.tracking_code(scene)
    name = title_name(application.person["name"])
    card = papers.Letter(
        letterhead=paperwork.letterhead(scene),
        kind=kind,
        number=number,
        dated=scene.today,
        to=to or name,
        to_address="" if to else f"{application.person['address']}, {application.person['village_text']}",
        subject=label(kind),
        registration_number=application.number,
        registered=application.received.astimezone(scene.local.tzinfo).date(),
        service=f"{application.permit_name} ({label(application.kind).lower()})",
        applicant=name,
        rows=rows,
        deadline=deadline,
        signer=signer or _section_head(scene),
        qr=qr,
        copies_to=(),
        training=scene.office.training,
    )
    return paperwork.fix(scene, kind, card)


def signer_of(scene: Scene) -> papers.Signer:
    """Whoever signed the application, as the capacity says: `Plh.` before the title of the office, `a.n. Kepala Dinas`
    where the permit type lets somebody else sign."""
    application = scene.file()
    person = scene.session.get(Staff, application.signer_id) or scene.actor
    kind, _, role = application.signer_capacity.rpartition(":")
    signatory = terms_of(application, scene.reference).permit.signatory
    behalf = f"{signatory.acting_for} {scene.office.regency}" if signatory.acting_for else ""
    return _signer(person, role, kind, label(signatory.role) if role != signatory.role else behalf)


def _section_head(scene: Scene) -> papers.Signer:
    """Who signs the letters of a section: whoever does this act as section or division head; else whoever holds the
    post today, a substitute before the one who is away."""
    kind, _, role = scene.capacity.rpartition(":")
    if role in (HEAD, DIVISION):
        return _signer(scene.actor, role, kind)
    for post in (HEAD, DIVISION, CHIEF):
        if post in scene.roles:
            return _signer(scene.actor, post)
        if found := _substitute(scene, post):
            return _signer(found[0], post, found[1])
        if holder := _holder(scene, post):
            return _signer(holder, post)
    return _signer(scene.actor, role)


def _substitute(scene: Scene, role: str) -> tuple[Staff, str] | None:
    """Plh or Plt of today for this kind of permit."""
    rows = scene.session.execute(
        select(Staff, Mandate)
        .join(Mandate, Mandate.substitute_id == Staff.id)
        .where(Mandate.role == role, Mandate.starts <= scene.today, Mandate.ends >= scene.today, Staff.active)
    )
    code = scene.file().permit_code
    return next(((person, row.kind) for person, row in rows if not row.scope or code in row.scope), None)


def _holder(scene: Scene, role: str) -> Staff | None:
    return scene.session.scalar(
        select(Staff)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role == role, StaffRole.until.is_(None), Staff.active)
        .order_by(StaffRole.since, Staff.id)
    )


def _signer(person: Staff, role: str, kind: str = "", acting_for: str = "") -> papers.Signer:
    """`kind` is plh or plt where the person stands in for the holder of the post."""
    return papers.Signer(
        title=person.position if person.position and not kind else label(role),
        name=person.name,
        name_with_titles=person.name_with_titles or person.name,
        rank=person.rank,
        nip=person.nip,
        capacity=label(kind) if kind else "",
        acting_for=acting_for,
    )
