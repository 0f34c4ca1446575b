"""The key of the register as text a person can print, keep in a safe and type again.

Crockford's base 32 (no I, L, O, U), 52 characters of key and 4 of check, in groups of four. A slip goes
unnoticed once in a million.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from app.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKE = str.maketrans("OIL", "011")
KEY_BYTES = 32
KEY_LENGTH, CHECK_LENGTH, GROUP = 52, 4, 4
CODE_GROUPS = (KEY_LENGTH + CHECK_LENGTH) // GROUP


def recovery_code(key: bytes) -> str:
    letters = _letters(int.from_bytes(key), KEY_LENGTH) + _check(key)
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def parse_recovery(text: str) -> bytes:
    """The key; case, spaces and hyphens do not matter. Refused on the field `recovery_code` when mistyped, with
    the `group` that is wrong, counted from 1, where that can be told."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).translate(LOOKALIKE)
    if len(letters) != KEY_LENGTH + CHECK_LENGTH:
        raise _mistyped("recovery_length", _odd_group(text))
    if strange := [place for place, letter in enumerate(letters) if letter not in ALPHABET]:
        raise _mistyped("recovery_character", strange[0] // GROUP + 1)
    key = _key(letters)
    if key is None:
        raise _mistyped("recovery_check", _wrong_group(letters))
    return key


def _key(letters: str) -> bytes | None:
    """None where the check does not fit."""
    number = 0
    for letter in letters[:KEY_LENGTH]:
        number = number * 32 + ALPHABET.index(letter)
    if number >> (8 * KEY_BYTES) or _check(key := number.to_bytes(KEY_BYTES)) != letters[KEY_LENGTH:]:
        return None
    return key


def _odd_group(text: str) -> int:
    """The first group, counted from 1, that was not typed with four letters; 0 where no groups were typed."""
    groups = re.findall(r"[^\W_]+", text)
    odd = [place for place, group in enumerate(groups, 1) if len(group) != GROUP]
    return odd[0] if len(groups) in (CODE_GROUPS - 1, CODE_GROUPS) and odd else 0


def _wrong_group(letters: str) -> int:
    """The group, counted from 1, in which one other letter, or two neighbours exchanged, make the check fit. 0 where
    more than that is wrong, or more than one group could be meant."""
    found = {place // GROUP + 1 for place, other in _slips(letters) if _key(other) is not None}
    return found.pop() if len(found) == 1 else 0


def _slips(letters: str) -> Iterator[tuple[int, str]]:
    for place, was in enumerate(letters):
        for letter in ALPHABET:
            if letter != was:
                yield place, letters[:place] + letter + letters[place + 1 :]
        yield place, letters[:place] + letters[place + 1 : place + 2] + was + letters[place + 2 :]


def _mistyped(code: str, group: int) -> Refused:
    return Refused("recovery_mistyped", fields={"recovery_code": code}, group=str(group or ""))


def _letters(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _check(key: bytes) -> str:
    digest = hashlib.sha256(b"loket recovery" + key).digest()
    return _letters(int.from_bytes(digest[:4]), CHECK_LENGTH)
