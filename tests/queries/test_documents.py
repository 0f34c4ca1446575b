"""Papers as they were fixed, ready to be printed again."""

from __future__ import annotations

from functools import partial

import pytest

from app.actions.commands.office import RecordPrint
from app.errors import Refused
from app.models.journal import Document
from app.print.render import pdf
from app.queries.documents import PaperCard, document, papers_of
from app.rules import papers
from tests.office import Office


def asked(office: Office, paper: str) -> PaperCard:
    return office.door.ask(partial(document, document_id=paper))


def test_a_receipt_comes_back_as_it_was_made(office: Office) -> None:
    done = office.receive()
    card = asked(office, done.documents[0])
    assert (card.kind, card.number, card.application, card.copy) == ("receipt", done.number, done.application, 1)
    assert isinstance(card.card, papers.Receipt)
    assert card.card.received.tzname() == "WITA"
    assert card.made == card.card.received
    assert card.printed == ()


def test_each_print_raises_the_copy(office: Office) -> None:
    paper = office.receive().documents[0]
    for copy in (1, 2):
        office.do("petugas_loket", RecordPrint, document=paper, copy=copy, target="printer")
    card = asked(office, paper)
    assert card.copy == 3
    assert [(each.copy, each.target, each.who) for each in card.printed] == [
        (1, "printer", "Petugas Petugas_Loket"),
        (2, "printer", "Petugas Petugas_Loket"),
    ]


def test_nothing_is_refused_by_name(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        asked(office, "nothing")
    assert refusal.value.code == "no_document"


def test_every_kind_of_paper_a_file_makes_can_be_printed(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "selesai")
    listed = office.door.ask(partial(papers_of, application=file))
    assert {row.kind for row in listed} == {"receipt", "recommendation_request", "permit", "collection_receipt"}
    assert [row.made for row in listed] == sorted((row.made for row in listed), reverse=True)
    for row in listed:
        card = asked(office, row.id)
        assert pdf(card.card, card.copy).startswith(b"%PDF")
        with office.register.reading() as session:
            kept = session.get(Document, row.id)
            assert kept is not None
            assert card.card.letterhead.office == kept.card["letterhead"]["office"]
