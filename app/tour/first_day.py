"""The tour's first chapter: an empty folder becomes an office with its staff."""

from __future__ import annotations

from app.actions.commands.office import AddStaff, StaffProfile
from app.actions.signing_in import verifier
from app.tour.scene import PASSWORD, Key, TourScene
from app.ui.pages.entrance.first_start import SHEET, FirstStartPage

# Who works there: user name, name, name with titles, role, position.
STAFF = (
    ("loket", "Ni Wayan Sukerti", "", "petugas_loket", ""),
    ("backoffice", "I Gede Arnawa", "I Gede Arnawa, S.Kom.", "verifikator", ""),
    ("timteknis", "Ni Made Astini", "Ni Made Astini, S.K.M.", "tim_teknis", ""),
    ("kasi", "I Ketut Sudana", "I Ketut Sudana, S.E.", "penyelia", "Kepala Seksi Pelayanan Perizinan"),
    ("kabid", "Ni Nyoman Rai", "Ni Nyoman Rai, S.H., M.H.", "kabid", "Kepala Bidang Pelayanan Perizinan"),
    ("kadis", "I Wayan Sujana", "Drs. I Wayan Sujana, M.Si.", "kadis", "Kepala Dinas"),
    ("penyerahan", "I Komang Wirawan", "", "petugas_penyerahan", ""),
)
RANK, NIP = "Pembina", "197001011995031001"


def first_start(scene: TourScene) -> None:
    """By keys: the office, its first user, the sealed sheet."""
    typist, window = scene.typist, scene.counter.window
    typist.until("first start", lambda: typist.focus_name() == "regency")
    typist.type("karangasem")
    typist.press(Key.Key_Return)
    typist.fill("address", "Jalan Ngurah Rai 70, Amlapura 80811")
    typist.fill("place", "Amlapura")
    typist.fill("phone", "0363-21000")
    scene.record.step("Kantor disiapkan")
    typist.control(Key.Key_Return)
    typist.fill("name", "I Made Artana")
    typist.fill("username", "admin")
    typist.fill("password", PASSWORD)
    typist.fill("again", PASSWORD)
    typist.control(Key.Key_Return)
    page = window.findChild(FirstStartPage)
    assert isinstance(page, FirstStartPage)
    typist.until("recovery sheet", lambda: page.step() == SHEET and typist.focus_name() == "sheet_save")
    scene.record.step("Lembar kunci pemulihan")
    typist.press(Key.Key_Space)
    typist.until("place for the sheet", lambda: typist.focus_name() == "fileNameEdit")
    sheet = scene.counter.parts.settings.data.resolve() / "lembar-kunci-pemulihan.pdf"
    typist.type(str(sheet))
    typist.press(Key.Key_Return)
    typist.until("recovery sheet saved", sheet.is_file)
    typist.come_back()
    typist.to("sheet_kept")
    typist.press(Key.Key_Space)
    typist.control(Key.Key_Return)
    typist.until("administrator signed in", lambda: scene.counter.parts.session.signed_in is not None)


def hire(scene: TourScene) -> None:
    """The other accounts, as the administrator would add them in Pengaturan; not part of the main job, so not typed."""
    door, desk = scene.counter.parts.pending_office, scene.counter.parts.desk
    kept = verifier(PASSWORD)
    for username, name, titles, role, position in STAFF:
        profile = StaffProfile(
            id=scene.clock.new_id(),
            username=username,
            name=name,
            name_with_titles=titles,
            rank=RANK,
            nip=NIP,
            position=position,
        )
        door.do(AddStaff(stamp=desk.stamp(), profile=profile, password=kept, roles=(role,)))
    scene.typist.press(Key.Key_F5)
    scene.record.step("Petugas ditambahkan")
