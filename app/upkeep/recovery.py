"""The key of the register as text a person can print, keep in a safe and type again.

Crockford's base 32 (no I, L, O, U), 52 characters of key and 4 of check, in groups of four. A slip goes
unnoticed once in a million.
"""

from __future__ import annotations

import hashlib

from app.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKE = str.maketrans("OIL", "011")
KEY_BYTES = 32
KEY_LENGTH, CHECK_LENGTH, GROUP = 52, 4, 4


def recovery_code(key: bytes) -> str:
    letters = _letters(int.from_bytes(key), KEY_LENGTH) + _check(key)
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def parse_recovery(text: str) -> bytes:
    """The key; case, spaces and hyphens do not matter. Refused on the field `recovery_code` when mistyped."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).translate(LOOKALIKE)
    if len(letters) != KEY_LENGTH + CHECK_LENGTH:
        raise _mistyped("recovery_length")
    if set(letters) - set(ALPHABET):
        raise _mistyped("recovery_character")
    number = 0
    for letter in letters[:KEY_LENGTH]:
        number = number * 32 + ALPHABET.index(letter)
    if number >> (8 * KEY_BYTES) or _check(key := number.to_bytes(KEY_BYTES)) != letters[KEY_LENGTH:]:
        raise _mistyped("recovery_check")
    return key


def _mistyped(code: str) -> Refused:
    return Refused("recovery_mistyped", fields={"recovery_code": code})


def _letters(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _check(key: bytes) -> str:
    digest = hashlib.sha256(b"loket recovery" + key).digest()
    return _letters(int.from_bytes(digest[:4]), CHECK_LENGTH)
