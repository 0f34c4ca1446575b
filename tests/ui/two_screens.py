"""Run by itself, with two screens: what stands on the applicant's while the clerk works. Prints what was seen as JSON.

`python -m tests.ui.two_screens [folder for pictures]`; the platform's screens are told by the environment.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QMainWindow

from app.rules.papers import LetterRow
from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.applicant_window import ApplicantWindow
from app.ui.forms.form import FieldChanged
from app.ui.look import style
from app.ui.look.training import TrainingFrame
from app.ui.pages.settings.applicant import ApplicantSettings
from app.upkeep.counter_file import APPLICANT_SCREEN
from tests.print.samples import READ_BACK as ROWS
from tests.ui.seen import shows, windows

OFFICE = "DPMPTSP Kabupaten Karangasem"
LONGEST = (*ROWS[:3], LetterRow(heading="Alamat", text="Jalan Raya Kertha " * 11), ROWS[4])
SIZES = ((800, 600), (1024, 768), (1366, 768), (1920, 1080))


class Play:
    """The clerk's window on the screen `Petugas`, and what is noted down."""

    def __init__(self, app: QApplication, pictures: Path | None) -> None:
        self.app, self.pictures = app, pictures
        self.seen: dict[str, object] = {}
        self.screens = {each.name(): each for each in QGuiApplication.screens()}
        self.clerk, self.field = QMainWindow(), QLineEdit()
        self.clerk.setCentralWidget(self.field)
        self.clerk.setGeometry(self.screens["Petugas"].geometry().adjusted(20, 20, -20, -20))
        self.clerk.show()
        self.clerk.activateWindow()
        self.field.setFocus()
        self.settle()
        self.memory: dict[str, str] = {}
        self.lost: list[str] = []
        self.screen = ApplicantScreen(self.clerk, self.memory, self.office, practising=True)
        self.screen.lost.connect(self.on_lost)
        (self.window,) = windows(ApplicantWindow)

    def office(self) -> str:
        return OFFICE

    def on_lost(self) -> None:
        self.lost.append("lost")

    def settle(self) -> None:
        for _ in range(5):
            self.app.processEvents()

    def note(self, name: str) -> None:
        self.settle()
        window = self.window
        place = window.geometry()
        self.seen[name] = {
            "texts": window.texts() if window.isVisible() else (),
            "on": [n for n, each in self.screens.items() if window.isVisible() and each.geometry().contains(place)],
            "focus": self.field.hasFocus() and self.clerk.isActiveWindow(),
            "there": self.screen.there,
            "shows": self.screen.shows,
            "lost": len(self.lost),
        }
        if self.pictures is not None and window.isVisible():
            window.grab().save(str(self.pictures / f"{name}.png"))

    def choose(self, name: str) -> str:
        """In the settings; what they say."""
        page = ApplicantSettings(self.screen, self.memory)
        page.form.set_values({APPLICANT_SCREEN: name})
        page.form.changed.emit(FieldChanged(APPLICANT_SCREEN, name))
        self.settle()
        said = page.text()
        page.deleteLater()
        return said

    def run(self) -> None:
        self.note("nothing chosen")
        self.seen["choices"] = [each.words for each in self.screen.choices()]
        self.seen["said"] = self.choose("Pemohon")
        self.note("chosen")
        self.screen.follow(ROWS)
        self.note("typed before it was asked for")
        self.screen.show_rows(ROWS)
        self.note("shown")
        self.screen.follow((ROWS[0], LetterRow(heading="Nama", text="NI LUH SUKERTI"), *ROWS[2:]))
        self.note("changed")
        self.screen.withdraw()
        self.note("withdrawn")
        self.sizes()
        self.screen.show_rows(ROWS)
        self.seen["framed"] = shows(self.window, "training_frame")
        self.clerk.setGeometry(self.screens["Pemohon"].geometry().adjusted(20, 20, -20, -20))
        self.clerk.windowHandle().setScreen(self.screens["Pemohon"])
        self.note("the clerk moved there")
        self.clerk.windowHandle().setScreen(self.screens["Petugas"])
        self.clerk.setGeometry(self.screens["Petugas"].geometry().adjusted(20, 20, -20, -20))
        self.note("and back")
        self.screen.show_rows(ROWS)
        self.app.screenRemoved.emit(self.screens["Pemohon"])
        self.note("unplugged")
        self.screen.look()
        self.note("plugged in again")
        self.choose("-")
        self.note("none")
        self.memory[APPLICANT_SCREEN] = "Petugas"
        self.screen.look()
        self.note("the clerk's own")
        self.screen.close()

    def sizes(self) -> None:
        """What is cut off at each size: nothing may be."""
        window = ApplicantWindow()
        window.show_office(OFFICE)
        window.show()
        cut = []
        for width, height in SIZES:
            for name, rows in (("usual", ROWS), ("longest", LONGEST)):
                window.setGeometry(0, 0, width, height)
                window.show_rows(rows)
                self.settle()
                fields = [each for each in window.findChildren(QFrame) if each.property("role") == "reading"]
                assert len(fields) == len(rows)
                for row in fields:
                    label = row.value
                    if label.heightForWidth(label.width()) > label.height() or row.geometry().bottom() > height:
                        cut.append((width, height, label.text()))
                if self.pictures is not None:
                    window.grab().save(str(self.pictures / f"{name} {width}x{height}.png"))
        self.seen["cut"] = cut
        window.close()


def main() -> None:
    app = QApplication([])
    style.apply(app, dark=False)
    play = Play(app, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    assert play.window.findChild(TrainingFrame, "training_frame") is not None
    play.run()
    print(json.dumps(play.seen))


if __name__ == "__main__":
    main()
