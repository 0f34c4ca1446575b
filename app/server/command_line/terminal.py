"""Where an administrator sits, or nobody does (systemd, cron): what is said there, what is asked, and how it ends.

Whatever happens, it ends with a sentence and an exit code. What nobody foresaw is told by its kind and its place in the
program: its own words may hold what somebody typed."""

from __future__ import annotations

import errno
import io
import os
import sys
import warnings
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from getpass import GetPassWarning, getpass
from pathlib import Path
from typing import TextIO

from app.errors import Refused, Unavailable
from app.reference.messages import messages
from app.server.http.log import kind_of, place_of

UNKNOWN = "Tidak dapat dilakukan (kode: {code})."


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "-"


def say(code: str, facts: Mapping[str, str]) -> str:
    """Facts that are missing leave a dash, never a crash."""
    known = messages("centre").get(code)
    return (known.sentences[0] if known else UNKNOWN).format_map(_Facts(facts, code=code))


DONE, TROUBLE, UNUSABLE, REFUSED, BROKEN = 0, 1, 2, 3, 4
INTERRUPTED = 130  # as shells have it: 128 and SIGINT
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Console:
    """`secret` asks for one without showing it; raises EOFError where nobody answers."""

    out: TextIO
    errors: TextIO
    secret: Callable[[str], str]

    def say(self, line: str = "") -> None:
        self.out.write(line + "\n")
        self.out.flush()

    def asked(self, prompt: str, *, twice: bool, otherwise: str) -> str:
        """Raises Refused `passwords_differ`, `passphrase_characters`, and `otherwise` where there is nobody to ask."""
        try:
            first = self.secret(prompt)
            first.encode()
            if twice and first != self.secret("Sekali lagi: "):
                raise Refused("passwords_differ")
        except EOFError:
            raise Refused(otherwise) from None
        except UnicodeError:
            raise Refused("passphrase_characters") from None
        return first

    def ending(self, do: Callable[[], int]) -> int:
        """The exit code, after a sentence where it went wrong."""
        try:
            return do()
        except Refused as refused:
            return self._complain(REFUSED, refused.code, refused.facts)
        except Unavailable as trouble:
            return self._complain(TROUBLE, trouble.code, trouble.facts)
        except KeyboardInterrupt:
            return self._complain(INTERRUPTED, "interrupted", {})
        except BrokenPipeError:
            return TROUBLE  # whoever read it has gone
        except OSError as error:
            code = "disk_full" if error.errno in FULL else "system"
            return self._complain(
                TROUBLE, code, {"reason": os.strerror(error.errno) if error.errno else kind_of(error)}
            )
        except Exception as error:  # noqa: BLE001 - the last resort: never a traceback, which quotes what was typed
            return self._complain(BROKEN, "unforeseen", {"kind": kind_of(error), "place": place_of(error)})

    def _complain(self, code: int, said: str, facts: Mapping[str, str]) -> int:
        with suppress(OSError):  # where nobody can be told, the code is all there is
            self.errors.write(say(said, facts) + "\n")
        return code


def this_process() -> Console:
    """Its own streams, also where one was closed before it began, or knows fewer letters than a name has."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as it runs
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return Console(sys.stdout, sys.stderr, _secret)


def let_go(stream: TextIO) -> bool:
    """Whether everything said could be written; what could not is forgotten, or Python would complain at its end."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return False
    return True


def _secret(prompt: str) -> str:
    """From the terminal; where there is none, the next line of the input."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)  # before it asks in the open
        try:
            return getpass(prompt)
        except GetPassWarning:
            line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


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
