"""Addresses for mail, as people have them."""

from __future__ import annotations

import re

# RFC 5321 allows more; what people have at their providers is of this form.
_ADDRESS = re.compile(r"[\w.+%'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def is_address(text: str) -> bool:
    """Whether somebody can be written to at this; spaces round it do not count."""
    return _ADDRESS.fullmatch(text.strip()) is not None
