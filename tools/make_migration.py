"""Writes the next revision from the difference between the tables and the newest schema.

`.venv/bin/python tools/make_migration.py the_slug`: applies the revisions there are to an empty encrypted register,
compares it with app/models, writes app/migrations/versions/NNNN_the_slug.py and moves app/migrations HEAD to it.
Full-text tables and triggers are no tables of the models: add them to the new file by hand, with op.execute.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import MetaData

from app.database import alembic_config, upgrade, upgrading
from app.models.register import Base

HERE = Path(__file__).resolve().parent.parent
VERSIONS = HERE / "app" / "migrations" / "versions"
HEAD_FILE = HERE / "app" / "migrations" / "__init__.py"


def next_revision(path: Path, key: bytes, slug: str, metadata: MetaData, folder: Path = VERSIONS) -> Path:
    """Write the file into `folder` and tell its path; `path` is a register at the newest schema."""
    with upgrading(path, key) as connection:
        config = alembic_config(connection, metadata)
        config.set_main_option("version_locations", os.pathsep.join(map(str, {VERSIONS, folder})))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        message = slug.replace("_", " ").capitalize()
        script = command.revision(
            config, message, autogenerate=True, rev_id=f"{count + 1:04}", version_path=str(folder)
        )
    if not isinstance(script, Script):
        raise SystemExit("make_migration.py: one revision was expected")
    return Path(script.path)


def tidy(file: Path) -> None:
    """Without Alembic's marks around what it wrote."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith("# ###")), "utf-8")


def move_head(file: Path, revision: str) -> None:
    source = file.read_text("utf-8")
    file.write_text(re.sub(r'^HEAD = ".*"$', f'HEAD = "{revision}"', source, flags=re.MULTILINE), "utf-8")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not re.fullmatch(r"[a-z][a-z0-9_]*", arguments[0]):
        print("make_migration.py: one word for the file's name is needed, such as first_tables", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "register.db", secrets.token_bytes(32)
        upgrade(path, key)
        written = next_revision(path, key, arguments[0], Base.metadata)
    tidy(written)
    move_head(HEAD_FILE, written.stem.split("_")[0])
    for words in (("format",), ("check", "--fix", "--quiet")):
        subprocess.run((sys.executable, "-m", "ruff", *words, str(written)), cwd=HERE, check=True)
    print(written.relative_to(HERE))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
