"""What is initialled and signed is seen as it will be printed, but for number and day and the code that holds them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import func, select

from app.actions.commands.office import AddMandate
from app.actions.commands.office_work import (
    AssignNumber,
    CorrectInternally,
    DecideRefusal,
    Initial,
    ProposeRefusal,
    Sign,
    SubmitDraft,
)
from app.actions.draft_paper import draft_paper
from app.errors import Refused
from app.models.journal import Document, Entry
from app.print.blocks import BLANK, BLANK_DAY
from app.print.render import pdf
from app.queries.documents import PaperCard, document
from app.rules import stages
from tests.actions.forms import FORMS
from tests.actions.situations import REFUSAL
from tests.office import Office
from tests.print.reading import texts

TYPES = (("SIP-BD", ""), ("STPT", ""), ("REK", "permanen"), ("MKM", ""), ("ASET", "sewa"))


def at(office: Office, until: str, permit: str = "SIP-BD", variant: str = "") -> str:
    file = office.register_file(office.intake(permit, variant=variant, details=FORMS[permit]))
    while (stage := office.file(file).stage) != until:
        if stage == stages.DRAFTING and permit == "REK":
            from app.actions.commands.intake import ReceiveDeferred

            office.do("petugas_loket", ReceiveDeferred, application=file, requirement="bukti_pajak_reklame")
        office.step(file, stage)
    return file


def draft(office: Office, file: str, staff: str = "penyelia") -> PaperCard:
    return office.door.ask(partial(draft_paper, application_id=file, staff_id=staff))


def printed(office: Office, file: str, kind: str) -> PaperCard:
    with office.register.reading() as session:
        wanted = select(Document.id).where(Document.application_id == file, Document.kind == kind)
        found = session.scalars(wanted.order_by(Document.made.desc())).first()
    assert found is not None
    return office.door.ask(partial(document, document_id=found))


def where(content: bytes, words: str) -> list[tuple[int, tuple[float, ...]]]:
    """Page and box of every place these words stand at, in points."""
    found = []
    opened = pypdfium2.PdfDocument(content)
    for number, page in enumerate(opened):
        search = page.get_textpage().search(words)
        while (hit := search.get_next()) is not None:
            found.append((number, tuple(round(side, 1) for side in page.get_textpage().get_charbox(hit[0]))))
    opened.close()
    return found


@pytest.mark.parametrize(("permit", "variant"), TYPES)
def test_the_very_pages_but_for_number_and_day(office: Office, permit: str, variant: str) -> None:
    file = at(office, stages.SIGNING, permit, variant)
    before = pdf(draft(office, file).card, draft=True)
    while office.file(file).stage != stages.NUMBERING:
        office.step(file, office.file(file).stage)
    unnumbered = pdf(draft(office, file).card, draft=True)
    office.do("verifikator", AssignNumber, application=file)
    card = printed(office, file, "permit").card
    after = pdf(card)
    day = "pada tanggal : 23 November 2026"
    said = [
        page.replace(f"NOMOR {card.number}", f"NOMOR {BLANK}").replace(day, f"pada tanggal : {BLANK_DAY}")
        for page in texts(after)
    ]
    assert texts(before) == texts(unnumbered) == said
    for words in ("Kepada", "Untuk", "Masa Berlaku", "Apabila di kemudian", "Petugas Kadis", "Nomor registrasi"):
        assert where(before, words) == where(after, words) != []


def test_a_refusal_too(office: Office) -> None:
    file = office.register_file()
    office.do("verifikator", ProposeRefusal, application=file, **REFUSAL)
    office.advance(file, stages.SIGNING)
    seen = draft(office, file, "kadis")
    office.advance(file, stages.REFUSED)
    paper = printed(office, file, "refusal_letter")
    said = texts(pdf(paper.card))[0].replace("23 November 2026 Nomor", f"{BLANK_DAY} Nomor", 1)
    before = texts(pdf(seen.card, draft=True))
    assert (seen.kind, len(before)) == ("refusal_letter", 1)
    assert paper.card.number not in before[0]
    assert BLANK in before[0]
    assert before[0].count(BLANK_DAY) >= 1
    assert said.split("Yth.")[1].split("Nomor registrasi")[0] == before[0].split("Yth.")[1].split("Nomor registrasi")[0]


def test_nothing_is_written_by_looking(office: Office) -> None:
    file = at(office, stages.SIGNING)
    with office.register.reading() as session:
        before = session.scalar(select(func.count()).select_from(Entry)), office.file(file).draft
    draft(office, file)
    with office.register.reading() as session:
        assert (session.scalar(select(func.count()).select_from(Entry)), office.file(file).draft) == before


@pytest.mark.parametrize("stage", [stages.VERIFY, stages.DRAFTING, stages.COLLECTION])
def test_before_and_after_there_is_no_draft(office: Office, stage: str) -> None:
    file = at(office, stage)
    with pytest.raises(Refused, match="no_draft"):
        draft(office, file)


def test_none_of_a_number_that_waits_for_its_signature(office: Office) -> None:
    """What went back from there is a draft again, with the number it has on no page of it."""
    file = at(office, stages.NUMBERING)
    office.do("verifikator", AssignNumber, application=file)
    with pytest.raises(Refused, match="no_draft"):
        draft(office, file)
    number = printed(office, file, "permit").card.number
    office.do("verifikator", CorrectInternally, application=file, note="Salah tulis")
    office.step(file, stages.DRAFTING)
    again = draft(office, file)
    assert number not in " ".join(texts(pdf(again.card, draft=True)))


def test_who_stands_in_today_signs_it(office: Office) -> None:
    file = at(office, stages.SIGNING)
    today = office.clock.now().date()
    mandate: dict[str, Any] = {"role": "kadis", "substitute": "sekretaris", "mandate": "plh", "letter_number": "800/1"}
    office.do("administrator", AddMandate, **mandate, letter_date=today, starts=today, ends=today)
    signer = draft(office, file).card.signer
    assert (signer.name, signer.capacity) == ("Petugas Sekretaris", "Plh.")


def again(office: Office, file: str, *terms: str) -> None:
    """Back to the draft and submitted anew."""
    office.do("penyelia", CorrectInternally, application=file, note="Salah tulis")
    office.do("verifikator", SubmitDraft, application=file, terms=terms)


def test_what_is_initialled_is_what_was_read(office: Office) -> None:
    file = at(office, stages.INITIALS[0])
    first = draft(office, file).draft
    again(office, file, "Ketentuan lain.")
    second = draft(office, file).draft
    assert first != second
    for who, act in (("penyelia", Initial), ("kadis", Sign)):
        with pytest.raises(Refused, match="draft_changed"):
            office.do(who, act, application=file, seen=first)
        office.do(who, act, application=file, seen=second)
        if act is Initial:
            office.advance(file, stages.SIGNING)


def test_a_refusal_is_decided_as_it_was_read(office: Office) -> None:
    file = office.register_file()
    office.do("verifikator", ProposeRefusal, application=file, **REFUSAL)
    office.advance(file, stages.SIGNING)
    with pytest.raises(Refused, match="draft_changed"):
        office.do("kadis", DecideRefusal, application=file, seen="0" * 16)
    office.do("kadis", DecideRefusal, application=file, seen=draft(office, file, "kadis").draft)


def test_another_day_and_another_signatory_make_no_other_draft(office: Office) -> None:
    """Nor a new telephone of the office: what is decided is the same."""
    file = at(office, stages.SIGNING)
    before = draft(office, file).draft
    office.clock.advance(days=3)
    today = office.clock.now().date()
    mandate: dict[str, Any] = {"role": "kadis", "substitute": "sekretaris", "mandate": "plh", "letter_number": "800/1"}
    office.do("administrator", AddMandate, **mandate, letter_date=today, starts=today, ends=today)
    assert draft(office, file).draft == before
    office.do("sekretaris", Sign, application=file, seen=before)


def test_who_has_not_read_it_says_nothing_of_it(office: Office) -> None:
    file = at(office, stages.INITIALS[0])
    office.do("penyelia", Initial, application=file)
    with office.register.reading() as session:
        payload = session.scalars(select(Entry.payload).where(Entry.kind == "initial")).one()
    assert "seen" not in payload
