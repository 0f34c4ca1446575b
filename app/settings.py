"""Where things are, read once at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PROGRAM = "loket-ptsp"


class Settings(NamedTuple):
    """`data` is the folder of one register; one running program for each."""

    data: Path
    training: bool = False

    @property
    def database(self) -> Path:
        return self.data / "register.db"

    @property
    def papers(self) -> Path:
        """Where a paper lies while somebody looks at it: never in the data folder, and gone when the program ends."""
        import hashlib
        import tempfile

        own = hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:16]
        return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"{PROGRAM}-{own}"


def settings(data: Path | None = None, *, training: bool = False, environ: Mapping[str, str] = os.environ) -> Settings:
    """The folder named on the command line, else LOKET_DATA, else the user's own data folder.

    The training office lives in a folder of its own inside it, so that no practice entry meets a real one.
    """
    named = data or (Path(environ["LOKET_DATA"]) if environ.get("LOKET_DATA") else None)
    folder = named or _own_folder()
    return Settings(folder / "latihan" if training else folder, training)


def _own_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))


def resource(name: str) -> Traversable:
    """A file or folder of `resources/`: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    root = package / "resources"
    root = root if root.is_dir() else package.parent / "resources"
    return root.joinpath(*name.split("/"))
