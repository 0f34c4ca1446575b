"""`loket-server`: the centre's command line.

Exit codes: 0 done; 1 the world said no (database, disk, network), or `doctor` found something bad; 2 unusable command
line; 3 refused by the rules. Secrets are asked for, or read from a file; never from the command line.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from app.errors import Refused, Unavailable
from app.server.words import say

DONE, TROUBLE, UNUSABLE, REFUSED = 0, 1, 2, 3
LISTEN = "127.0.0.1:8443"


@dataclass(frozen=True)
class Terminal:
    """Where an administrator sits. `secret` asks for one without showing it."""

    out: TextIO
    errors: TextIO
    secret: Callable[[str], str]

    def say(self, line: str = "") -> None:
        self.out.write(line + "\n")
        self.out.flush()


def main(arguments: Sequence[str] | None = None, terminal: Terminal | None = None) -> int:
    from getpass import getpass

    given = parser().parse_args(arguments)
    at = terminal or Terminal(sys.stdout, sys.stderr, getpass)
    try:
        return int(given.do(given, at))
    except Refused as refused:
        at.errors.write(say(refused.code, refused.facts) + "\n")
        return REFUSED
    except Unavailable as trouble:
        at.errors.write(say(trouble.code, trouble.facts) + "\n")
        return TROUBLE


def parser() -> ArgumentParser:
    from app.server import cli_office, cli_running, cli_safety

    made = ArgumentParser("loket-server", description="Pusat data loket PTSP.", allow_abbrev=False)
    commands = made.add_subparsers(required=True, metavar="PERINTAH")
    for room in (cli_running, cli_office, cli_safety):
        room.add_to(commands)
    return made


def common(parser: ArgumentParser, do: Callable[[Namespace, Terminal], int]) -> ArgumentParser:
    """The options that say where the centre lies."""
    parser.allow_abbrev = False
    parser.add_argument(
        "--database",
        metavar="URL",
        help="basis data PostgreSQL; tanpa ini sebuah berkas di folder data (juga: LOKET_SERVER_DATABASE)",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data (juga: LOKET_SERVER_DATA)")
    parser.set_defaults(do=do)
    return parser
