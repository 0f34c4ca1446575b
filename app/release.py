"""Which release this is. Its home: the wheel takes its version from here, CHANGELOG.md says the same (a test looks)."""

from __future__ import annotations

from datetime import UTC, datetime

VERSION = "0.3.0"
RELEASED = datetime(2026, 11, 22, tzinfo=UTC)
"""Its day; nothing is done before it with this program."""
