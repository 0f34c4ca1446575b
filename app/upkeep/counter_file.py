"""What this PC remembers beside the register: window, printers, where the last copy went. No personal data.

`counter.json` in the data folder. A file nobody can read counts as empty: it holds nothing that cannot be set again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from app.errors import disk_trouble
from app.upkeep import at_rest

NAME = "counter.json"
PRINTER_A5, PRINTER_A4, RECEIPT_SIZE = "printer_a5", "printer_a4", "receipt_size"
APPLICANT_SCREEN = "applicant_screen"
BACKUP_FOLDER, BACKUP_AT, SHEET_AT = "backup_folder", "backup_at", "sheet_at"


class CounterFile(MutableMapping[str, str]):
    """Every change is written at once. Raises Unavailable where the disk will not keep it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._kept: dict[str, str] = self._read()

    def __getitem__(self, key: str) -> str:
        return self._kept[key]

    def __setitem__(self, key: str, value: str) -> None:
        if self._kept.get(key) != value:
            self._kept[key] = value
            self._write()

    def __delitem__(self, key: str) -> None:
        del self._kept[key]
        self._write()

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def _read(self) -> dict[str, str]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        known = content.items() if isinstance(content, dict) else ()
        return {str(key): value for key, value in known if isinstance(value, str)}

    def _write(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            at_rest.write(self._path, json.dumps(self._kept, indent=1, sort_keys=True).encode())
        except OSError as error:
            raise disk_trouble(error) from error
