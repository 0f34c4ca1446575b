"""A counter that `make guide` pairs with the centre it has installed: the program's own pairing, journal and exchange.

`guide_counter.py FOLDER ADDRESS CERTIFICATE CODE`; without the last two one that is paired has contact again, believing
what it has learnt. It runs on this machine, in the network of the tree, and says its code.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.whole.processes.desk import open_desk, pair_desk


def main(folder: str, address: str, certificate: str = "", code: str = "") -> None:
    pinned = Path(certificate).read_text("utf-8") if certificate else ""
    with closing(open_desk(Path(folder), address, certificate=pinned)) as desk:
        if code:
            desk.office.open()
            desk.office.receive()
            pair_desk(desk, code, first=True, certificate=pinned)
        desk.settle()
        print(desk.office.device)


if __name__ == "__main__":
    main(*sys.argv[1:])
