"""Tracking tokens: what the QR of a receipt carries. They say nothing of the applicant and cannot be guessed.

Device code, 80 random bits and a check character, all of the alphabet without I, L, O and U and in capitals, which
makes the smaller QR. An office server adds a MAC of its own when there is one.
"""

from __future__ import annotations

from app.rules.registration import ALPHABET, DEVICE_LENGTH, Draw, check_character, sealed, unmistaken

RANDOM_LENGTH = 16
LENGTH = DEVICE_LENGTH + RANDOM_LENGTH + 1
GROUP = 4


def make(device: str, draw: Draw) -> str:
    """`draw` gives one random character of ALPHABET (five bits) at a time."""
    return device + sealed(device, RANDOM_LENGTH, draw)


def valid(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and check_character(text[:-1]) == text[-1]


def normalise(text: str) -> str:
    """Typed by hand: without spaces and hyphens, in capitals, and 0 and 1 for O, I and L."""
    return unmistaken(text)


def grouped(token: str) -> str:
    """In fours, to be read aloud."""
    return " ".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))
