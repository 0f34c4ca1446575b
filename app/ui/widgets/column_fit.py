"""How wide the columns of a table are where there is room, and where there is less than they want."""

from __future__ import annotations

LEAST = 0.7  # a column gives up at most this much of what it wants before the table scrolls sideways


def fit(wanted: tuple[int, ...], flexible: int, room: int) -> tuple[int, ...]:
    """Widths in pixels. `wanted` is 0 for a column that takes what is left, at least `flexible` pixels of it.

    With too little room all give up the same share, down to LEAST; then the table is wider than the room.
    """
    claims = [width or flexible for width in wanted]
    total = sum(claims)
    if room < total:
        share = max(LEAST, room / total)
        return tuple(int(claim * share) for claim in claims)
    takers = sum(width == 0 for width in wanted)
    if not takers:
        return tuple(claims)
    spare = (room - total) // takers
    return tuple(claim + spare if not width else claim for claim, width in zip(claims, wanted, strict=True))
