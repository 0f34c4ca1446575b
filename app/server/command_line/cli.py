"""`loket-server`: the centre's command line.

Exit codes: 0 done; 1 the world said no (database, disk, network), or `doctor` found something bad; 2 unusable command
line; 3 refused by the rules; 4 a fault of this program. Secrets are asked for, or read from a file; never from the
command line.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import Refused
from app.server.command_line.terminal import TROUBLE, Console, let_go, this_process

LISTEN = "127.0.0.1:8443"


def main(arguments: Sequence[str] | None = None, terminal: Console | None = None) -> int:
    """The exit code. Only an unusable command line leaves by SystemExit."""
    at = terminal or this_process()

    def do() -> int:
        given = parser().parse_args(arguments)
        _legible(given)
        return int(given.do(given, at))

    code = at.ending(do)
    return code if all([let_go(at.out), let_go(at.errors)]) else code or TROUBLE


def _legible(given: Namespace) -> None:
    """Raises Refused `letters` for bytes that are no letters where this process runs (LANG)."""
    said = [each for value in vars(given).values() for each in (value if isinstance(value, list) else [value])]
    try:
        for each in said:
            if isinstance(each, str):
                each.encode()
    except UnicodeEncodeError:
        raise Refused("letters") from None


def parser() -> ArgumentParser:
    from app.server.command_line import cli_office, cli_running, cli_safety

    made = ArgumentParser("loket-server", description="Pusat data loket PTSP.", allow_abbrev=False)
    commands = made.add_subparsers(required=True, metavar="PERINTAH")
    for room in (cli_running, cli_office, cli_safety):
        room.add_to(commands)
    return made


def common(parser: ArgumentParser, do: Callable[[Namespace, Console], int]) -> ArgumentParser:
    """The options that say where the centre lies."""
    parser.allow_abbrev = False
    parser.add_argument(
        "--database",
        metavar="URL",
        help="basis data PostgreSQL, tanpa kata sandi; tanpa ini sebuah berkas di folder data"
        " (juga: LOKET_SERVER_DATABASE, atau LOKET_SERVER_DATABASE_FILE bila alamatnya memuat kata sandi)",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data (juga: LOKET_SERVER_DATA)")
    parser.set_defaults(do=do)
    return parser


def tls_option(parser: ArgumentParser, what: str, means: str) -> None:
    """`--tls-cert` and `--tls-key`: what the service runs with, every other command may know too."""
    named = f"LOKET_SERVER_TLS_{what.upper()}"
    kept = os.environ.get(named)
    parser.add_argument(
        f"--tls-{what}",
        type=Path,
        metavar="FILE",
        default=Path(kept) if kept else None,
        help=f"{means} (juga: {named})",
    )
