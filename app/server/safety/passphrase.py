"""A passphrase that stands on paper and is typed again years later, at another keyboard (RFC 8265, OpaqueString)."""

from __future__ import annotations

from unicodedata import category, normalize

from app.errors import Refused

SHORTEST = 12  # characters
SPACE = "Zs"
# Controls, signs without a shape, and halves of letters: nobody can read them off a sheet.
NOT_ON_PAPER = ("Cc", "Cf", "Cs")


def as_typed(text: str) -> str:
    """One spelling for what looks alike: every space an ordinary one, letters composed (NFC), nothing around it.

    Raises Refused `passphrase_characters` where something in it cannot be seen.
    """
    spaced = "".join(" " if category(letter) == SPACE else letter for letter in text)
    found = normalize("NFC", spaced).strip(" ")
    if any(category(letter) in NOT_ON_PAPER for letter in found):
        raise Refused("passphrase_characters")
    return found


def strong(text: str) -> str:
    """As typed; also raises Refused `passphrase_short`."""
    found = as_typed(text)
    if len(found) < SHORTEST:
        raise Refused("passphrase_short", fields={"passphrase": "passphrase_short"}, least=str(SHORTEST))
    return found


def spellings(text: str) -> tuple[str, ...]:
    """As typed, and as programs up to 0.3.0 took it: letter by letter, from a file with its byte order mark."""
    try:
        typed = as_typed(text)
    except Refused:
        return (text,)
    return tuple(dict.fromkeys((typed, text, normalize("NFD", typed), f"\ufeff{typed}")))
