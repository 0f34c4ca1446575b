"""`loket-server backup`, `restore`, `doctor`, `export-status`."""

from __future__ import annotations

import json
from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.errors import Refused, disk_trouble
from app.server.command_line.one_line import line_of, text_of
from app.server.command_line.terminal import DONE, TROUBLE, Console, common, tls_option


def add_to(commands: Any) -> None:
    backup = common(commands.add_parser("backup", help="membuat cadangan terenkripsi"), _backup)
    where = backup.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="FILE")
    where.add_argument("--daily", type=Path, metavar="DIR", help="satu berkas sehari, 30 disimpan")
    restore = common(commands.add_parser("restore", help="memulihkan dari cadangan"), _restore)
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="isi yang ada boleh diganti")
    for each in (backup, restore):
        each.add_argument("--passphrase-file", type=Path, metavar="FILE", help="tanpa ini ditanyakan")
    doctor = common(commands.add_parser("doctor", help="memeriksa pusat"), _doctor)
    tls_option(doctor, "cert", "sertifikat TLS (PEM)")
    doctor.add_argument("--json", action="store_true")
    export = common(commands.add_parser("export-status", help="berkas status untuk situs kabupaten"), _export)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="berakhiran .json atau .csv")


def _backup(given: Namespace, at: Console) -> int:
    from app.server.admission import founding
    from app.server.safety import keeping

    secret = _passphrase(given, at, twice=True)
    with closing(founding.open_up(founding.place(given.database, given.data))) as opened:
        if not founding.is_founded(opened.register):
            raise Refused("not_founded")
        target, data, now = given.out, opened.place.data, founding.now()
        if given.daily:
            target = keeping.daily_backup(opened.register, given.daily, secret, data=data, now=now)
        else:
            keeping.backup(opened.register, target, secret, data=data, now=now)
    at.say(f"Cadangan selesai dan sudah dibaca ulang: {target}")
    return DONE


def _restore(given: Namespace, at: Console) -> int:
    from app.server.admission import founding
    from app.server.safety import keeping
    from app.upkeep.instance import only_instance

    where = founding.place(given.database, given.data)
    secret = _passphrase(given, at, twice=False)
    with only_instance(where.data):
        contents = keeping.restore(given.file, secret, where.url, data=where.data, replace=given.replace)
    at.say(f"Dipulihkan: {contents.head} tindakan, cadangan dari {contents.made[:16]}.")
    at.say("Jalankan pusat. Loket mengirim ulang sendiri apa yang belum ada di cadangan.")
    at.say("Komputer dan kunci yang dicabut setelah cadangan itu perlu dicabut lagi: device list, user keys.")
    return DONE


def _doctor(given: Namespace, at: Console) -> int:
    from app.server.admission import founding
    from app.server.safety.doctor import BAD, doctor

    with closing(founding.open_up(founding.place(given.database, given.data))) as opened:
        found = doctor(opened.register, data=opened.place.data, now=founding.now(), certificate=given.tls_cert)
    if given.json:
        at.say(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    else:
        marks = {"ok": "  baik ", "warn": "  awas ", "bad": " BURUK "}
        for each in found:
            at.say(f"[{marks[each.level]}] {each.sentence}")
    return TROUBLE if any(each.level == BAD for each in found) else DONE


def _export(given: Namespace, at: Console) -> int:
    from app.actions.door import Door
    from app.server.admission import founding
    from app.server.public.status import status_file, status_table

    with closing(founding.open_up(founding.place(given.database, given.data))) as opened:
        door = Door(opened.register, opened.reference, draw=founding.draw, now=founding.now)
        content = (status_table if given.out.suffix.lower() == ".csv" else status_file)(door.ask)
    _write(given.out, content)
    at.say(f"Berkas status: {given.out}")
    return DONE


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all: a web server may read it at any moment."""
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise disk_trouble(error) from error


def _passphrase(given: Namespace, at: Console, *, twice: bool) -> str:
    """Raises Refused `passwords_differ`, `no_passphrase`, and what a file of one line may be refused for; Unavailable.

    To be read back, a backup takes what earlier programs sealed with, several lines too.
    """
    if given.passphrase_file:
        return line_of(given.passphrase_file) if twice else text_of(given.passphrase_file).strip()
    return at.asked("Kata sandi cadangan: ", twice=twice, otherwise="no_passphrase")
