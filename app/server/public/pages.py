"""Pages of the public listener: rendered from `resources/public`, and kept for half a minute."""

from __future__ import annotations

import base64
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from app.reference.public_words import permit_state
from app.rules.tracking import grouped
from app.rules.wording import clock_time, days_phrase, long_date, plain_date
from app.settings import resource

KEPT_SECONDS = 30.0
KEPT_PAGES = 4000
PUBLIC = "public, max-age=60"
NEVER_KEPT = "no-store"


@dataclass(frozen=True)
class RenderedPage:
    """A rendered page; `caching` is its Cache-Control."""

    body: bytes
    status: int = 200
    caching: str = NEVER_KEPT

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'


class PageCache:
    """Pages of known codes for `KEPT_SECONDS`; the least recently made go first. `at` is in seconds."""

    def __init__(self, most: int = KEPT_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[str, tuple[RenderedPage, str, float]] = OrderedDict()

    def get(self, name: str, at: float) -> tuple[RenderedPage, str] | None:
        """The page and its ETag. A clock that was set back makes everything old."""
        found = self._pages.get(name)
        if found is None or not 0 <= at - found[2] < KEPT_SECONDS:
            return None
        return found[:2]

    def put(self, name: str, page: RenderedPage, at: float) -> None:
        self._pages.pop(name, None)
        self._pages[name] = (page, page.etag, at)
        if len(self._pages) > self._most:
            self._pages.popitem(last=False)

    def __len__(self) -> int:
        return len(self._pages)


class Templates:
    """`style` is the one style sheet, written into every page; `style_hash` is what the CSP allows of styles."""

    def __init__(self) -> None:
        style = resource("public/style.css").read_text("utf-8")
        self.style_hash = "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._environment = Environment(
            loader=FunctionLoader(_source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        words = (long_date, plain_date, clock_time, days_phrase, grouped, permit_state, telephone)
        self._environment.globals |= {each.__name__: each for each in words} | {"style": Markup(style)}

    def render(self, name: str, **values: Any) -> bytes:
        return self._environment.get_template(f"{name}.html").render(**values).encode()


def telephone(number: str) -> str:
    """What a phone can dial."""
    return "".join(character for character in number if character.isdigit() or character == "+")


def _source(name: str) -> str:
    return resource(f"public/{name}").read_text("utf-8")
