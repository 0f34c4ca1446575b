"""The public pages in a real Chromium on a phone-sized screen, judged by axe. `build/browser/*.png` are for looking.

What drives it comes from npm by `run.py test` (tests/browser/package.json).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.database import open_register
from tests.actions.situations import NAMES
from tests.conftest import KEY
from tests.server.public_site import Site, served, site_of

HERE = Path(__file__).resolve().parents[2]
TOOLS = HERE / "build" / "browser"
SCRIPT = HERE / "tests" / "browser" / "look.cjs"
WIDE = 360
FILES = ("fresh", "returned", "visit", "agency", "payment that stops the clock", "collection", "refused", "cancelled")
DARK = ("dark returned", "dark home", "dark verified", "dark unknown")


def chromium() -> str:
    """Without a browser, node or what npm brings, the tests are skipped; in CI that is a failure."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    lacking = [name for name, there in (("chromium", found), ("node", shutil.which("node"))) if not there]
    lacking += [
        f"npm's {name}" for name in ("axe-core", "playwright-core") if not (TOOLS / "node_modules" / name).is_dir()
    ]
    if lacking and os.environ.get("CI"):
        pytest.fail(f"the public page cannot be looked at: {', '.join(lacking)} missing")
    if lacking:
        pytest.skip(f"no browser test: {', '.join(lacking)} missing (run.py test sets them up)")
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    register = open_register(tmp_path_factory.mktemp("browser") / "register.db", KEY)
    yield site_of(register)
    register.close()


def addresses(site: Site) -> dict[str, str]:
    assert site.made is not None
    number = site.office.file(site.made.files["fresh"]).number
    pages = {name: f"/t/{site.token(name)}" for name in FILES}
    pages |= {"home": "/", "waiting": f"/t/{site.genuine()}", "unknown": "/v/7Q40", "number": f"/t?code={number}"}
    pages |= {"verified": f"/v/{site.permit('collection').token}", "prepared": f"/v/{site.permit('numbered').token}"}
    return pages | {name: pages[name.removeprefix("dark ")] for name in DARK}


@pytest.fixture(scope="module")
def looked(site: Site) -> dict[str, dict[str, Any]]:
    """What was found on each page."""
    browser = chromium()
    assert set(FILES) < set(NAMES)
    with served(site.app) as address:
        pages = [
            {"name": name.replace(" ", "-"), "url": address + path, "dark": name in DARK}
            for name, path in addresses(site).items()
        ]
        task = json.dumps({"chromium": browser, "out": str(TOOLS), "pages": pages})
        ran = subprocess.run(
            ["node", str(SCRIPT)],
            input=task,
            capture_output=True,
            text=True,
            timeout=240,
            env=os.environ | {"NODE_PATH": str(TOOLS / "node_modules")},
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    return {page["name"]: page for page in json.loads(ran.stdout)}


def test_axe_finds_nothing_to_blame_and_nothing_it_cannot_judge(looked: dict[str, dict[str, Any]]) -> None:
    for name, page in looked.items():
        assert (page["violations"], page["unsure"]) == ([], []), name
        assert page["passes"] > 15


def test_everything_fits_the_screen_of_a_phone(looked: dict[str, dict[str, Any]]) -> None:
    assert {name: page["width"] for name, page in looked.items()} == dict.fromkeys(looked, WIDE)


def test_the_style_is_let_through_and_nothing_else_is_loaded(looked: dict[str, dict[str, Any]]) -> None:
    for name, page in looked.items():
        assert page["styled"] == "24px", name
        assert len(page["asked"]) == 1, page["asked"]
        assert page["cookies"] == 0
        assert not [each for each in page["complaints"] if "404" not in each], name


def test_each_page_is_the_one_that_was_meant(looked: dict[str, dict[str, Any]]) -> None:
    unknown = {name for name, page in looked.items() if page["status"] == 404}
    assert unknown == {"unknown", "number", "dark-unknown"}
    assert all((TOOLS / f"{name}.png").stat().st_size > 10_000 for name in looked)
