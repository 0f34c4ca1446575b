"""I18: what was printed stays true, in the register and on the fixed card, on every PC and at every moment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError

from app.actions import written
from app.actions.commands import intake, office_work
from app.actions.commands.correction import ApproveCorrection, AskCorrection, Change
from app.actions.commands.office import ChangeCalendar, ChangeOffice, DayRuling
from app.actions.commands.office_work import AddNote
from app.actions.commands.promise import PrintedBefore, Promise
from app.actions.door import Door
from app.actions.promising import PAPERS, is_possible
from app.database import Register, open_register
from app.errors import Refused, Unavailable
from app.models.application import Application, Item, Permit
from app.models.exchange import Act, TrayItem
from app.models.journal import Document, Entry
from app.models.link import Link, OwnPaper
from app.queries.file_view import ClockView, file_view
from app.reference.catalogue import Catalogue
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.rules import stages
from app.rules.workflow import PERMIT_TABLE
from app.sync import owed
from tests.conftest import KEY, FixedClock
from tests.network import Counter, Network
from tests.office import MIDWIFE, NI_LUH, PROFILE, Office
from tests.registers import new_register
from tests.sync.test_exchange import agree

SORTED = msgspec.json.Encoder(order="sorted")
HOLIDAY = DayRuling(day=date(2026, 11, 25), kind="libur_daerah", name="Libur setempat", source="SE")
TELEPHONE = "(0363) 99999"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


@pytest.fixture
def one(network: Network) -> Counter:
    return network.counter("Loket 1")


@pytest.fixture
def two(network: Network, one: Counter) -> Counter:
    made = network.counter("Loket 2")
    one.settle()
    return made


def cards(register: Register, file: str | None = None) -> dict[str, tuple[bytes, str]]:
    """Id -> bytes and hash of each fixed paper."""
    chosen = select(Document).where(Document.application_id == file) if file else select(Document)
    with register.reading() as session:
        return {each.id: (SORTED.encode(each.card), each.sha256) for each in session.scalars(chosen)}


def kept_everywhere(network: Network, printed: dict[str, tuple[bytes, str]]) -> None:
    """Byte for byte what was printed, and its own hash."""
    for register in (network.register, *(each.register for each in network.counters)):
        here = cards(register)
        for document, (content, seen) in printed.items():
            assert here[document] == (content, seen)
            assert hashlib.sha256(content).hexdigest() == seen


def tray(register: Register) -> list[TrayItem]:
    with register.reading() as session:
        return list(session.scalars(select(TrayItem)))


def of(register: Register, file: str) -> Application:
    with register.reading() as session:
        return session.get_one(Application, file)


def with_catalogue(counter: Counter, catalogue: Catalogue, holidays: Path | None = None) -> None:
    office = counter.office
    office.reference = Reference(catalogue, holidays)
    counter.exchange.reference = office.reference
    office.door = Door(office.register, office.reference, draw=office.draw, now=office.clock.now, pen=office.door._pen)


def own(**changes: Any) -> Catalogue:
    base = built_in()
    permits = (msgspec.structs.replace(each, **changes) if each.code == "SIP-BD" else each for each in base.permits)
    return msgspec.structs.replace(base, permits=tuple(permits))


def forms(counter: Counter, count: int) -> list[intake.Intake]:
    """Of as many people, each for a place of their own."""
    names = ("NI LUH CONTOH", "I MADE SUDIRA", "NI KETUT WARTINI", "I GEDE ARTANA")
    people = (
        msgspec.structs.replace(NI_LUH, nik=f"51070{at + 1}4507880003", name=names[at], phone=f"+628123456789{at}")
        for at in range(count)
    )
    places = ({"details": MIDWIFE | {"alamat_tempat": f"Jalan Raya Abang {at}"}} for at in range(count))
    return [counter.office.intake(person=person, **place) for person, place in zip(people, places, strict=True)]


def holiday(counter: Counter) -> None:
    counter.office.do("administrator", ChangeCalendar, added=(HOLIDAY,))


def telephone(counter: Counter) -> None:
    counter.office.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, phone=TELEPHONE))


def test_a_holiday_told_elsewhere_moves_what_is_due_and_not_what_was_promised(
    network: Network, one: Counter, two: Counter
) -> None:
    file = one.office.register_file()
    printed = cards(one.register, file)
    assert not seen(one, file).reckoned, "nobody has reckoned it but this PC"
    holiday(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    for register in (one.register, two.register, network.register):
        here = of(register, file)
        assert (here.promised, here.due, here.days) == (date(2026, 11, 30), date(2026, 12, 1), 5)
    (item,) = tray(network.register)
    assert (item.cause, item.reason) == ("flagged", "terms_differ")
    assert (item.saw["paper"]["promised"], item.now["paper"]["promised"]) == ("2026-11-30", "2026-12-01")
    agree(network)


def test_a_new_telephone_does_not_come_onto_a_receipt_that_is_out(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    printed = cards(one.register, file)
    telephone(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    (item,) = tray(network.register)
    assert item.saw["paper"]["letterhead.phone"] == PROFILE.phone
    assert item.now["paper"]["letterhead.phone"] == TELEPHONE
    agree(network)


@pytest.mark.parametrize("change", [holiday, telephone])
def test_a_waiting_receipt_is_done_again_as_it_was(
    network: Network, one: Counter, two: Counter, change: Callable[[Counter], None]
) -> None:
    """Between what the centre says and the sending of what waits here."""
    file = one.office.register_file()
    printed = cards(one.register, file)
    change(two)
    two.settle()
    one.exchange.pull()
    assert one.waiting() == 1
    assert cards(one.register, file) == printed
    assert of(one.register, file).promised == date(2026, 11, 30)


def test_what_is_told_after_the_receipt_was_sent_changes_nothing_on_it(
    network: Network, one: Counter, two: Counter
) -> None:
    file = one.office.register_file()
    printed = cards(one.register, file)
    one.settle()
    telephone(two)
    holiday(two)
    two.settle()
    one.settle()
    kept_everywhere(network, printed)
    assert of(network.register, file).due == date(2026, 12, 1)
    assert tray(network.register) == []


def test_nothing_is_flagged_where_all_reckon_alike(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = one.office.clock.now().date() + timedelta(days=9)
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    agree(network)
    assert tray(network.register) == []
    assert len(cards(network.register, file)) == 3


def test_days_that_differ_in_the_catalogue(network: Network, one: Counter) -> None:
    with_catalogue(one, own(service_days=12))
    file = one.office.register_file()
    printed = cards(one.register, file)
    one.settle()
    kept_everywhere(network, printed)
    assert (of(network.register, file).days, of(network.register, file).promised) == (12, date(2026, 12, 9))
    (item,) = tray(network.register)
    assert (item.saw["paper"]["days"], item.now["paper"]["days"]) == (12, 5)


def test_a_paper_less_and_a_paper_more_than_the_centre_asks(network: Network, one: Counter) -> None:
    base = built_in().permit("SIP-BD")
    assert base is not None
    less = tuple(each for each in base.requirements if each.id != "pasfoto_4x6")
    extra = msgspec.structs.replace(less[0], id="surat_lurah", mandatory=False)
    catalogue = own(requirements=(*less, extra))
    library = catalogue.requirement_library
    known = library | {"surat_lurah": msgspec.structs.replace(library["ktp"], name="Surat keterangan lurah")}
    with_catalogue(one, msgspec.structs.replace(catalogue, requirement_library=known))
    intake_ = one.office.intake()
    shown = tuple(each for each in intake_.items if each.requirement != "pasfoto_4x6")
    more = intake.ItemState(requirement="surat_lurah", state="ada")
    file = one.office.register_file(msgspec.structs.replace(intake_, items=(*shown, more)))
    printed = cards(one.register, file)
    one.settle()
    kept_everywhere(network, printed)
    with network.register.reading() as session:
        rows = {row.requirement: row for row in session.scalars(select(Item).where(Item.application_id == file))}
    assert (rows["surat_lurah"].name, rows["surat_lurah"].state) == ("Surat keterangan lurah", "ada")
    assert (rows["surat_lurah"].mandatory, rows["surat_lurah"].specific) == (False, True)
    assert rows["pasfoto_4x6"].state == "tidak"
    assert rows["ktp"].mandatory
    (item,) = tray(network.register)
    assert set(item.reason.split(",")) == {"incomplete", "terms_differ"}


def new_type(**changes: Any) -> Catalogue:
    """The built-in catalogue and one permit type more."""
    base = built_in()
    midwife = base.permit("SIP-BD")
    assert midwife is not None
    own = {"code": "SIP-GZ", "name": "Surat Izin Praktik Tenaga Gizi", "short_name": "SIPTGz", "service_days": 7}
    return msgspec.structs.replace(base, permits=(*base.permits, msgspec.structs.replace(midwife, **(own | changes))))


def take_in(counter: Counter) -> str:
    return counter.office.register_file(msgspec.structs.replace(counter.office.intake(), permit="SIP-GZ"))


def test_a_permit_type_that_only_one_pc_has(network: Network, one: Counter, two: Counter) -> None:
    with_catalogue(one, new_type())
    file = take_in(one)
    printed = cards(one.register, file)
    shown = of(one.register, file)
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    for register in (one.register, two.register, network.register):
        here = of(register, file)
        assert (here.permit_code, here.permit_name, here.days) == ("SIP-GZ", "Surat Izin Praktik Tenaga Gizi", 7)
        assert (here.promised, here.permit_type, here.route) == (shown.promised, shown.permit_type, shown.route)
    (item,) = tray(network.register)
    assert (item.cause, item.reason) == ("flagged", "permit_unknown")
    agree(network)
    two.office.step(file, "verifikasi_berkas")  # the file goes its way on every PC
    agree(network)


def test_a_type_travels_only_where_the_centre_has_another_catalogue(network: Network, one: Counter) -> None:
    one.settle()
    one.office.register_file()
    with one.register.reading() as session:
        assert b'"terms"' not in session.scalars(select(Act.body).where(Act.feed.is_(None))).one()


def _signed_by_the_counter(payload: dict[str, Any]) -> None:
    for template in payload["promise"]["terms"]["workflow_templates"].values():
        for step in template["steps"]:
            step["role"] = "petugas_loket" if step["step"] == "tanda_tangan" else step["role"]
    payload["promise"]["terms"]["permit"]["signatory"]["role"] = "petugas_loket"


def _delegated(payload: dict[str, Any]) -> None:
    payload["promise"]["terms"]["permit"]["signatory"]["may_delegate_to"] = "petugas_loket"


def _endless_number(payload: dict[str, Any]) -> None:
    payload["promise"]["terms"]["permit"]["output"]["number_format"] = "{seq:999999999}/{year}"


def _another_series(payload: dict[str, Any]) -> None:
    """Numbers that look like those of midwives, counted on their own."""
    output = payload["promise"]["terms"]["permit"]["output"]
    known = built_in().permit("SIP-BD")
    assert known is not None
    form = known.output.number_format or ""
    output["number_format"] = re.sub(r"\{seq[^}]*\}", "000{seq}", form).replace("{year}", "2026")
    output["series"] = "ZZ"


def _not_sound(payload: dict[str, Any]) -> None:
    payload["promise"]["terms"]["permit"]["sector"] = "tidak ada"


def _no_type(payload: dict[str, Any]) -> None:
    payload["promise"]["terms"] = {"permit": 5}


def _huge_type(payload: dict[str, Any]) -> None:
    payload["promise"]["terms"]["permit"]["privacy_note"] = "x" * 70_000


def _none(payload: dict[str, Any]) -> None:
    del payload["promise"]["terms"]


@pytest.mark.parametrize(
    "lie",
    [_signed_by_the_counter, _delegated, _endless_number, _another_series, _not_sound, _no_type, _huge_type, _none],
)
def test_a_type_that_would_give_rights_or_cannot_be_is_not_taken(
    network: Network, one: Counter, lie: Callable[[dict[str, Any]], None]
) -> None:
    with_catalogue(one, new_type())
    file = take_in(one)
    forged(one, lie)
    one.settle()
    with network.register.reading() as session:
        assert session.get(Application, file) is None
    (item,) = tray(network.register)
    assert (item.cause, item.reason) == ("parked", "permit_unknown")


def test_a_pc_that_brings_its_own_type_to_the_centre(network: Network, tmp_path: Path) -> None:
    office = Office(new_register(tmp_path / "own.db"), network.clock, seed=9).open()
    office.reference = Reference(new_type())
    office.door = Door(office.register, office.reference, draw=office.draw, now=office.clock.now)
    file = office.register_file(msgspec.structs.replace(office.intake(), permit="SIP-GZ"))
    printed = cards(office.register, file)
    network.counter("Loket 1", office=office)
    kept_everywhere(network, printed)
    assert of(network.register, file).days == 7


def test_holidays_of_one_pc_only(network: Network, one: Counter, tmp_path: Path) -> None:
    days = tmp_path / "holidays.csv"
    head = Path("resources/holidays/bali.csv").read_text("utf-8").splitlines()[0]
    row = "2026-11-25,Rabu,dispensasi_bali,Libur setempat,tidak,ditetapkan instansi,SE"
    days.write_text(f"{head}\n{row}\n", "utf-8")
    with_catalogue(one, built_in(), days)
    file = one.office.register_file()
    printed = cards(one.register, file)
    one.settle()
    kept_everywhere(network, printed)
    here = of(network.register, file)
    assert (here.promised, here.due) == (date(2026, 12, 1), date(2026, 11, 30))


def test_every_other_paper_that_is_out_before_the_centre_answers(network: Network, one: Counter, two: Counter) -> None:
    """Return letter, addendum with its day, corrected receipt, collection receipt, withdrawal, lapse, shortage list."""
    office = one.office
    lapsed, handed, withdrawn, corrected = (office.register_file(each) for each in forms(one, 4))
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    for file in (lapsed, handed):
        deadline = office.clock.now().date() + timedelta(days=1)
        office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    office.do("petugas_loket", intake.AcceptRevision, application=handed)
    change = Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Kangin")
    asked = office.do("petugas_loket", AskCorrection, application=corrected, changes=(change,), reason="Keliru")
    office.do("penyelia", ApproveCorrection, application=corrected, correction=_correction(one, corrected))
    assert asked.application == corrected
    today = office.clock.now().date()
    office.do("petugas_loket", intake.Withdraw, application=withdrawn, letter_date=today, signed_by="Ni Luh")
    items = (intake.ItemState(requirement="ktp", state="tidak"),)
    office.do("petugas_loket", intake.ListShortage, permit="SIP-BD", kind="baru", applicant="Ni Luh", items=items)
    office.do(
        "petugas_loket",
        intake.ContactApplicant,
        application=lapsed,
        channel="telepon",
        purpose="pengingat",
        reached=False,
    )
    office.clock.advance(days=2)
    office.do("kabid", office_work.Lapse, application=lapsed)
    printed = cards(one.register)
    kinds = _kinds(one.register)
    assert kinds == {"receipt", "return_letter", "withdrawal_letter", "shortage_list", "lapse_letter"}
    telephone(two)
    holiday(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    reasons = {(item.kind, item.reason) for item in tray(network.register)}
    differs = {kind for kind, reason in reasons if "terms_differ" in reason}
    assert differs == PAPERS.keys() - {"hand_over", *PERMIT_TABLE}
    agree(network)


def test_a_collection_receipt_stays(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    while one.office.file(file).stage != stages.COLLECTION:
        one.office.step(file, one.office.file(file).stage)
        agree(network)
    before = cards(one.register)
    one.office.step(file, stages.COLLECTION)
    printed = {name: card for name, card in cards(one.register).items() if name not in before}
    assert len(printed) == 1
    telephone(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)


def test_a_decree_stays_and_so_does_what_takes_it_back(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    while one.office.file(file).stage != stages.COLLECTION:
        one.office.step(file, one.office.file(file).stage)
        agree(network)
    before = cards(one.register)
    said = {"letter": "800/1", "dated": one.office.clock.now().date(), "ground": "pelanggaran", "reason": "Laporan"}
    one.office.do("kadis", office_work.RevokePermit, application=file, **said)
    printed = {name: card for name, card in cards(one.register).items() if name not in before}
    assert len(printed) == 1
    telephone(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    permit = two.office.door.ask(partial(file_view, application_id=file, staff_id="kabid")).matters.permit
    assert permit is not None
    assert permit.decree is not None
    decree = permit.decree
    two.office.do("kabid", office_work.TakeBackDecree, application=file, of=decree.id, reason="Salah izin")
    agree(network)
    with one.register.reading() as session:
        permit = session.scalars(select(Permit).where(Permit.application_id == file)).one()
        assert (permit.state, permit.state_letter) == ("aktif", "")


def test_the_receipt_of_a_fact_that_came_too_late_is_kept(network: Network, one: Counter, two: Counter) -> None:
    """Both take the same revision back; the second changes nothing, and its addendum is with the applicant."""
    file = one.office.register_file()
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = one.office.clock.now().date() + timedelta(days=9)
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    agree(network)
    two.office.do("petugas_loket", intake.AcceptRevision, application=file)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    printed = cards(one.register, file) | cards(two.register, file)
    two.settle()
    one.exchange.pull()
    assert printed.items() <= cards(one.register, file).items()  # while it waits, too
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    (item,) = tray(network.register)
    assert (item.kind, item.reason) == ("accept_revision", "stage")
    agree(network)


def _correction(counter: Counter, file: str) -> str:
    from app.queries.corrections import open_of

    with counter.register.reading() as session:
        found = open_of(session, file)
        assert found is not None
        return found.id


def _kinds(register: Register) -> set[str]:
    with register.reading() as session:
        return set(session.scalars(select(Document.kind)))


def forged(counter: Counter, change: Callable[[dict[str, Any]], Any]) -> None:
    """The waiting act with other words in it, signed again by its author: a PC that lies."""
    with counter.register.writing() as session:
        act = session.scalars(select(Act).where(Act.feed.is_(None))).one()
        said = msgspec.json.decode(act.body)
        change(said["payload"])
        act.body = written.encode(written.decode(msgspec.json.encode(said)))
        act.key_id, act.signature = counter.ring.sign(act.actor_id, act.body)


def _number(payload: dict[str, Any]) -> None:
    payload["paper"]["number"] = "KRA-7Q4-00099-AAA"


def _code(payload: dict[str, Any]) -> None:
    payload["paper"]["qr"] = "https://contoh.invalid/t/lain"


def _time(payload: dict[str, Any]) -> None:
    payload["paper"]["received"] = "2020-01-01T10:00:00+08:00"


def _shape(payload: dict[str, Any]) -> None:
    payload["paper"] = {"letterhead": 5}


def _zone(payload: dict[str, Any]) -> None:
    payload["paper"]["letterhead"]["zone"] = "../../etc/passwd"


def _size(payload: dict[str, Any]) -> None:
    payload["paper"]["officer"] = "x" * 300_000


def _other_day(payload: dict[str, Any]) -> None:
    payload["paper"]["promised"] = "2026-12-24"


@pytest.mark.parametrize("lie", [_number, _code, _time, _shape, _zone, _size, _other_day])
def test_a_card_of_something_else_is_not_taken(
    network: Network, one: Counter, lie: Callable[[dict[str, Any]], None]
) -> None:
    file = one.office.register_file()
    printed = cards(one.register, file)
    forged(one, lie)
    one.settle()
    kept_everywhere(network, printed)
    (item,) = tray(network.register)
    assert item.reason == "paper_foreign"
    agree(network)


def _own_receipt(payload: dict[str, Any]) -> None:
    """For another purse, by another address, on a day far off."""
    address = "https://contoh.invalid/t/7Q4"
    payload["paper"] |= {"fee": "Tunai kepada petugas.", "qr": address, "qr_is_address": True, "promised": "2031-01-01"}


@pytest.mark.parametrize("late", [False, True])
def test_a_forged_receipt_of_a_revision_comes_onto_no_later_paper(
    network: Network, one: Counter, two: Counter, late: bool
) -> None:
    """Nor where the revision had been taken back at another counter: what was sent stands in the tray alone."""
    file = one.office.register_file()
    returned(network, one, file)
    if late:
        two.office.do("petugas_loket", intake.AcceptRevision, application=file)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    forged(one, _own_receipt)
    two.settle()
    one.settle()
    two.settle()
    (item,) = tray(network.register)
    assert "paper_foreign" in item.reason
    assert (item.saw["paper"]["fee"], item.saw["paper"]["promised"]) == ("Tunai kepada petugas.", "2031-01-01")
    assert item.now["paper"]["promised"] == "2026-11-30"
    change = Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Kangin")
    two.office.do("petugas_loket", AskCorrection, application=file, changes=(change,), reason="Keliru")
    two.office.do("penyelia", ApproveCorrection, application=file, correction=_correction(two, file))
    agree(network)
    for register in (one.register, two.register, network.register):
        printed = [content for content, _ in cards(register, file).values()]
        assert sum(b'"corrected":["Alamat"]' in each for each in printed) == 1
        assert not any(b"invalid" in each or b"Tunai" in each or b"2031" in each for each in printed)


def _promise(**said: Any) -> Callable[[dict[str, Any]], None]:
    def change(payload: dict[str, Any]) -> None:
        payload["promise"] |= said
        payload["paper"] |= {name: value for name, value in said.items() if name in payload["paper"]}

    return change


@pytest.mark.parametrize(
    "lie",
    [
        _promise(days=0),
        _promise(days=4_000, promised="2099-01-01"),
        _promise(promised="2026-11-24"),
        _promise(promised="2027-11-24"),
        _promise(day_zero="2028-11-24", promised="2028-12-24"),
        _promise(papers=[["ktp", "KTP"], ["ktp", "KTP lain"]]),
        _promise(papers=[[f"k{at}", "KTP"] for at in range(300)]),
    ],
)
def test_a_promise_that_cannot_be_is_not_taken(
    network: Network, one: Counter, lie: Callable[[dict[str, Any]], None]
) -> None:
    file = one.office.register_file()
    forged(one, lie)
    one.settle()
    here = of(network.register, file)
    assert (here.days, here.promised, here.due) == (5, date(2026, 11, 30), date(2026, 11, 30))
    (content, _) = next(iter(cards(network.register, file).values()))
    assert b'"promised":"2026-11-30"' in content
    (item,) = tray(network.register)
    assert "promise_impossible" in item.reason
    agree(network)


@pytest.mark.parametrize(("after", "possible"), [(4, False), (5, True), (75, True), (76, False)])
def test_no_sooner_than_its_days_and_no_later_than_they_can_be(after: int, possible: bool) -> None:
    """Five working days are five days at least, and at most three times as many and sixty."""
    start = date(2026, 11, 23)
    told = Promise(days=5, day_zero=start, promised=start + timedelta(days=after), fee="", subject="", papers=())
    assert is_possible(told, start) == possible


def test_a_promise_beyond_every_bound_is_no_act_of_this_program(network: Network, one: Counter) -> None:
    """It is refused as it comes, and stays at its PC."""
    file = one.office.register_file()
    forged(one, _promise(days=4_000_000, promised="9999-01-01"))
    one.settle()
    with network.register.reading() as session:
        assert session.get(Application, file) is None
    assert tray(network.register) == []
    assert one.waiting() == 1


def test_a_false_promise_that_could_be_is_taken_and_shown(network: Network, one: Counter) -> None:
    """It gives nobody a right: the file goes its way as before."""
    file = one.office.register_file()
    route = of(one.register, file).route
    forged(one, _promise(days=9, promised="2026-12-04"))
    one.settle()
    here = of(network.register, file)
    assert (here.days, here.promised, here.route) == (9, date(2026, 12, 4), route)
    (item,) = tray(network.register)
    assert (item.saw["paper"]["days"], item.now["paper"]["days"]) == (9, 5)


def test_several_flagged_receipts_in_one_push(network: Network, one: Counter, two: Counter) -> None:
    files = [one.office.register_file(each) for each in forms(one, 3)]
    printed = cards(one.register)
    holiday(two)
    two.settle()
    one.settle()
    two.settle()
    kept_everywhere(network, printed)
    assert len(tray(network.register)) == len(files)
    agree(network)


def test_a_fixed_paper_can_be_neither_changed_nor_deleted(network: Network, one: Counter) -> None:
    one.office.register_file()
    one.settle()
    for register in (one.register, network.register):
        with pytest.raises(IntegrityError, match="fixed paper"), register.writing() as session:
            session.scalars(select(Document)).one().card = {"number": "lain"}
        with pytest.raises(IntegrityError, match="fixed paper"), register.writing() as session:
            session.delete(session.scalars(select(Document)).one())


def test_a_paper_of_a_pc_without_a_centre_is_fixed_too(tmp_path: Path) -> None:
    register = open_register(tmp_path / "register.db", KEY)
    Office(register, FixedClock()).open().register_file()
    with pytest.raises(IntegrityError, match="fixed paper"), register.writing() as session:
        session.delete(session.scalars(select(Document)).one())


def before_the_upgrade(counter: Counter) -> None:
    """Its centre has not said that it understands the new form."""
    with counter.register.writing() as session:
        session.get_one(Link, 1).form = 1


def tell(counter: Counter) -> bool:
    """As app.desktop.contact does."""
    found = counter.office.door.ask(owed.owed)
    if found is not None:
        counter.office.door.do(owed.command(found, counter.office.stamp("verifikator")))
    return found is not None


def seen(counter: Counter, file: str) -> ClockView:
    """As the page of the file shows it."""
    return counter.office.door.ask(partial(file_view, application_id=file, staff_id="verifikator")).clock


def own_papers(counter: Counter) -> int:
    with counter.register.reading() as session:
        return len(session.scalars(select(OwnPaper)).all())


def test_a_centre_of_before_gets_the_old_form(network: Network, one: Counter) -> None:
    """To the byte: a field it does not know would park the act."""
    before_the_upgrade(one)
    one.office.register_file()
    with one.register.reading() as session:
        body = session.scalars(select(Act).where(Act.feed.is_(None))).one().body
    assert b'"paper"' not in body
    assert b'"promise"' not in body
    assert b'"form"' not in body


def test_of_an_act_without_a_paper_none_is_kept(network: Network, one: Counter) -> None:
    before_the_upgrade(one)
    file = one.office.register_file()
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    with one.register.reading() as session:
        assert len(session.scalars(select(OwnPaper)).all()) == 1  # the receipt


def test_what_was_sent_in_the_old_form_is_settled_once(network: Network, one: Counter, two: Counter) -> None:
    before_the_upgrade(one)
    form = one.office.intake()
    copies = tuple(msgspec.structs.replace(item, copies=2, note="Dilegalisasi") for item in form.items)
    file = one.office.register_file(msgspec.structs.replace(form, items=copies))
    printed = cards(one.register, file)
    holiday(two)
    two.settle()
    one.exchange.wire.cut = True
    with pytest.raises(Unavailable):
        one.settle()
    one.exchange.wire.cut = False
    before_the_upgrade(one)
    one.exchange.pull()
    assert cards(one.register, file) == printed  # done again as it was printed, though the act does not say it
    assert of(one.register, file).promised == date(2026, 11, 30)
    one.settle()
    assert of(network.register, file).promised == date(2026, 12, 1)  # reckoned by the centre
    assert own_papers(one) == 1
    assert seen(one, file).reckoned, "said on the file's page"
    assert tell(one)
    assert not tell(one)
    agree(network)
    assert [seen(counter, file).reckoned for counter in (one, two)] == [False, False], "what is printed is known"
    here = of(network.register, file)
    assert (here.promised, here.due, here.days) == (date(2026, 11, 30), date(2026, 12, 1), 5)
    assert next(iter(printed.values())) in cards(two.register, file).values()
    (item,) = tray(network.register)
    assert (item.kind, item.reason) == ("record_promise", "terms_differ")
    assert (item.saw["paper"]["promised"], item.now["paper"]["promised"]) == ("2026-11-30", "2026-12-01")
    assert own_papers(one) == 0


def test_nothing_is_owed_where_the_centre_reckons_the_same(network: Network, one: Counter) -> None:
    before_the_upgrade(one)
    file = one.office.register_file()
    assert own_papers(one) == 1
    assert one.office.door.ask(owed.owed) is None
    one.settle()
    assert own_papers(one) == 0
    assert not seen(one, file).reckoned, "it is what stands on the paper"
    assert not tell(one)


def test_what_had_no_effect_is_not_owed(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = one.office.clock.now().date() + timedelta(days=9)
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    agree(network)
    before_the_upgrade(one)
    two.office.do("petugas_loket", intake.AcceptRevision, application=file)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    two.settle()
    one.settle()
    assert own_papers(one) == 0


def returned(network: Network, counter: Counter, file: str) -> None:
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = counter.office.clock.now().date() + timedelta(days=9)
    counter.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    agree(network)


def test_an_addendum_of_the_old_form_is_told_too(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    returned(network, one, file)
    before_the_upgrade(one)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    printed = cards(one.register, file)
    telephone(two)
    two.settle()
    one.settle()
    assert tell(one)
    agree(network)
    assert {content for content, _ in printed.values()} <= {kept for kept, _ in cards(network.register, file).values()}
    assert of(network.register, file).promised == date(2026, 11, 30)


def test_a_letter_of_the_old_form_is_told_too(network: Network, one: Counter, two: Counter) -> None:
    file = one.office.register_file()
    agree(network)
    before_the_upgrade(one)
    deadline = one.office.clock.now().date() + timedelta(days=9)
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    one.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    printed = cards(one.register, file)
    telephone(two)
    two.settle()
    one.settle()
    assert tell(one)
    agree(network)
    assert {content for content, _ in printed.values()} <= {kept for kept, _ in cards(network.register, file).values()}


def test_a_promise_told_while_the_clock_stands_gives_no_day(network: Network, one: Counter, two: Counter) -> None:
    before_the_upgrade(one)
    file = one.office.register_file()
    holiday(two)
    two.settle()
    one.settle()
    returned(network, one, file)
    assert tell(one)
    agree(network)
    here = of(network.register, file)
    assert (here.promised, here.due) == (date(2026, 11, 30), None)


def test_the_paper_of_a_fact_that_came_too_late_is_kept_only_if_it_is_its_own(
    network: Network, one: Counter, two: Counter
) -> None:
    file = one.office.register_file()
    returned(network, one, file)
    two.office.do("petugas_loket", intake.AcceptRevision, application=file)
    one.office.do("petugas_loket", intake.AcceptRevision, application=file)
    forged(one, _number)
    two.settle()
    before = cards(network.register)
    one.settle()
    assert cards(network.register) == before
    (item,) = tray(network.register)
    assert set(item.reason.split(",")) == {"stage", "paper_foreign"}
    agree(network)


def recorded(one: Counter, **changes: Any) -> str:
    """The code that says no to it."""
    found = one.office.door.ask(owed.owed)
    assert found is not None
    command = owed.command(found, one.office.stamp("verifikator"))
    with pytest.raises(Refused) as told:
        one.office.door.do(msgspec.structs.replace(command, **changes))
    return told.value.code


def test_a_promise_is_recorded_by_the_pc_that_printed_it_and_of_its_own_act(
    network: Network, one: Counter, two: Counter
) -> None:
    first, second = forms(one, 2)
    other = one.office.register_file(second)
    before_the_upgrade(one)
    file = one.office.register_file(first)
    holiday(two)
    two.settle()
    one.exchange.push()
    one.settle()
    found = one.office.door.ask(owed.owed)
    assert found is not None
    promise, paper = found.printed.promise, found.printed.paper
    assert promise is not None
    assert recorded(one, of=one.office.new_id()) == "no_act"
    assert recorded(one, application=other) == "no_act"
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    with one.register.reading() as session:
        note = session.scalars(select(Entry.id).where(Entry.kind == "add_note")).one()
    assert recorded(one, of=note) == "no_act"  # it put out nothing
    assert recorded(one, promise=msgspec.UNSET) == "promise_impossible"
    assert recorded(one, promise=msgspec.structs.replace(promise, days=0)) == "promise_impossible"
    assert recorded(one, promise=msgspec.structs.replace(promise, days=6)) == "paper_foreign"
    lies = {"number": "lain", "qr": "https://contoh.invalid", "officer": "Petugas Palsu", "items": [], "fee": "Tunai"}
    for part, lie in lies.items():
        assert recorded(one, paper=paper | {part: lie}) == "paper_foreign"
    assert recorded(one, paper={}) == "paper_foreign"
    two.settle()
    command = owed.command(found, two.office.stamp("verifikator"))
    with pytest.raises(Refused, match="no_act"):
        two.office.door.do(command)
    assert tell(one)
    again = msgspec.structs.replace(owed.command(found, one.office.stamp("verifikator")))
    with pytest.raises(Refused, match="promise_known"):
        one.office.door.do(again)
    with one.register.reading() as session:
        said = session.scalars(select(Entry.id).where(Entry.application_id == other)).first()
    assert said is not None
    assert of(one.register, file).promised == date(2026, 11, 30)
    with pytest.raises(Refused, match="promise_known"):
        one.office.door.do(msgspec.structs.replace(again, of=said, application=other, stamp=one.office.stamp("kabid")))


def test_what_waits_at_the_upgrade_of_a_pc_keeps_its_paper(tmp_path: Path) -> None:
    """A register as 0.3.0 left it: the migration takes what was printed from the rows."""
    network = Network(tmp_path)
    one = network.counter("Loket 1")
    before_the_upgrade(one)
    file = one.office.register_file()
    with one.register.reading() as session:
        kept = session.scalars(select(OwnPaper.printed)).one()
    with one.register.writing() as session:
        session.execute(delete(OwnPaper))
        revision = import_module("app.migrations.versions.0011_fixed_papers")
        session.execute(text(revision.WAITING))
    with one.register.reading() as session:
        taken = session.scalars(select(OwnPaper)).one()
    assert (taken.id, taken.printed) == (_act(one, file), kept)
    assert msgspec.convert(taken.printed, PrintedBefore).promise is not None


def _act(counter: Counter, file: str) -> str:
    with counter.register.reading() as session:
        return session.scalars(select(Act.id).where(Act.application_id == file)).one()
