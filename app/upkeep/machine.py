"""Which machine this is, as far as can be told: to notice that a counter's disk was copied to another one.

The system's installation carries an id of its own; a copied disk carries it along, but not the network card. Both are
hashed under the program's name, so that what is kept says nothing to anybody else. What is not known is not compared:
no id of the installation (a container, say) means no check at all, no address burnt into a card means that a copy is
not told from its original.
"""

from __future__ import annotations

import hmac
import re
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from app.settings import PROGRAM

PATIENCE = 5  # seconds
IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
ASK_APPLE = ("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
MADE_UP = 0x03 << 40  # bits of the first byte: for groups, and given by somebody else than the maker

if sys.platform == "win32":
    import winreg

    def _installation() -> str:
        """MachineGuid, made when Windows was installed."""
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

elif sys.platform == "darwin":

    def _installation() -> str:
        """IOPlatformUUID, which is the hardware's."""
        asked = subprocess.run(ASK_APPLE, capture_output=True, text=True, timeout=PATIENCE, check=True)
        return apple_id(asked.stdout)

else:

    def _installation() -> str:
        """machine-id of systemd, or D-Bus's."""
        return linux_id(IDS)


def machine_id(installation: Callable[[], str] = _installation, node: Callable[[], int] = uuid.getnode) -> str:
    """Two hashes, `installation-card`; the second empty where no card is known, all of it where nothing is."""
    try:
        found = installation()
    except (OSError, subprocess.SubprocessError):
        found = ""
    if not found:
        return ""
    card = node()
    return f"{_hashed(found)}-{'' if card & MADE_UP else _hashed(found, f'{card:012x}')}"


def recognised(paired: str, here: str) -> str:
    """What to call this machine where `paired` was its name: the same, unless it surely is another one."""
    was, now = paired.split("-"), here.split("-")
    same = all(one == other or not one or not other for one, other in zip(was, now, strict=False))
    return paired if same else here


def linux_id(files: tuple[Path, ...]) -> str:
    """The first that holds an id; an image that was never started has "uninitialized" there."""
    texts = (path.read_text("ascii", errors="replace").strip() for path in files if path.exists())
    return next((text for text in texts if re.fullmatch("[0-9a-f]{32}", text)), "")


def apple_id(listing: str) -> str:
    found = re.search(r'"IOPlatformUUID" = "([0-9A-F-]{36})"', listing)
    return found[1] if found else ""


def _hashed(installation: str, card: str = "") -> str:
    return hmac.new(installation.encode(), f"{PROGRAM} machine {card}".encode(), "sha256").hexdigest()[:32]
