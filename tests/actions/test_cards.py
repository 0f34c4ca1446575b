"""The card that an act carries: of every kind of paper, what a dishonest PC may write on it, and an honest one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions import late_papers
from app.actions.commands import Command, dump, intake, office_work
from app.actions.commands.correction import ApproveCorrection, AskCorrection, Change
from app.actions.commands.office import ChangeOffice, ChangeStaff, StaffProfile
from app.actions.context import ActContext
from app.actions.drawing import filled
from app.actions.perform import perform
from app.actions.promising import PAPERS
from app.database import open_register
from app.errors import Refused
from app.models.application import Correction
from app.models.exchange import TrayItem
from app.models.journal import Document, Entry
from app.models.office import StaffRole
from app.queries.documents import card_of, document
from app.queries.look import Look
from app.rules import stages
from tests.conftest import KEY, FixedClock
from tests.office import MIDWIFE, NI_LUH, PROFILE, Office

Card = dict[str, Any]
ROW = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
CHANGE = Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Kangin")
NAMES = ("NI LUH CONTOH", "I MADE SUDIRA", "NI KETUT WARTINI", "I GEDE ARTANA", "I WAYAN PUTRA", "NI MADE RAI")
PUBLIC = "https://lacak.karangasemkab.go.id"


class UndoneError(Exception):
    pass


@dataclass
class Day:
    """An office with one act of every kind that puts out a paper about to be done; `acts` by name."""

    office: Office
    acts: dict[str, Command] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def tried(self, command: Command, do: Callable[[ActContext], None] = perform) -> ActContext:
        """Done as whoever does it again does it, and undone."""
        made: list[ActContext] = []
        try:
            with self.office.register.writing() as session:
                made.append(self._done(session, command, do))
                raise UndoneError
        except UndoneError:
            return made[0]

    def _done(self, session: Session, command: Command, do: Callable[[ActContext], None]) -> ActContext:
        context = ActContext(session, command, self.office.reference, settled=True)
        context.command = filled(context, command, self.office.draw)
        if hasattr(command, "application") and not isinstance(command, intake.RegisterApplication):
            context.file()
        do(context)
        session.flush()
        _ = context.command
        return context


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    register = open_register(tmp_path_factory.mktemp("cards") / "register.db", KEY)
    profile = msgspec.structs.replace(PROFILE, public_address=PUBLIC)
    made = Day(Office(register, FixedClock()).open(profile))
    _filled(made)
    yield made
    register.close()


def form(office: Office, at: int) -> intake.Intake:
    person = msgspec.structs.replace(NI_LUH, nik=f"51070{at + 1}4507880003", name=NAMES[at], phone=f"+628123456789{at}")
    return office.intake(person=person, details=MIDWIFE | {"alamat_tempat": f"Jalan Raya Abang {at}"})


def _filled(day: Day) -> None:
    office, stamp = day.office, day.office.stamp
    names = ("revised", "corrected", "corrected_again", "lapse", "withdraw")
    day.files = {name: office.register_file(form(office, at)) for at, name in enumerate(names)}
    day.files["hand_over"] = office.register_file(form(office, 5))
    office.advance(day.files["hand_over"], stages.COLLECTION)
    until = office.clock.now().date() + timedelta(days=1)
    for name in ("revised", "corrected_again", "lapse"):
        office.do(
            "verifikator", office_work.ReturnForRevision, application=day.files[name], rows=(ROW,), deadline=until
        )
    again = day.files["corrected_again"]
    office.do("petugas_loket", intake.AcceptRevision, application=again)
    wanted = {}
    for name in ("corrected", "corrected_again"):
        office.do("petugas_loket", AskCorrection, application=day.files[name], changes=(CHANGE,), reason="Keliru")
        with office.register.reading() as session:
            open_ = select(Correction.id).where(Correction.application_id == day.files[name])
            wanted[name] = session.scalars(open_).one()
    told = {"channel": "telepon", "purpose": "pengingat", "reached": False}
    office.do("petugas_loket", intake.ContactApplicant, application=day.files["lapse"], **told)
    office.clock.advance(days=3)
    today = office.clock.now().date()
    item = intake.ItemState(requirement="ktp", state="tidak")
    person = msgspec.structs.replace(NI_LUH, nik="5107074507880003", name="I NYOMAN BARU", phone="+6281234567809")
    given = {"receiver": "NI MADE RAI", "receiver_is": "pemohon", "identity_shown": "KTP-el", "receipt_shown": True}
    loket, of = "petugas_loket", day.files
    day.acts = {
        "registered": intake.RegisterApplication(
            stamp=stamp(loket),
            application=office.new_id(),
            intake=office.intake(person=person, details=MIDWIFE | {"alamat_tempat": "Jalan Veteran 9"}),
            read_back=True,
            started=office.clock.now(),
        ),
        "revised": intake.AcceptRevision(stamp=stamp(loket), application=of["revised"]),
        "corrected": ApproveCorrection(
            stamp=stamp("penyelia"), application=of["corrected"], correction=wanted["corrected"]
        ),
        "corrected_again": ApproveCorrection(
            stamp=stamp("penyelia"), application=again, correction=wanted["corrected_again"]
        ),
        "shortage": intake.ListShortage(
            stamp=stamp(loket), permit="SIP-BD", kind="baru", applicant="Ni Luh", items=(item,), notes=("Meterai.",)
        ),
        "returned": office_work.ReturnForRevision(
            stamp=stamp("verifikator"), application=of["withdraw"], rows=(ROW,), deadline=today + timedelta(days=9)
        ),
        "lapse": office_work.Lapse(stamp=stamp("kabid"), application=of["lapse"]),
        "withdraw": intake.Withdraw(
            stamp=stamp(loket), application=of["withdraw"], letter_date=today, signed_by="Ni Luh"
        ),
        "frozen": office_work.SuspendPermit(
            stamp=stamp("kadis"),
            application=of["hand_over"],
            letter="800/1",
            dated=today,
            ground="pelanggaran",
            reason="Laporan",
        ),
        "hand_over": intake.HandOver(stamp=stamp("petugas_penyerahan"), application=of["hand_over"], **given),
    }


RECEIPTS = ("registered", "revised", "corrected", "corrected_again")
LIKE_FROZEN = {"reinstate_permit", "revoke_permit"}
LETTERS = ("returned", "lapse", "withdraw", "frozen")
ALL = (*RECEIPTS, *LETTERS, "shortage", "hand_over")
FACTS = ("revised", "withdraw", "hand_over", "shortage")


def deep(card: Card) -> Card:
    nested: Any = "x"
    for _ in range(40):
        nested = [nested]
    return card | {"items": nested}


def said(**values: Any) -> Callable[[Card], Card]:
    return lambda card: card | values


def within(part: str, **values: Any) -> Callable[[Card], Card]:
    return lambda card: card | {part: card[part] | values}


ANYWHERE: dict[str, Callable[[Card], Card]] = {
    "a zone": within("letterhead", zone="../../etc/passwd"),
    "a field no card has": said(catatan="Bayar tunai kepada petugas."),
    "a field no letterhead has": within("letterhead", rekening="123"),
    "another practice": said(training=True),
    "text for a flag": said(training="ya"),
    "no letterhead": said(letterhead=5),
    "as deep as a well": deep,
    "no card": lambda _: {},
    "longer than a sheet": within("letterhead", address="x" * 60_000),
    "larger than a card": within("letterhead", address="x" * 300_000),
}
RECEIPT_LIES: dict[str, Callable[[Card], Card]] = {
    "another number": said(number="KRA-7Q4-00099-AAA"),
    "a fee": said(fee="Biaya Rp5.000.000 dibayar tunai kepada petugas."),
    "an address elsewhere": lambda card: card | {"qr": card["qr"].replace(PUBLIC, "https://contoh.invalid")},
    "an address that goes on": lambda card: card | {"qr": card["qr"] + "/lain"},
    "an address that is none": said(qr_is_address=False),
    "a code as long as a book": said(qr="x" * 100_000),
    "a promise of 2031": said(promised="2031-01-01"),
    "a promise of the past": said(promised="2020-01-01"),
    "days of a lifetime": said(days=1_000),
    "days before the world": said(days=-(2**62)),
    "no number for days": said(days=float("nan")),
    "another time": said(received="2020-01-01T10:00:00+08:00"),
    "a moment no calendar knows": said(received="0001-01-01T00:00:00+14:00"),
    "a time far off": said(received="9500-01-01T00:00:00+08:00"),
    "somebody else's name": said(officer="Petugas Palsu"),
    "a colleague's name": said(officer="Petugas Kadis"),
    "nothing for a name": said(officer=None),
}
LETTER_LIES: dict[str, Callable[[Card], Card]] = {
    "another number": said(registration_number="KRA-7Q4-00099-AAA"),
    "a number of its own": said(number="500/1/2026"),
    "another kind": said(kind="refusal_letter"),
    "no kind there is": said(kind="surat_kuasa"),
    "another day": said(dated="2031-01-01"),
    "another day of registration": said(registered="2020-01-01"),
    "another deadline": said(deadline="2031-01-01"),
    "other rows": said(rows=[{"heading": "Biaya", "text": "Rp5.000.000"}]),
    "no rows": said(rows=[]),
    "an address elsewhere": lambda card: card | {"qr": card["qr"].replace(PUBLIC, "https://contoh.invalid")},
    "a code as long as a book": said(qr="x" * 100_000),
    "signed by nobody known": within("signer", name="Drs. Palsu", name_with_titles="Drs. Palsu"),
    "another NIP": within("signer", nip="1"),
    "signed by nobody": said(signer=None),
    "copies": said(copies_to=["Siapa saja"]),
}
LIES: dict[str, dict[str, Callable[[Card], Card]]] = {
    **dict.fromkeys(RECEIPTS, RECEIPT_LIES),
    **dict.fromkeys(LETTERS, LETTER_LIES),
    "shortage": {
        "another time": said(listed="2020-01-01T10:00:00+08:00"),
        "other notes": said(notes=["Biaya Rp5.000.000."]),
        "more there than there is": said(present=7),
        "somebody else's name": said(officer="Petugas Palsu"),
    },
    "hand_over": {
        "another number": said(number="KRA-7Q4-00099-AAA"),
        "another receiver": said(receiver="Orang Lain"),
        "another identity": said(identity_shown="SIM"),
        "without its receipt": said(receipt_shown=False),
        "another time": said(handed_over="2020-01-01T10:00:00+08:00"),
        "somebody else's name": said(officer="Petugas Palsu"),
    },
}
LIES["registered"] = RECEIPT_LIES | {
    "another day": said(promised="2026-12-24"),
    "another subject": said(subject="Toko"),
    "no papers": said(items=[]),
    "another person": said(nik_last4="9999"),
    "as of a revision": said(addendum=True),
    "as of a correction": said(corrected=["Nama"], corrected_on="2026-11-26"),
}
LIES["revised"] = RECEIPT_LIES | {
    "another promise before": said(previous_promise="2031-01-01"),
    "as of a registration": said(addendum=False),
}
LIES["corrected"] = RECEIPT_LIES | {"another day": said(corrected_on="2031-01-01")}
LIES["corrected_again"] = LIES["corrected"] | {"whoever returned it": said(officer="Petugas Verifikator")}
EVERY = [(kind, lie) for kind in ALL for lie in (*ANYWHERE, *LIES[kind])]


def carrying(command: Command, card: Card) -> Command:
    return msgspec.structs.replace(command, paper=card)


def of(day: Day, kind: str) -> tuple[Command, Card]:
    """The act as it was done at the counter, and its card."""
    done = day.tried(day.acts[kind])
    assert done.card is not None
    command = done.command
    if isinstance(command, intake.RegisterApplication) and done.promise is not None:
        command = msgspec.structs.replace(command, promise=done.promise)
    return command, done.card


def test_every_act_that_carries_a_card_is_tried() -> None:
    acts = {"registered": "register_application", "revised": "accept_revision", "shortage": "list_shortage"}
    acts |= {"corrected": "approve_correction", "returned": "return_for_revision"}
    acts |= {"frozen": "suspend_permit"}
    assert {acts.get(kind, kind) for kind in ALL if kind != "corrected_again"} == PAPERS.keys() - LIKE_FROZEN


@pytest.mark.parametrize("kind", ALL)
def test_what_is_so_is_taken(day: Day, kind: str) -> None:
    command, card = of(day, kind)
    again = day.tried(carrying(command, card))
    assert (again.flags, again.card, again.differences) == ([], card, {})


@pytest.mark.parametrize(("kind", "lie"), EVERY)
def test_what_is_not_so_is_not(day: Day, kind: str, lie: str) -> None:
    """The card of the register is fixed instead, and both sides are kept for people."""
    command, card = of(day, kind)
    change = {**ANYWHERE, **LIES[kind]}[lie]
    again = day.tried(carrying(command, change(card)))
    assert (again.flags, again.card) == (["paper_foreign"], card)
    assert again.differences


@pytest.mark.parametrize(("kind", "lie"), [each for each in EVERY if each[0] in FACTS])
def test_nor_where_the_fact_has_no_place_any_more(day: Day, kind: str, lie: str) -> None:
    """Nothing is kept of it then, but for what it said."""
    command, card = of(day, kind)
    change = {**ANYWHERE, **LIES[kind]}[lie]
    late = day.tried(carrying(command, change(card)), late_papers.stand)
    assert (late.flags, late.documents) == (["paper_foreign"], [])
    assert late.differences


@pytest.mark.parametrize("kind", FACTS)
def test_a_late_card_is_kept_with_what_differs(day: Day, kind: str) -> None:
    """The applicant is called otherwise here by now: both sides stand, and it is flagged."""
    command, card = of(day, kind)
    late = day.tried(carrying(command, card | {"applicant": "Ni Luh Lama"}), late_papers.stand)
    assert (late.flags, len(late.documents)) == (["terms_differ"], 1)
    assert late.differences["applicant"][0] == "Ni Luh Lama"


def test_a_late_receipt_after_months_at_a_pc_whose_clock_stands_before_them(day: Day) -> None:
    """What it promises is a day, by the clock of whoever heard of it at last."""
    command, card = of(day, "revised")
    came = command.stamp.at + timedelta(days=150)

    def stand(context: ActContext) -> None:
        context.arrived = came
        late_papers.stand(context)

    promised = (came.date() + timedelta(days=3)).isoformat()
    late = day.tried(carrying(command, card | {"promised": promised}), stand)
    assert (late.flags, len(late.documents)) == (["terms_differ"], 1)


def test_papers_of_another_file_were_not_taken_in_with_these(day: Day) -> None:
    """A corrected receipt repeats a moment of its own file."""
    with day.office.register.reading() as session:
        back = select(Entry.at, Entry.application_id).where(Entry.kind == "accept_revision")
        [(moment, file)] = session.execute(back).all()
    assert file == day.files["corrected_again"]
    taken = moment.astimezone(ZoneInfo(PROFILE.zone)).isoformat()
    for kind, flag in (("corrected", "paper_foreign"), ("corrected_again", "terms_differ")):
        command, card = of(day, kind)
        if kind == "corrected_again":
            assert card["received"] == taken
            first = day.office.file(file).received.astimezone(ZoneInfo(PROFILE.zone)).isoformat()
            assert day.tried(carrying(command, card | {"received": first})).flags == [flag]
        else:
            assert day.tried(carrying(command, card | {"received": taken})).flags == [flag]


def test_a_promise_of_a_pc_whose_clock_stands_before_all_days_of_its_file(day: Day) -> None:
    """It lies within what the file's own days allow, however early the PC believes it to be."""
    early = day.office.clock.now() - timedelta(days=400)
    act = day.acts["corrected"]
    act = msgspec.structs.replace(act, stamp=msgspec.structs.replace(act.stamp, at=early))
    done = day.tried(act)
    assert done.card is not None
    file = day.office.file(day.files["corrected"])
    latest = file.day_zero + timedelta(days=3 * done.card["days"] + 60)
    for promised, flag in ((latest, "terms_differ"), (latest + timedelta(days=1), "paper_foreign")):
        again = day.tried(carrying(done.command, done.card | {"promised": promised.isoformat()}))
        assert again.flags == [flag]


def test_a_late_letter_is_kept_where_nobody_holds_a_post(day: Day) -> None:
    """A restored centre has forgotten who got them, and the withdrawal had no place any more before its right was
    looked at: the letter is out all the same, and nothing else waits for it."""
    command, card = of(day, "withdraw")

    def stand(context: ActContext) -> None:
        context.session.execute(delete(StaffRole))
        late_papers.stand(context)

    late = day.tried(carrying(command, card), stand)
    assert (late.flags, len(late.documents)) == (["terms_differ"], 1)


def test_a_list_of_a_type_nobody_knows_here_is_kept(day: Day) -> None:
    command, card = of(day, "shortage")
    assert isinstance(command, intake.ListShortage)
    late = day.tried(carrying(msgspec.structs.replace(command, permit="SIP-GZ"), card), late_papers.stand)
    assert (late.flags, late.differences["service"]) == (["terms_differ"], (card["service"], "SIP-GZ"))


def test_of_a_pc_nobody_set_up_no_card_is_kept(day: Day) -> None:
    command, card = of(day, "shortage")
    strange = msgspec.structs.replace(command, stamp=msgspec.structs.replace(command.stamp, counter="ZZZ"))
    late = day.tried(carrying(strange, card), late_papers.stand)
    assert (late.flags, late.documents) == (["paper_foreign"], [])


def test_nothing_stands_of_an_act_without_a_card(day: Day) -> None:
    bare = day.tried(day.acts["revised"], late_papers.stand)
    assert (bare.flags, bare.documents) == ([], [])
    decided = of(day, "returned")
    odd = day.tried(carrying(*decided), late_papers.stand)  # a decision never comes here
    assert odd.documents == []


@pytest.mark.parametrize("kind", ALL)
def test_what_the_office_and_its_people_were_called_before_is_true(day: Day, kind: str) -> None:
    """The letterhead, the address and the names changed after the paper was out."""
    command, card = of(day, kind)

    def changed(context: ActContext) -> None:
        profile = msgspec.structs.replace(PROFILE, phone="(0363) 99999", public_address="https://baru.go.id")
        administrator = msgspec.structs.replace(command.stamp, id=day.office.new_id(), actor="administrator")
        named = [
            StaffProfile(id=who, username=who, name=f"{who} Baru", nip="9") for who in ("petugas_loket", "penyelia")
        ]
        named += [StaffProfile(id=who, username=who, name="Lain", nip="9") for who in ("kabid", "petugas_penyerahan")]
        for each in (
            ChangeOffice(stamp=administrator, profile=profile),
            *(ChangeStaff(stamp=administrator, profile=each, active=True) for each in named),
        ):
            perform(ActContext(context.session, each, context.reference))
        perform(context)

    again = day.tried(carrying(command, card), changed)
    assert (again.flags, again.card) == (["terms_differ"], card)


@pytest.mark.parametrize("kind", ALL)
def test_a_letterhead_nobody_had_is_shown_to_people(day: Day, kind: str) -> None:
    """It can be that of an act which a restored centre has lost. It comes onto no later paper."""
    command, card = of(day, kind)
    again = day.tried(carrying(command, within("letterhead", phone="0899-0000-0000")(card)))
    assert (again.flags, again.differences) == (
        ["terms_differ"],
        {"letterhead.phone": ("0899-0000-0000", PROFILE.phone)},
    )


def test_another_number_of_the_permit_handed_over_is_kept_and_shown(day: Day) -> None:
    """A restored centre gives another one until somebody shows it the one on the paper."""
    command, card = of(day, "hand_over")
    lost = carrying(command, card | {"document_number": "503/1/DPMPTSP/2026"})
    for again in (day.tried(lost), day.tried(lost, late_papers.stand)):
        assert (again.flags, again.card) == (["terms_differ"], lost.paper)
        assert again.differences == {"document_number": ("503/1/DPMPTSP/2026", card["document_number"])}


@pytest.mark.parametrize("kind", ["revised", "withdraw"])
def test_a_code_without_an_address_says_what_the_card_says(day: Day, kind: str) -> None:
    command, card = of(day, kind)
    number = day.office.file(day.files[kind]).number
    own = {"qr": f"{number}\n{PROFILE.name}\n{PROFILE.phone}"} | ({"qr_is_address": False} if kind == "revised" else {})
    assert day.tried(carrying(command, card | own)).flags == ["terms_differ"]
    other = own | {"qr": f"{number}\n{PROFILE.name}\n0899-0000-0000"}
    assert day.tried(carrying(command, card | other)).flags == ["paper_foreign"]


@pytest.mark.parametrize(("author", "flag"), [("administrator", "terms_differ"), ("petugas_loket", "paper_foreign")])
def test_a_change_that_came_too_late_was_printed_all_the_same(day: Day, author: str, flag: str) -> None:
    """An administrator's, that is: nobody makes an address by being refused one."""
    command, card = of(day, "revised")
    profile = msgspec.structs.replace(PROFILE, public_address="https://baru.go.id")
    late = ChangeOffice(stamp=day.office.stamp(author), profile=profile)

    def rejected(context: ActContext) -> None:
        payload = dump(late)
        for at, said in enumerate((payload, payload | {"profile": 5})):
            context.session.add(lying(f"late {at}", late, said, day.office.clock.now()))
        perform(context)

    again = day.tried(carrying(command, card | {"qr": card["qr"].replace(PUBLIC, "https://baru.go.id")}), rejected)
    assert again.flags == [flag]


def lying(name: str, late: Command, payload: Card, now: datetime) -> TrayItem:
    nothing: dict[str, Any] = {"application_id": None, "number": "", "closed": None, "closed_by": None}
    said = {"cause": "rejected", "reason": "version", "saw": {}, "now": {}, "settled": "", "note": ""}
    whose = {"kind": late.act, "actor_id": late.stamp.actor, "device": "7Q4", "at": now, "opened": now}
    return TrayItem(id=name, payload=payload, **nothing, **said, **whose)


def test_a_promise_that_moved_is_taken_and_shown(day: Day) -> None:
    """Of a revision and a correction: another calendar, a pause."""
    for kind in ("revised", "corrected_again"):
        command, card = of(day, kind)
        again = day.tried(carrying(command, card | {"promised": "2026-12-28"}))
        assert (again.flags, again.differences["promised"][0]) == (["terms_differ"], "2026-12-28")
        open_ = day.tried(carrying(command, card | {"promised": None}))
        assert open_.flags == ["terms_differ"]


def test_the_corrected_receipt_is_of_the_registration_and_the_register(day: Day) -> None:
    """Though the receipt after a revision says something else."""
    command, card = of(day, "corrected_again")
    with day.office.register.reading() as session:
        file = day.files["corrected_again"]
        cards = list(
            session.scalars(select(Document.card).where(Document.application_id == file).order_by(Document.made))
        )
    receipts = [each for each in cards if "fee" in each]
    first, revised = receipts
    assert (card["fee"], card["qr"], card["letterhead"]) == (first["fee"], first["qr"], first["letterhead"])
    same = ("received", "promised", "previous_promise", "addendum", "officer", "counter", "items")
    assert {name: card[name] for name in same} == {name: revised[name] for name in same}
    assert command.act == "approve_correction"


def test_what_cannot_be_laid_out_is_refused_with_its_act(day: Day) -> None:
    """At the counter: an office whose site is longer than a code is wide."""

    def odd(context: ActContext) -> None:
        context.office.public_address = f"https://{'x' * 1_500}"
        perform(context)

    with pytest.raises(Refused, match="paper_long"):
        day.tried(day.acts["revised"], odd)


@pytest.mark.parametrize(
    "card",
    [
        {},
        {"letterhead": 5},
        {"qr": "x" * 2_000},
        {"days": -(2**62)},
        {"qr": "https://contoh.invalid"},
        {"received": "0001-01-01T00:00:00+14:00"},
        {"officer": "x" * 60_000},
    ],
)
def test_a_card_that_is_fixed_and_cannot_be_drawn_is_a_sentence(day: Day, card: Card) -> None:
    """Never a traceback at the counter."""
    _, known = of(day, "revised")
    with pytest.raises(Refused, match="paper_unreadable"):
        card_of("receipt", (known | card) if card else {})


def test_the_counter_says_so(day: Day) -> None:
    _, known = of(day, "revised")
    try:
        with day.office.register.writing() as session:
            odd = Document(
                id="odd",
                application_id=None,
                act_id="odd",
                kind="receipt",
                made=day.office.clock.now(),
                card=known | {"qr": "x" * 2_000},
                sha256="",
            )
            session.add(odd)
            session.flush()
            with pytest.raises(Refused, match="paper_unreadable"):
                document(Look(session, day.office.reference, day.office.clock.now()), "odd")
            raise UndoneError
    except UndoneError:
        pass
