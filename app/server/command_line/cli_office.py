"""`loket-server user` and `device`: people and PCs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from app.errors import Refused
from app.server.command_line.terminal import DONE, Console, common

if TYPE_CHECKING:
    from app.server.admission.founding import OpenCentre
    from app.server.command_line.office_hand import OfficeHand


def add_to(commands: Any) -> None:
    user = commands.add_parser("user", help="pengguna", allow_abbrev=False).add_subparsers(required=True)
    add = common(user.add_parser("add", help="menambah pengguna"), _add)
    add.add_argument("username")
    add.add_argument("--name", required=True, metavar="NAMA")
    add.add_argument("--role", action="append", required=True, metavar="PERAN")
    common(user.add_parser("list", help="daftar pengguna"), _list)
    common(user.add_parser("keys", help="daftar kunci tanda tangan: siapa, komputer, dan siapa mengesahkan"), _keys)
    for name, do, what in (
        ("disable", _disable, "menutup akun"),
        ("password", _password, "mengganti kata sandi"),
        ("key-revoke", _key_revoke, "mencabut kunci tanda tangan di semua komputer"),
    ):
        common(user.add_parser(name, help=what), do).add_argument("username")
    for each in ("add", "disable", "password"):
        user.choices[each].add_argument("--by", default="", metavar="ADMINISTRATOR", help="atas nama siapa")
    device = commands.add_parser("device", help="komputer loket", allow_abbrev=False).add_subparsers(required=True)
    common(device.add_parser("list", help="daftar komputer"), _devices)
    code = common(device.add_parser("add", help="membuat kode pemasangan"), _pairing)
    code.add_argument("--name", required=True, metavar="NAMA", help="nama loket")
    revoke = common(device.add_parser("revoke", help="mencabut komputer yang hilang"), _revoke)
    revoke.add_argument("device", help="kode atau nomor komputer")


@contextmanager
def _open(given: Namespace) -> Iterator[OpenCentre]:
    """Raises Refused `not_founded`."""
    from app.server.admission import founding

    with closing(founding.open_up(founding.place(given.database, given.data))) as opened:
        if not founding.is_founded(opened.register):
            raise Refused("not_founded")
        yield opened


@contextmanager
def _hand(given: Namespace) -> Iterator[OfficeHand]:
    from app.server.admission.founding import new_id
    from app.server.command_line.office_hand import OfficeHand

    with _open(given) as opened:
        yield OfficeHand(opened.centre, new_id, getattr(given, "by", ""))


def _add(given: Namespace, at: Console) -> int:
    from app.rules.workflow import ROLES

    unknown = set(given.role) - set(ROLES)
    if unknown:
        raise Refused("role_unknown", roles=", ".join(ROLES))
    with _hand(given) as hand:
        hand.add(
            given.username, given.name, tuple(given.role), at.asked("Kata sandi: ", twice=True, otherwise="no_terminal")
        )
    at.say("Pengguna ditambahkan. Semua loket mengenalnya pada pertukaran berikutnya.")
    return DONE


def _list(given: Namespace, at: Console) -> int:
    with _hand(given) as hand:
        for each in hand.members():
            state = "aktif" if each.active else "tutup"
            at.say(f"{each.username}\t{state}\t{each.keys} kunci\t{', '.join(each.roles)}\t{each.name}")
    return DONE


def _keys(given: Namespace, at: Console) -> int:
    from app.server.admission.person_keys import every_key

    with _open(given) as opened, opened.register.reading() as session:
        for each in every_key(session):
            how = (
                "sendiri" if each.by_themselves else f"oleh {each.confirmed_by}" if each.confirmed_by else "pemasangan"
            )
            state = f"dicabut {each.revoked:%Y-%m-%d %H:%M} UTC" if each.revoked else "berlaku"
            when = f"{each.registered:%Y-%m-%d %H:%M} UTC"
            at.say(f"{each.username}\t{each.code}\t{when}\t{how}\t{state}\t{each.pc}")
    return DONE


def _disable(given: Namespace, at: Console) -> int:
    with _hand(given) as hand:
        hand.disable(given.username)
    at.say("Akun ditutup. Yang sudah dikerjakan tetap tercatat.")
    return DONE


def _password(given: Namespace, at: Console) -> int:
    with _hand(given) as hand:
        hand.set_password(given.username, at.asked("Kata sandi: ", twice=True, otherwise="no_terminal"))
    at.say("Kata sandi diganti.")
    return DONE


def _key_revoke(given: Namespace, at: Console) -> int:
    with _hand(given) as hand:
        count = hand.revoke_keys(given.username)
    at.say(f"{count} kunci dicabut. Yang ditandatangani dengannya mulai sekarang ditolak.")
    return DONE


def _devices(given: Namespace, at: Console) -> int:
    with _open(given) as opened:
        for each in opened.enrolment.terminals():
            seen = f"{each.last_seen:%Y-%m-%d %H:%M} UTC" if each.last_seen else "-"
            at.say(f"{each.code}\t{each.state}\t{seen}\t{each.id}\t{each.name}")
    return DONE


def _pairing(given: Namespace, at: Console) -> int:
    with _open(given) as opened:
        code = opened.enrolment.pairing_code(given.name)
    at.say(f"Kode pemasangan: {code} (berlaku 24 jam, satu kali)")
    return DONE


def _revoke(given: Namespace, at: Console) -> int:
    """A code names every PC that ever carried it, a number exactly one."""
    with _open(given) as opened:
        wanted = given.device.strip()
        found = [each.id for each in opened.enrolment.terminals() if wanted in (each.id, each.code)]
        if not found:
            raise Refused("device_not_found")
        for each in found:
            opened.enrolment.revoke(each)
    at.say("Komputer dicabut. Pada hubungan berikutnya datanya dihapus.")
    return DONE
