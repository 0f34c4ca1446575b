"""The status file for the kabupaten's website (`loket-server export-status`): numbers, services, stages, days.

No code of a receipt and no hash of one: who reads the list must not be able to open the page behind a QR.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from app.errors import Refused
from app.queries.look import Look
from app.queries.public import Status, contact, statuses
from app.server.public.questions import AskRegister

VERSION = 1
COLUMNS = tuple(each.name for each in fields(Status))


def status_file(ask: AskRegister) -> bytes:
    """JSON, UTF-8. Days are ISO dates of the office's zone, moments carry its offset.

    Raises Unavailable, and Refused before the first start.
    """
    return (json.dumps(ask(_told), ensure_ascii=False, indent=1) + "\n").encode()


def status_table(ask: AskRegister) -> bytes:
    """The same files as CSV, as spreadsheets open it. Raises as above."""
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, COLUMNS)
    rows.writeheader()
    rows.writerows(ask(_told)["files"])
    return out.getvalue().encode("utf-8-sig")


def _told(look: Look) -> dict[str, Any]:
    office = contact(look)
    if office is None:
        raise Refused("no_office")
    return {
        "format": "loket-ptsp status",
        "version": VERSION,
        "made": look.local(look.now).isoformat(timespec="seconds"),
        "office": office.office,
        "regency": office.regency,
        "training": office.training,
        "files": [_line(status) for status in statuses(look)],
    }


def _line(status: Status) -> dict[str, str | None]:
    return {name: _plain(getattr(status, name)) for name in COLUMNS}


def _plain(value: str | date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
