"""Is the centre well? A list of checks, each with an English code for machines and an Indonesian sentence for people.

Nothing is changed. No personal data: PCs are named, people are not.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.database import Register
from app.migrations import HEAD
from app.models.centre import Head, Terminal
from app.models.exchange import Act, TrayItem
from app.models.images import columns, fingerprint, key_name, mixed, settled, shared, table_of, without_secrets, written
from app.server.admission import certificates
from app.server.safety.archive import schema_of
from app.server.safety.keeping import kept_epoch, last_backup

OK, WARN, BAD = "ok", "warn", "bad"
BACKUP_WARN, BACKUP_BAD = timedelta(days=2), timedelta(days=7)
UNSEEN, TRAY_OLD, CERTIFICATE_WARN = timedelta(days=7), timedelta(days=7), timedelta(days=30)
CLOCK_OFF = timedelta(seconds=10)
DISK_WARN, DISK_BAD = 5 << 30, 1 << 30  # bytes
BATCH = 1_000
# What PostgreSQL must not be spared, if a commit is to survive a power cut.
COLLATIONS = ("C", "POSIX", "C.UTF-8")
CARE = ("fsync", "full_page_writes", "synchronous_commit")


@dataclass(frozen=True)
class Finding:
    """`level` is ok, warn or bad; `code` stays the same whatever is found."""

    code: str
    level: str
    sentence: str


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass
class CentreView:
    """One consistent view of the centre. `certificate` is the path of its TLS certificate (PEM), None without one."""

    session: Session
    data: Path
    now: datetime
    certificate: Path | None = None
    free: Callable[[Path], int] = free_bytes

    @cached_property
    def head(self) -> Head | None:
        heads = self.session.scalars(select(Head)).all()
        return heads[0] if len(heads) == 1 else None

    @property
    def on_server(self) -> bool:
        return self.session.get_bind().dialect.name == "postgresql"


def doctor(register: Register, *, data: Path, now: datetime, certificate: Path | None = None) -> tuple[Finding, ...]:
    """All checks, in an order in which to read them. Raises Unavailable when the database does not answer at all."""
    with register.reading() as session:
        patient = CentreView(session, data, now, certificate)
        return tuple(check(patient) for check in CHECKS)


def schema(patient: CentreView) -> Finding:
    found = schema_of(patient.session.connection())
    if found == HEAD:
        return Finding("schema", OK, f"Susunan basis data mutakhir ({found}).")
    return Finding("schema", BAD, f"Susunan basis data {found}, padahal program ini memakai {HEAD}. Mulai ulang pusat.")


def head_row(patient: CentreView) -> Finding:
    head = patient.head
    if head is None:
        return Finding("head", BAD, "Pusat belum disiapkan, atau baris kepalanya tidak tunggal.")
    if kept_epoch(patient.data) != head.epoch:
        return Finding("head", WARN, "Penanda pemulihan di basis data dan di folder data berbeda. Mulai ulang pusat.")
    last = last_backup(patient.data)
    if last is not None and last.epoch == head.epoch and last.head > head.head:
        return Finding(
            "head",
            BAD,
            f"Basis data mundur: cadangan terakhir memuat {last.head} tindakan, basis data {head.head}."
            " Pulihkan dengan perintah restore.",
        )
    return Finding("head", OK, f"{head.head} tindakan tercatat.")


def feed(patient: CentreView) -> Finding:
    last = patient.head.head if patient.head else 0
    counted = select(func.count(Act.feed), func.count(Act.feed.distinct()), func.min(Act.feed), func.max(Act.feed))
    count, different, first, newest = patient.session.execute(counted).one()
    if (count, different, newest or 0) == (last, last, last) and first in (None, 1):
        return Finding("feed", OK, "Urutan tindakan lengkap.")
    return Finding(
        "feed", BAD, f"Urutan tindakan tidak utuh: {different} dari {last} nomor ada. Pulihkan dari cadangan."
    )


def digest(patient: CentreView) -> Finding:
    """Every row is read: minutes where there are millions."""
    found = digest_of(patient.session)
    if found == mixed(patient.head.digest if patient.head else ""):
        return Finding("digest", OK, "Isi semua tabel cocok dengan sidik jarinya.")
    return Finding(
        "digest",
        BAD,
        "Isi tabel tidak cocok dengan sidik jarinya: ada data yang berubah di luar program. Hubungi ahli.",
    )


def digest_of(session: Session) -> str:
    """The digest (hex) of what the tables hold now."""
    found = ""
    for name in map(str, shared()):
        ways, table, key = columns(name), table_of(name), key_name(name)
        rows = select(*(table.c[column] for column, _ in ways)).execution_options(yield_per=BATCH)
        for row in session.execute(rows):
            image = {column: written(value, way) for (column, way), value in zip(ways, row, strict=True)}
            told = without_secrets(name, settled(name, image))
            found = mixed(found, fingerprint((name, str(image[key])), told))
    return mixed(found)


def backups(patient: CentreView) -> Finding:
    last = last_backup(patient.data)
    if last is None:
        return Finding("backup", BAD, "Belum ada cadangan. Buat sekarang dengan perintah backup.")
    age = patient.now - datetime.fromisoformat(last.at)
    level = BAD if age > BACKUP_BAD else WARN if age > BACKUP_WARN else OK
    behind = patient.head.head - last.head if patient.head else 0
    return Finding(
        "backup", level, f"Cadangan terakhir {last.at[:10]}; {max(behind, 0)} tindakan sesudahnya belum tercadang."
    )


def disk(patient: CentreView) -> Finding:
    free = patient.free(patient.data)
    level = BAD if free < DISK_BAD else WARN if free < DISK_WARN else OK
    return Finding("disk", level, f"Ruang kosong di disk folder data: {free / (1 << 30):.1f} GiB.".replace(".", ",", 1))


def clock(patient: CentreView) -> Finding:
    newest = patient.session.scalar(select(func.max(Act.received)))
    if newest is not None and newest > patient.now + CLOCK_OFF:
        return Finding("clock", BAD, "Jam komputer ini lebih lambat daripada tindakan terakhir. Setel jam (NTP).")
    if patient.on_server:
        there = patient.session.scalar(text("SELECT clock_timestamp()"))
        assert isinstance(there, datetime)
        if abs(there - patient.now) > CLOCK_OFF:
            return Finding(
                "clock", WARN, "Jam server basis data berbeda dengan jam komputer ini. Setel keduanya (NTP)."
            )
    return Finding("clock", OK, "Jam wajar.")


def certificate(patient: CentreView) -> Finding:
    if patient.certificate is None:
        return Finding("certificate", OK, "Tanpa sertifikat TLS: hanya untuk satu komputer.")
    try:
        found = x509.load_pem_x509_certificate(patient.certificate.read_bytes())
    except (OSError, ValueError):
        return Finding("certificate", BAD, "Sertifikat TLS tidak dapat dibaca.")
    left = found.not_valid_after_utc - patient.now
    if left < timedelta(0) or found.not_valid_before_utc > patient.now:
        return Finding("certificate", BAD, "Sertifikat TLS tidak berlaku. Buat yang baru.")
    level = WARN if left < CERTIFICATE_WARN else OK
    mark = certificates.fingerprint_of(patient.certificate)
    return Finding("certificate", level, f"Sertifikat TLS berlaku {left.days} hari lagi. Sidik jari SHA-256: {mark}")


def tray(patient: CentreView) -> Finding:
    waiting = select(func.count(), func.min(TrayItem.opened)).where(TrayItem.closed.is_(None))
    count, oldest = patient.session.execute(waiting).one()
    if not count:
        return Finding("tray", OK, "Tidak ada tindakan yang menunggu diselesaikan.")
    level = WARN if patient.now - oldest > TRAY_OLD else OK
    return Finding("tray", level, f"{count} tindakan menunggu diselesaikan, paling lama sejak {oldest:%d-%m-%Y}.")


def terminals(patient: CentreView) -> Finding:
    seen = func.coalesce(Terminal.last_seen, Terminal.enrolled)
    wanted = select(Terminal.name).where(Terminal.state == "active", seen < patient.now - UNSEEN)
    names = patient.session.scalars(wanted.order_by(Terminal.name)).all()
    if not names:
        return Finding("terminals", OK, "Semua komputer loket terlihat dalam sepekan terakhir.")
    return Finding("terminals", WARN, f"Tidak terlihat lebih dari sepekan: {', '.join(names)}.")


def care(patient: CentreView) -> Finding:
    """How the server itself is set."""
    if not patient.on_server:
        return Finding("server", OK, "Basis data berupa satu berkas terenkripsi.")
    off = [
        name for name in CARE if patient.session.scalar(text("SELECT current_setting(:name)"), {"name": name}) == "off"
    ]
    if off:
        return Finding("server", BAD, f"PostgreSQL dapat kehilangan data saat listrik padam: {', '.join(off)} = off.")
    kept = text("SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()")
    encoding, collation = patient.session.execute(kept).one()
    if encoding != "UTF8" or collation not in COLLATIONS:
        return Finding(
            "server", WARN, "Basis data sebaiknya ENCODING UTF8 LC_COLLATE C, agar urutan sama dengan loket."
        )
    return Finding("server", OK, "PostgreSQL menyimpan dengan aman.")


CHECKS = (
    schema,
    head_row,
    feed,
    digest,
    backups,
    disk,
    clock,
    certificate,
    tray,
    terminals,
    care,
)
