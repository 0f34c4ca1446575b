"""`loket-server`: the centre's command line.

Exit codes: 0 done; 1 the world said no (database, disk, network), or `doctor` found something bad; 2 unusable command
line; 3 refused by the rules; 4 a fault of this program. Secrets are asked for, or read from a file; never from the
command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Refused
from app.server.command_line.terminal import DONE, TROUBLE, Console, common, let_go, this_process, tls_option

if TYPE_CHECKING:
    from app.server.http.limits import Network
    from app.server.http.running import Address, Started


def add_to(commands: Any) -> None:
    run = common(commands.add_parser("run", help="menjalankan pusat"), _run)
    run.add_argument("--listen", type=address, default=LISTEN, metavar="HOST:PORT", help=f"untuk loket ({LISTEN})")
    run.add_argument("--public-listen", type=address, metavar="HOST:PORT", help="untuk halaman pelacakan umum")
    tls_option(run, "cert", "sertifikat TLS (PEM)")
    tls_option(run, "key", "kunci sertifikat (PEM)")
    run.add_argument("--behind-proxy", action="store_true", help="proksi TLS berdiri di depan")
    run.add_argument(
        "--proxy", action="append", type=network, metavar="NET", help="alamat proksi yang dipercaya (127.0.0.0/8)"
    )
    common(commands.add_parser("init", help="menyiapkan pusat baru"), _init)
    certificate = commands.add_parser("certificate", help="membuat sertifikat kantor", allow_abbrev=False)
    certificate.add_argument("--host", action="append", required=True, metavar="NAMA", help="nama atau alamat server")
    certificate.add_argument("--out", type=Path, required=True, metavar="DIR")
    certificate.set_defaults(do=_certificate)


def _run(given: Namespace, at: Console) -> int:
    from app.server.admission import founding
    from app.server.http import running
    from app.server.http.log import Log

    orders = running.Orders(
        founding.place(given.database, given.data),
        given.listen,
        given.public_listen,
        given.tls_cert,
        given.tls_key,
        behind_proxy=given.behind_proxy,
        proxies=tuple(given.proxy or running.LOOPBACK),
    )
    running.run(orders, Log(sys.stderr, founding.now), lambda started: _told(at, started))
    return DONE


def _told(at: Console, started: Started) -> None:
    for what, name in zip(("Loket", "Halaman publik"), started.addresses, strict=False):
        at.say(f"{what}: {name}")
    if started.code:
        at.say("Pusat baru disiapkan. Pasangkan komputer loket pertama, yang membawa data kantor:")
        at.say(f"Kode pemasangan: {started.code} (berlaku 24 jam, satu kali)")


def _init(given: Namespace, at: Console) -> int:
    from app.server.admission import founding

    with closing(founding.open_up(founding.place(given.database, given.data))) as opened:
        founding.found(opened.register, opened.place.data)
    at.say("Pusat sudah disiapkan, masih kosong.")
    at.say('Buat kode pemasangan: loket-server device add --name "Loket 1"')
    at.say("Lalu di komputer loket pertama: Pengaturan, Sambungan, Pasangkan. Komputer itu membawa data kantor.")
    return DONE


def _certificate(given: Namespace, at: Console) -> int:
    from app.server.admission import certificates, founding

    certificate, key = certificates.make_certificate(tuple(given.host), given.out, founding.now())
    at.say(f"Sertifikat: {certificate} (berlaku 5 tahun; salin ke setiap loket saat memasangkan)")
    at.say(f"Kunci: {key} (rahasia, tetap di server)")
    at.say(f"Sidik jari SHA-256: {certificates.fingerprint_of(certificate)}")
    return DONE


def address(text: str) -> Address:
    from app.server.http.running import Address

    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65_535:
        raise ArgumentTypeError(f"{text} bukan alamat seperti {LISTEN}")
    return Address(host, int(port))


def network(text: str) -> Network:
    from app.server.http.limits import trusted_networks

    try:
        return trusted_networks(text)[0]
    except ValueError as error:
        raise ArgumentTypeError(f"{text} bukan jaringan seperti 10.0.0.0/8") from error


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
    from app.server.command_line import cli_office, cli_safety

    made = ArgumentParser("loket-server", description="Pusat data loket PTSP.", allow_abbrev=False)
    commands = made.add_subparsers(required=True, metavar="PERINTAH")
    for add in (add_to, cli_office.add_to, cli_safety.add_to):
        add(commands)
    return made
