"""Start-up beside a bare PySide6 window: painted and taking typing, ready to sign in, idle memory. Median of nine.

Ready is when the gate answers: each run proves it with a right password, before the rest of the office is open.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent.parent
RUNS = 9
Figure = tuple[str, float, float, str]
SURROUNDINGS = {"QT_QPA_PLATFORM": "offscreen", "LOKET_CREDENTIALS": "file"}
CLERK = ("petugas.loket", "pasar-amlapura")

COMMON = """
import sys, time
from pathlib import Path
def said(name):
    print(name, time.time() - float(sys.argv[1]), flush=True)
def type_into(edit):
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(edit, QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
"""
BARE = (
    COMMON
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication([])
edit = QLineEdit()
class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            type_into(edit)
window = Window()
window.setCentralWidget(edit)
def typed(text):
    said("typing")
    QTimer.singleShot(0, app.quit)
edit.textChanged.connect(typed)
window.show()
app.exec()
"""
)
LOKET = (
    COMMON
    + """
from app.desktop import start  # as `python -m app` does: before Qt
program = start([])
window = program.first_window.window
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
edit = window.findChild(QLineEdit, "username")
def painted():
    type_into(edit)
def typed(text):
    said("typing")
    edit.textChanged.disconnect(typed)
def wait_for_counter():
    if program.counter is None:
        QTimer.singleShot(1, wait_for_counter)
    else:
        program.counter.sign_in_flow.opener.unlocked.connect(unlocked)
        program.counter.ready.connect(opened)
def unlocked():
    said("ready")
    office = program.counter.parts.pending_office
    try:
        office.office
    except Unavailable:  # so this is the gate alone
        if office.enter(sys.argv[2], sys.argv[3]).name:
            said("answered")
def opened():
    said("opened")
    edit.setText(sys.argv[2])
    window.findChild(QLineEdit, "password").setText(sys.argv[3])
    window.findChild(QPushButton, "enter").click()
    QTimer.singleShot(2500, memory)
def memory():
    assert window.pages.current() == "front"
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        print("memory", int(kilobytes) / 1024, flush=True)
    program.counter.close()
    QApplication.quit()
edit.textChanged.connect(typed)
program.first_window.painted.connect(painted)
program.first_window.painted.connect(wait_for_counter)
from app.errors import Unavailable
QApplication.instance().exec()
"""
)


def child(script: str, folder: Path, *arguments: str) -> dict[str, float]:
    """What one process says, in seconds since it was asked for and in megabytes."""
    environment = os.environ | SURROUNDINGS | {"LOKET_DATA": str(folder)}
    command = [sys.executable, "-c", script, repr(time.time()), *arguments]
    done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return {line.split()[0]: float(line.split()[1]) for line in done.stdout.splitlines()}


def office(folder: Path) -> None:
    """A data folder whose first start is done, and a clerk who may sign in."""
    os.environ["LOKET_CREDENTIALS"] = "file"
    from app.actions.commands.office import SetPassword
    from app.actions.signing_in import verifier
    from app.database import open_register
    from app.upkeep.keys import obtain_key
    from tests.conftest import FixedClock
    from tests.office import Office

    folder.mkdir(parents=True, exist_ok=True)
    register = open_register(folder / "register.db", obtain_key(folder).key)
    made = Office(register, FixedClock()).open()
    made.do("administrator", SetPassword, staff=CLERK[0].replace(".", "_"), password=verifier(CLERK[1]))
    register.close()


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "data"
        office(folder)
        child(LOKET, folder, *CLERK)  # once for the file cache
        bare, loket = [], []
        for _ in range(RUNS):
            bare.append(child(BARE, folder)["typing"])
            loket.append(child(LOKET, folder, *CLERK))
    plain = median(bare)
    typing, ready, answered, opened, memory = (
        median(each[name] for each in loket) for name in ("typing", "ready", "answered", "opened", "memory")
    )
    return [
        ("start: bare PySide6 window takes typing, at most", plain * 1000, 1000.0, "ms"),
        ("start: sign-in takes typing, against the bare window, at most", typing / plain, 1.3, "x"),
        ("start: ready to sign in, against the bare window, at most", ready / plain, 3.5, "x"),
        ("start: ready to sign in, at most", ready * 1000, 3500.0, "ms"),
        ("start: a password answered, at most", answered * 1000, 3500.0, "ms"),
        ("start: every page can be opened, at most", opened * 1000, 3500.0, "ms"),
        ("idle memory with Beranda open, at most", memory, 200.0, "MB"),
    ]
