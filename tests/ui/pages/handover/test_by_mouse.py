"""Penyerahan with the mouse, and letters typed only where words are wanted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.actions.commands import office_work
from app.queries import collection
from app.queries.collection import Collectable, NotReady
from tests.queries.people import by_proxy, person
from tests.ui.pages.hall import CTRL, SMALL, Hall, Key
from tests.ui.seen import below, column, says, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = "ANAK AGUNG ISTRI SAGUNG PUTRI MAHARANI KUSUMAWARDHANI D'ARC-WIDYANINGRAT CONTOH, S.Tr.Keb., Bdn."
NIK = "5107034507880003"


def ready(hall: Hall, name: str = "NI LUH CONTOH", nik: str = NIK) -> str:
    """A permit that lies at the counter, and the list knows it."""
    office = hall.office
    file = office.register_file(office.intake(person=person(name, nik), confirmed={"duplicate": "-"}))
    office.advance(file, "penyerahan")
    hall.elsewhere()
    return file


@pytest.fixture
def counter(hall: Hall) -> Hall:
    """Penyerahan, with nothing that waits yet."""
    hall.sit("petugas_penyerahan", page="handover")
    return hall


def number(hall: Hall, file: str) -> str:
    return hall.office.file(file).number


def lies(hall: Hall, file: str) -> Collectable | NotReady | None:
    """What the register says of it now."""
    return hall.office.door.ask(lambda look: collection.opened(look, file))


def typed(hall: Hall, field: str) -> str:
    return seen(hall.window, QLineEdit, field).text()


def test_a_permit_from_the_list_to_its_receipt(counter: Hall) -> None:
    """The officer hands a permit to its holder."""
    file = ready(counter)
    counter.click_row("waiting", number(counter, file), twice=True)
    assert says(counter.window, "applicant") == "Ni Luh Contoh"
    assert typed(counter, "scan") == number(counter, file)
    counter.choose("receiver_is", "Pemohon sendiri")
    assert typed(counter, "receiver") == "Ni Luh Contoh"
    counter.choose("identity_shown", "SIM")
    counter.answer("receipt_shown", yes=True)
    counter.click("hand_over")
    assert counter.said() == (
        "Tanda Terima Pengambilan dikirim ke pencetak.",
        "Surat Izin Praktik Bidan atas nama Ni Luh Contoh telah diserahkan.",
    )
    assert says(counter.window, "empty_text") == "Tidak ada dokumen yang menunggu diambil."
    assert (counter.cursor(), typed(counter, "scan")) == ("scan", "")
    told = lies(counter, file)
    assert isinstance(told, NotReady)
    assert (told.stage, told.receiver) == ("selesai", "Ni Luh Contoh")


def test_nothing_filled_in_and_then_filled_in(counter: Hall) -> None:
    """The officer presses Serahkan too early, reads what is wanting, and gives it."""
    file = ready(counter)
    counter.click_row("waiting", number(counter, file), twice=True)
    counter.click("hand_over")
    assert {field: below(counter.window, field) for field in ("receiver_is", "receiver", "receipt_shown")} == {
        "receiver_is": "Wajib diisi.",
        "receiver": "Wajib diisi.",
        "receipt_shown": "Wajib diisi.",
    }
    assert (counter.cursor(), counter.said()) == ("receiver_is", ())
    counter.choose("receiver_is", "Pemohon sendiri")
    assert "Wajib" not in below(counter.window, "receiver_is") + below(counter.window, "receiver")
    counter.answer("receipt_shown", yes=False)
    counter.type_into("reason_without_receipt", "Tanda terima basah")
    counter.click("hand_over")
    assert isinstance(lies(counter, file), NotReady)


def test_a_wrong_row_and_back(counter: Hall) -> None:
    """The officer opens the wrong person's permit, goes back, and nothing of it stands in the right one's form."""
    wrong, right = ready(counter, "NI MADE KELIRU", "5107034507880011"), ready(counter)
    counter.click_row("waiting", "Ni Made Keliru", twice=True)
    counter.choose("receiver_is", "Pemohon sendiri")
    counter.answer("receipt_shown", yes=False)
    counter.type_into("reason_without_receipt", "Hilang")
    counter.click("back")
    assert column(counter.window, "waiting", "Pemohon") == ["Ni Made Keliru", "Ni Luh Contoh"]
    counter.click_row("waiting", "Ni Luh Contoh", twice=True)
    assert says(counter.window, "applicant") == "Ni Luh Contoh"
    assert typed(counter, "receiver") == ""
    assert not shows(counter.window, "reason_without_receipt")
    counter.click("hand_over")
    assert below(counter.window, "receipt_shown") == "Wajib diisi."
    assert [type(lies(counter, each)) for each in (wrong, right)] == [Collectable, Collectable]


def test_a_proxy_whose_letter_was_not_looked_at(counter: Hall) -> None:
    """A proxy comes without the letter, fetches it, and takes the permit."""
    file = counter.office.register_file(by_proxy(counter.office))
    counter.office.advance(file, "penyerahan")
    counter.elsewhere()
    counter.click_row("waiting", number(counter, file), twice=True)
    assert not shows(counter.window, "proxy_letter")
    counter.choose("receiver_is", "Kuasa")
    assert typed(counter, "receiver") == "Kadek Utusan"
    counter.answer("proxy_letter", yes=False)
    counter.answer("receipt_shown", yes=True)
    counter.click("hand_over")
    assert below(counter.window, "proxy_letter") == "Surat kuasa bermeterai wajib diperiksa."
    assert isinstance(lies(counter, file), Collectable)
    counter.answer("proxy_letter", yes=True)
    counter.click("hand_over")
    told = lies(counter, file)
    assert isinstance(told, NotReady)
    assert told.receiver == "Kadek Utusan"


def test_the_applicant_after_all_and_not_the_proxy(counter: Hall) -> None:
    """The officer chose the proxy by mistake: the name and what is asked follow the second choice."""
    file = counter.office.register_file(by_proxy(counter.office))
    counter.office.advance(file, "penyerahan")
    counter.elsewhere()
    counter.click_row("waiting", number(counter, file), twice=True)
    counter.choose("receiver_is", "Kuasa")
    counter.choose("receiver_is", "Pemohon sendiri")
    assert typed(counter, "receiver") == "Ni Luh Contoh"
    assert not shows(counter.window, "proxy_letter")
    counter.answer("receipt_shown", yes=True)
    counter.click("hand_over")
    told = lies(counter, file)
    assert isinstance(told, NotReady)
    assert told.receiver == "Ni Luh Contoh"


def test_called_by_telephone_twice(counter: Hall) -> None:
    """The officer telephones an applicant who does not answer, and again next day; list and sheet say so."""
    file = ready(counter)
    counter.click_row("waiting", "Ni Luh Contoh")
    counter.click("call_selected")
    assert says(counter.window, "contact_phone") == "0812-3456-7890"
    counter.choose("channel", "Telepon")
    counter.click("record_contact")
    assert below(counter.window, "reached") == "Wajib diisi."
    counter.answer("reached", yes=False)
    counter.type_into("note", "Tidak diangkat")
    counter.click("record_contact")
    assert counter.said()[0] == "Hasil menghubungi pemohon telah dicatat."
    assert column(counter.window, "waiting", "Keterangan") == ["Telepon 23-11-2026, tidak terhubung"]
    counter.office.clock.advance(days=1)
    counter.click_row("waiting", "Ni Luh Contoh", twice=True)
    counter.click("contact")
    assert typed(counter, "note") == "", "nothing of yesterday"
    counter.answer("reached", yes=True)
    counter.click("record_contact")
    assert says(counter.window, "contacts").splitlines() == [
        "WhatsApp 24-11-2026, terhubung",
        "Telepon 23-11-2026, tidak terhubung",
    ]
    counter.click("back")
    assert column(counter.window, "waiting", "Keterangan") == ["WhatsApp 24-11-2026, terhubung"]
    assert isinstance(lies(counter, file), Collectable)


def test_a_call_given_up(counter: Hall) -> None:
    """The officer only wanted to see the telephone number, and goes back to the list without writing anything down."""
    file = ready(counter)
    counter.click("call_selected")
    counter.answer("reached", yes=True)
    counter.click("leave_contact")
    assert column(counter.window, "waiting", "Keterangan") == ["belum dihubungi"]
    kept = lies(counter, file)
    assert isinstance(kept, Collectable)
    assert kept.contacts == ()


def test_somebody_else_was_quicker_than_the_list(counter: Hall) -> None:
    """The permit goes out at the other counter while its row still stands here: the page says to whom."""
    file = ready(counter)
    counter.office.advance(file, "selesai")
    counter.click_row("waiting", "Ni Luh Contoh", twice=True)
    said = says(counter.window, "answer_text")
    assert said.startswith(
        "Dokumen telah diserahkan pada Senin, 23 November 2026 pukul 10.00 WITA kepada Ni Luh Contoh"
    )
    assert said.endswith(f"Nomor registrasi {number(counter, file)}.")
    assert not counter.can("hand_over")
    counter.elsewhere()
    assert says(counter.window, "empty_text") == "Tidak ada dokumen yang menunggu diambil."
    assert not counter.can("call_selected")


def test_a_permit_that_must_stay(counter: Hall) -> None:
    """A permit was revoked after it was signed: its row warns, opening it says by which letter, calling too."""
    file = ready(counter)
    values = {"letter": "800/12/2026", "reason": "Praktik dihentikan"}
    counter.office.do("kadis", office_work.RevokePermit, application=file, **values)
    counter.elsewhere()
    counter.click_row("waiting", "jangan diserahkan: dicabut", twice=True)
    assert "Surat 800/12/2026. Praktik dihentikan." in says(counter.window, "answer_text")
    assert not shows(counter.window, "hand_over")


def test_a_dead_printer_undoes_nothing(counter: Hall) -> None:
    """The printer stands still: the permit is out all the same, and its receipt is kept as PDF by one click."""
    file = ready(counter)
    assert counter.at_work.tray is not None
    counter.at_work.tray.trouble = "printer_stopped"
    counter.click_row("waiting", "Ni Luh Contoh", twice=True)
    counter.choose("receiver_is", "Pemohon sendiri")
    counter.answer("receipt_shown", yes=True)
    counter.click("hand_over")
    assert "sedang berhenti" in counter.said()[0]
    assert isinstance(lies(counter, file), NotReady)
    counter.click("Simpan sebagai PDF")
    place = counter.at_work.place()
    assert place.read_bytes().startswith(b"%PDF")
    assert place.name in " ".join(counter.said())


def test_the_longest_name_on_a_small_screen(counter: Hall) -> None:
    """At 150 % text the officer reads a very long name whole on the sheet, and every act is there to be clicked."""
    counter.resize(*SMALL)
    file = ready(counter, LONG)
    counter.click_row("waiting", number(counter, file), twice=True)
    name = seen(counter.window, QLabel, "applicant")
    assert name.text().startswith("Anak Agung Istri Sagung Putri Maharani Kusumawardhani D'Arc-Widyaningrat Contoh")
    assert counter.is_whole("applicant")
    assert name.height() >= name.heightForWidth(name.width()), "no line of it is cut off"
    for act in ("hand_over", "back", "contact"):
        assert counter.is_whole(act), act
    counter.choose("receiver_is", "Pemohon sendiri")
    assert typed(counter, "receiver") == name.text()
    counter.answer("receipt_shown", yes=True)
    counter.click("hand_over")
    told = lies(counter, file)
    assert isinstance(told, NotReady)
    assert told.receiver == name.text()


def test_a_name_is_found_by_its_column(counter: Hall) -> None:
    """Four permits lie there; sorted by a click on Pemohon, one is found, and it stays in hand when another comes."""
    names = [f"NI {each} CONTOH" for each in ("WAYAN", "MADE", "KETUT", "PUTU")]
    for place, name in enumerate(names, 11):
        ready(counter, name, f"510703450788{place:04}")
    counter.sort_by("waiting", "Pemohon")
    assert column(counter.window, "waiting", "Pemohon") == sorted(column(counter.window, "waiting", "Pemohon"))
    counter.click_row("waiting", "Ni Putu Contoh")
    ready(counter, "NI LUH CONTOH")
    assert column(counter.window, "waiting", "Pemohon")[1] == "Ni Luh Contoh", "put where it belongs"
    counter.click("call_selected")
    assert "Ni Putu Contoh" in says(counter.window, "message_text")


def test_the_note_of_a_call_stays_when_the_key_of_calling_is_pressed_again(counter: Hall) -> None:
    ready(counter)
    counter.key(Key.Key_H, held=CTRL)
    counter.tab_to("note")
    counter.key("Diangkat istri")
    counter.key(Key.Key_H, held=CTRL)
    assert seen(counter.window, QLineEdit, "note").text() == "Diangkat istri"
