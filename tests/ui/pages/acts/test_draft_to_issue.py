"""From the draft to the permit in the applicant's hands, and what becomes of it afterwards."""

from __future__ import annotations

from app.actions.commands import office_work
from app.actions.commands.office import SetRoles
from tests.office import ADMIN
from tests.ui.pages.acts.hands import SMALL, Hands
from tests.ui.pages.acts.test_return_and_back import POPUPS
from tests.ui.pages.work_room import CTRL, SHIFT, Key


def midwife(hands: Hands, stage: str) -> str:
    file = hands.at_work.office.register_file()
    hands.at_work.office.advance(file, stage)
    return file


def test_a_permit_is_made_by_keyboard_from_draft_to_issue(hands: Hands) -> None:
    """Four people carry one file on with their keys until the permit lies ready; no key does two steps."""
    file = midwife(hands, "penyusunan_draf")
    hands.show(file, "verifikator")
    hands.key(Key.Key_F8, "Praktik hanya di tempat ini.")
    hands.key(Key.Key_Return, held=SHIFT)
    hands.key("Papan nama dipasang.")
    hands.send()
    assert hands.notices()[0].startswith("Draf KRA-7Q4-00001-0WE diajukan.")
    for role, stage in (("penyelia", "paraf_kabid"), ("kabid", "tanda_tangan"), ("kadis", "penomoran")):
        hands.show(file, role)
        hands.key(Key.Key_F8)
        if role == "kadis":
            assert hands.question() == "Identitas pemohon belum dicocokkan dengan data pusat.\n\nLanjutkan?"
            hands.send()
        assert hands.stage(file) == stage
        hands.key(Key.Key_F8)
        assert hands.stage(file) == stage, "a second key does no second step"

    hands.show(file, "verifikator")
    hands.key(Key.Key_F8)
    assert hands.screen() is not hands.window
    hands.key(Key.Key_Escape)
    assert hands.kept(file).matters.permit is None, "no number is used up by going back"
    hands.key(Key.Key_F8, Key.Key_Return)
    assert hands.notices()[0] == "Surat izin KRA-7Q4-00001-0WE telah diberi nomor dan siap dicetak."
    assert hands.sheets() == [], "it goes onto paper of its own, when somebody says so"
    hands.key(Key.Key_P, held=CTRL)
    assert hands.sheets() == ["Surat Izin KRA-7Q4-00001-0WE"]
    assert "Praktik hanya di tempat ini" in hands.paper()
    assert "Papan nama dipasang" in hands.paper()

    hands.key(Key.Key_F8)
    assert hands.hint() == "Nomor 500.16.7.2/0001/SIPB/DPMPTSP/2026, Senin, 23 November 2026."
    hands.send()
    assert (hands.where(), hands.line("wet_signature")) == ("wet_signature", "Wajib diisi.")
    hands.key("y")
    hands.send()
    assert hands.stage(file) == "penyerahan"
    assert hands.notices()[0] == "Izin untuk KRA-7Q4-00001-0WE telah terbit dan siap diambil."
    assert hands.buttons().keys() == {"add_note", "contact_applicant"}


def test_a_permit_is_made_by_mouse_in_the_smallest_window(hands: Hands) -> None:
    """The same way with the mouse alone, with the large letters of somebody who sees badly."""
    file = midwife(hands, "penyusunan_draf")
    hands.window.resize(*SMALL)
    hands.show(file, "verifikator")
    hands.click("act_submit_draft")
    hands.click("terms")
    hands.key("Satu ketentuan")
    hands.click("leave_act")
    assert hands.stage(file) == "penyusunan_draf"
    hands.click("act_submit_draft")
    hands.click("do_act")
    for role, act in (("penyelia", "initial"), ("kabid", "initial"), ("kadis", "sign")):
        hands.show(file, role)
        hands.click(f"act_{act}")
    hands.click("confirm")
    assert hands.stage(file) == "penomoran"
    hands.show(file, "verifikator")
    hands.click("act_assign_number")
    hands.click("cancel")
    assert "assign_number" in hands.buttons()
    hands.click("act_assign_number")
    hands.click("confirm")
    hands.click("notice_act_print_paper")
    assert "Satu ketentuan" in hands.paper()
    hands.click("act_issue")
    hands.segment("wet_signature", 0)
    hands.click("do_act")
    assert hands.stage(file) == "penyerahan"


def test_a_slip_is_seen_after_the_numbering(hands: Hands) -> None:
    """The name of the place is wrong on the numbered paper: the file goes back, and keeps its number."""
    file = midwife(hands, "penomoran")
    hands.at_work.office.do("verifikator", office_work.AssignNumber, application=file)
    hands.show(file, "verifikator")
    hands.key("k")
    assert hands.hint() == "Berkas kembali ke penyusunan draf. Jangka waktu layanan tetap berjalan."
    assert hands.where() == "note"
    hands.send()
    assert (hands.wrong(), hands.line("note")) == ("Masih ada isian yang perlu dilengkapi.", "Wajib diisi.")
    hands.key("Alamat tempat praktik terbalik")
    hands.send()
    assert hands.stage(file) == "penyusunan_draf"
    assert hands.notices()[0] == "KRA-7Q4-00001-0WE dikembalikan ke penyusunan draf."
    assert "Catatan: Alamat tempat praktik terbalik" in hands.history()[0]
    hands.at_work.office.advance(file, "penomoran")
    hands.show(file, "verifikator")
    hands.key(Key.Key_F8, Key.Key_Return)
    assert "500.16.7.2/0001/SIPB" in str(hands.kept(file).matters.permit)


def test_who_drafted_may_not_sign_and_hears_why(hands: Hands) -> None:
    """Somebody with both roles has written the draft; the panel says why the signature is not theirs."""
    office = hands.at_work.office
    office.do(ADMIN, SetRoles, staff="kadis", roles=("kadis", "verifikator"))
    file = midwife(hands, "penyusunan_draf")
    office.do("kadis", office_work.SubmitDraft, application=file)
    office.advance(file, "tanda_tangan")
    hands.show(file, "kadis")
    assert "sign" not in hands.buttons()
    assert hands.closed("sign") != ""
    hands.key(Key.Key_F8)
    assert hands.stage(file) == "tanda_tangan"


def test_a_signature_that_somebody_else_gave_meanwhile(hands: Hands) -> None:
    """The acting head signs at another counter; the key at this one is told so, and the panel is awake again."""
    file = midwife(hands, "tanda_tangan")
    hands.show(file, "kadis")
    hands.at_work.office.advance(file, "penomoran")
    hands.click("act_sign")
    hands.click("confirm")
    assert hands.notices()[0].startswith("Tindakan ini tidak tersedia pada tahap Penomoran.")
    hands.at_work.desk.changed.emit()
    hands.at_work.settle()
    assert "sign" not in hands.buttons()
    hands.key("c", "Sudah ditandatangani Plh.")
    hands.send()
    assert hands.notices() == ("Catatan pada KRA-7Q4-00001-0WE disimpan.",), "the trouble is over"


@POPUPS
def test_a_refusal_is_proposed_taken_back_and_proposed_again(hands: Hands) -> None:
    """The back office proposes a refusal by mouse, finds it was wrong, takes it back and proposes it by keyboard."""
    file = midwife(hands, "verifikasi_berkas")
    hands.show(file, "verifikator")
    hands.click("act_propose_refusal")
    hands.pick("reason", "1  ")
    hands.click("legal_basis")
    hands.key("UU 17/2023")
    hands.click("text")
    hands.key("Ijazah tidak terbaca")
    hands.click("do_act")
    assert hands.stage(file) == "penyusunan_draf"
    assert "Usulan penolakan" in hands.marks()
    hands.click("act_propose_permit")
    hands.click("do_act")
    assert hands.line("reason") == "Wajib diisi."
    hands.click("reason")
    hands.key("Ijazah asli telah ditunjukkan")
    hands.click("do_act")
    assert "Usulan penolakan" not in hands.marks()
    assert hands.stage(file) == "verifikasi_berkas"
    hands.key("p", "1", Key.Key_Tab, "UU 17/2023")
    hands.tab_to("text")
    hands.key("Ijazah palsu")
    hands.send()
    assert hands.stage(file) == "penyusunan_draf"
    hands.key(Key.Key_F8)
    assert "Usulan penolakan." in hands.hint()
    assert "Ijazah palsu" in hands.hint()
    assert "Ijazah tidak terbaca" not in hands.hint()


def test_a_refusal_is_decided_after_going_back_once(hands: Hands) -> None:
    """The head of the office reads the question twice before the letter of refusal gets its number."""
    office = hands.at_work.office
    file = midwife(hands, "verifikasi_berkas")
    values = {"reason": "T01", "legal_basis": "Pasal 263 Undang-Undang Nomor 17 Tahun 2023", "text": "Ijazah palsu"}
    office.do("verifikator", office_work.ProposeRefusal, application=file, **values)
    office.advance(file, "tanda_tangan")
    hands.show(file, "kadis")
    hands.click("act_decide_refusal")
    assert hands.question().endswith("Permohonan ditolak dan surat penolakan diberi nomor. Lanjutkan?")
    hands.click("cancel")
    assert (hands.stage(file), hands.sheets()) == ("tanda_tangan", [])
    hands.key(Key.Key_F8)
    hands.send()
    assert hands.stage(file) == "ditolak"
    assert "Ijazah palsu" in hands.paper()
    assert hands.sheets() == ["Surat Penolakan KRA-7Q4-00001-0WE"]
    assert "decide_refusal" not in hands.buttons()


def test_a_permit_is_frozen_lifted_and_revoked_by_keyboard(hands: Hands) -> None:
    """The head of the office freezes a permit, lifts it again and at last revokes it; the state is read in the head."""
    file = midwife(hands, "selesai")
    hands.show(file, "kadis")
    assert {"suspend_permit", "revoke_permit"} <= hands.buttons().keys()
    assert "reinstate_permit" not in hands.buttons()
    hands.key("d")
    assert hands.hint() == "Nomor 500.16.7.2/0001/SIPB/DPMPTSP/2026, Senin, 23 November 2026."
    assert hands.where() == "letter"
    hands.key("800/1/2026", Key.Key_Return)
    hands.send()
    assert (hands.where(), hands.line("dated")) == ("dated", "Wajib diisi.")
    hands.key("23112026", Key.Key_Tab, "1")
    hands.send()
    assert (hands.where(), hands.line("reason")) == ("reason", "Wajib diisi.")
    hands.key("Pengaduan masyarakat")
    hands.send()
    assert hands.question().startswith("Izin 500.16.7.2/0001/SIPB/DPMPTSP/2026 atas nama Ni Luh Contoh akan dibekukan.")
    hands.key(Key.Key_Return)
    assert "Izin dibekukan" not in hands.marks(), "a hasty Enter freezes nothing"
    assert hands.form() == "Bekukan Izin"
    hands.send()
    hands.send()
    assert "Izin dibekukan" in hands.marks()
    hands.key("a", "800/2/2026", Key.Key_Tab, "23112026", Key.Key_Tab, "2", Key.Key_Tab, "Pengaduan tidak terbukti")
    hands.send()
    assert hands.question().endswith("akan berlaku kembali.")
    hands.send()
    assert "Izin dibekukan" not in hands.marks()
    assert "Izin KRA-7Q4-00001-0WE aktif kembali." in hands.notices()
    hands.key("x", "800/3/2026", Key.Key_Tab, "23112026", Key.Key_Tab, "2", Key.Key_Tab, "Praktik dihentikan")
    hands.send()
    assert "tidak dapat diaktifkan kembali" in hands.question()
    hands.send()
    assert "Izin dicabut" in hands.marks()
    assert not {"suspend_permit", "reinstate_permit", "revoke_permit"} & hands.buttons().keys()
    assert "take_back_decree" not in hands.buttons(), "whoever decided does not take it back"
    done = [line.split(" |")[0] for line in hands.history()[:6]]
    assert [line for line in done if "dicetak" not in line] == ["Cabut Izin", "Aktifkan Kembali", "Bekukan Izin"]


def test_a_decree_is_taken_back_by_the_division_head(hands: Hands) -> None:
    """Revoked by mistake: a second person takes it back on the same day, and the decree on paper counts no more."""
    file = midwife(hands, "selesai")
    said = {"letter": "800/3", "dated": hands.at_work.office.clock.now().date(), "ground": "pelanggaran"}
    hands.at_work.office.do("kadis", office_work.RevokePermit, application=file, reason="Keliru", **said)
    hands.show(file, "kabid")
    assert "Izin dicabut" in hands.marks()
    hands.click("act_take_back_decree")
    assert hands.hint() == "Cabut Izin, surat 800/3: Keliru"
    hands.key("Izin yang dimaksud izin lain")
    hands.send()
    assert hands.question().endswith(
        "akan kembali ke keadaan sebelum keputusan hari ini. Surat keputusan itu tidak berlaku lagi."
    )
    hands.send()
    assert "Izin dicabut" not in hands.marks()
    assert "Keputusan tentang izin KRA-7Q4-00001-0WE ditarik kembali." in hands.notices()
    assert hands.history()[0].startswith("Tarik Kembali Keputusan")
    permit = hands.kept(file).matters.permit
    assert permit is not None
    assert (permit.standing, permit.letter, permit.decree) == ("aktif", "", None)


def test_a_permit_frozen_at_another_counter_meanwhile(hands: Hands) -> None:
    """Two hands freeze the same permit: the second is refused in words, and can go back by mouse."""
    file = midwife(hands, "selesai")
    hands.show(file, "kadis")
    hands.click("act_suspend_permit")
    hands.click("letter")
    hands.key("800/1")
    hands.click("dated")
    hands.key("23112026", Key.Key_Tab, "1")
    hands.click("reason")
    hands.key("Pengaduan")
    hands.at_work.office.do("kadis", office_work.SuspendPermit, application=file, letter="800/9", reason="Lain")
    hands.click("do_act")
    hands.click("confirm")
    assert hands.wrong() == "Tindakan ini tidak tersedia pada keadaan izin saat ini."
    hands.click("leave_act")
    permit = hands.kept(file).matters.permit
    assert permit is not None
    assert (permit.standing, permit.number[:16]) == ("dibekukan", "500.16.7.2/0001/")
