"""The token at rest."""

from __future__ import annotations

import os
from pathlib import Path

from app.upkeep.lookup_token import NAME, TokenFile
from app.upkeep.wiping import wipe
from tests.conftest import KEY


def test_none_yet(tmp_path: Path) -> None:
    assert TokenFile(tmp_path, KEY).read() == ""


def test_it_is_sealed_and_private(tmp_path: Path) -> None:
    kept = TokenFile(tmp_path, KEY)
    kept.write("rahasia-1")
    kept.write("rahasia-2")
    assert TokenFile(tmp_path, KEY).read() == "rahasia-2"
    assert b"rahasia" not in (tmp_path / NAME).read_bytes()
    if os.name == "posix":
        assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


def test_another_key_or_a_damaged_file_is_none(tmp_path: Path) -> None:
    TokenFile(tmp_path, KEY).write("rahasia")
    assert TokenFile(tmp_path, bytes(32)).read() == ""
    (tmp_path / NAME).write_text("no hexadecimal", encoding="ascii")
    assert TokenFile(tmp_path, KEY).read() == ""


def test_a_revoked_pc_forgets_it(tmp_path: Path) -> None:
    TokenFile(tmp_path, KEY).write("rahasia")
    wipe(tmp_path, ())
    assert not (tmp_path / NAME).exists()
