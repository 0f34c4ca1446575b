"""The one line of a small file that a person or an editor wrote: a passphrase, the address of a database.

Editors save UTF-8 with and without a byte order mark, and UTF-16; with any end of line. What is no such text is refused
in words, so that nothing is sealed with a passphrase that nobody can type again. What the file holds is in no message.
"""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

from app.errors import Refused, Unavailable

LONGEST = 4_096  # bytes
# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
TROUBLE = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EISDIR: "file_folder",
    errno.EACCES: "file_forbidden",
    errno.EPERM: "file_forbidden",
}


def line_of(path: Path) -> str:
    """Without spaces around it. Raises Unavailable where it cannot be read, Refused `file_encoding`, `file_lines`,
    `file_empty`."""
    lines = [line.strip() for line in text_of(path).splitlines() if line.strip()]
    if len(lines) != 1:
        raise Refused("file_lines" if lines else "file_empty", file=str(path))
    return lines[0]


def text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
    except OSError as error:
        raise Unavailable(TROUBLE.get(error.errno or 0, "file_unreadable"), file=str(path)) from error
    if len(content) > LONGEST:
        raise Refused("file_lines", file=str(path))
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("file_encoding", file=str(path)) from None
    if "\0" in text:  # UTF-16 without its mark, or no text at all
        raise Refused("file_encoding", file=str(path))
    return text
