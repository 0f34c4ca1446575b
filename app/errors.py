"""What can go wrong in a way a clerk can be told about. Everything else is a bug.

No sentences here: a code and the names of the fields; `app.ui.words.notices` turns codes into Indonesian.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - the house's name, architecture.md
    """The rules say no. `fields` maps a field of the command to a code; `facts` fills the sentence."""

    def __init__(self, code: str, *, fields: Mapping[str, str] | None = None, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, str] = dict(fields or {})
        self.facts: dict[str, str] = facts


class Unavailable(Exception):  # noqa: N818 - likewise
    """The world said no: disk, printer, network, another copy of the program. Trying again later may help."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str] = facts


def disk_trouble(error: OSError) -> Unavailable:
    """The operating system would not keep a file of the register."""
    return Unavailable("disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "database_readonly")
