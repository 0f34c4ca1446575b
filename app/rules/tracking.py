"""Tracking tokens: what the QR of a receipt carries. They say nothing of the applicant and cannot be guessed.

Device code and 80 random bits, then how they are checked: on a PC without a centre one check character, on a paired
PC 64 bits of an HMAC-SHA256 under the key it got from the centre. By these the centre knows a receipt as genuine that
was printed while it was away. All of the alphabet without I, L, O and U and in capitals, which makes the smaller QR.
"""

from __future__ import annotations

import hmac

from app.rules.registration import ALPHABET, DEVICE_LENGTH, Draw, check_character, sealed, unmistaken

RANDOM_LENGTH = 16
BODY_LENGTH = DEVICE_LENGTH + RANDOM_LENGTH
MAC_BYTES, MAC_LENGTH = 8, 13
LENGTH = BODY_LENGTH + 1
PAIRED_LENGTH = BODY_LENGTH + MAC_LENGTH
GROUP = 4
# So that a MAC of anything else under the same key is none of a token.
PURPOSE = b"loket tracking 1 "


def make(device: str, draw: Draw, key: str = "") -> str:
    """`draw` gives one random character of ALPHABET (five bits) at a time; `key` is hex, empty on an unpaired PC."""
    if not key:
        return device + sealed(device, RANDOM_LENGTH, draw)
    body = device + "".join(draw() for _ in range(RANDOM_LENGTH))
    return body + _mac(body, key)


def valid(text: str) -> bool:
    """The form of a token. Only `genuine` tells whether the MAC of a paired PC's token is right."""
    if not set(text) <= set(ALPHABET):
        return False
    return len(text) == PAIRED_LENGTH or (len(text) == LENGTH and check_character(text[:-1]) == text[-1])


def genuine(token: str, key: str) -> bool:
    """Whether the PC that holds this key made the token; in a time that tells nothing of the right MAC."""
    if not (valid(token) and len(token) == PAIRED_LENGTH):
        return False
    body, mac = token[:BODY_LENGTH], token[BODY_LENGTH:]
    return hmac.compare_digest(mac, _mac(body, key))


def _mac(body: str, key: str) -> str:
    digest = hmac.digest(bytes.fromhex(key), PURPOSE + body.encode("ascii"), "sha256")
    number = int.from_bytes(digest[:MAC_BYTES], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(MAC_LENGTH)))


def device_of(token: str) -> str:
    return token[:DEVICE_LENGTH]


def normalise(text: str) -> str:
    """Typed by hand: without spaces and hyphens, in capitals, and 0 and 1 for O, I and L."""
    return unmistaken(text)


def grouped(token: str) -> str:
    """In fours, to be read aloud."""
    return " ".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))
