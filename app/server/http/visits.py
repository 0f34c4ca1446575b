"""Every request ends here: with an answer whatever happened, one line in the log, and its refusals counted."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.errors import Refused, Unavailable
from app.server.http import answers
from app.server.http.answers import AWAY, TROUBLE, status_of
from app.server.http.counts import Counts
from app.server.http.log import ERROR, INFO, WARNING, Log, kind_of, place_of
from app.sync.protocol import CentreAnswer, PushAnswer

GONE = 499
"""In the log only: the counter did not wait for its answer."""


@dataclass
class Visit:
    """One request, as the log tells it."""

    path: str
    began: float = field(default_factory=time.perf_counter)
    terminal: str = ""
    device: str = ""
    code: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def milliseconds(self) -> float:
        return round((time.perf_counter() - self.began) * 1000, 1)


class Visits:
    def __init__(self, log: Log, counts: Counts) -> None:
        self._log = log
        self.counts = counts

    async def receive(self, visit: Visit, handle: Callable[[Visit], Awaitable[Response]]) -> Response:
        """What comes of it, or what is said instead."""
        try:
            response = await handle(visit)
        except Refused as refused:
            response = self._refusal(visit, status_of(refused.code), refused.code, refused.facts)
        except DataError:
            response = self._refusal(visit, status_of("malformed"), "malformed")
        except Unavailable as trouble:
            response = self._refusal(visit, AWAY, trouble.code)
        except ClientDisconnect:
            response = self._refusal(visit, GONE, "gone")
        except Exception as error:  # noqa: BLE001 - a counter gets an answer, the log the kind of error
            self._log.line(ERROR, "failure", path=visit.path, error=kind_of(error), raised=place_of(error))
            response = self._refusal(visit, TROUBLE, "server_error")
        self._tell(visit, response.status_code)
        return response

    def note(self, visit: Visit, answer: CentreAnswer) -> None:
        """What became of the acts of a push."""
        for result in answer.results if isinstance(answer, PushAnswer) else ():
            visit.counts[result.result] = visit.counts.get(result.result, 0) + 1
        for name, times in visit.counts.items():
            self.counts.add(f"act_{name}", times)

    async def no_such_path(self, _: Request, error: Exception) -> Response:
        """The path itself is not logged: anybody may write anything there."""
        assert isinstance(error, HTTPException)
        visit = Visit("*")
        code = "method" if error.status_code == 405 else "nothing_here"
        response = self._refusal(visit, error.status_code, code)
        response.headers.update(error.headers or {})
        self._tell(visit, error.status_code)
        return response

    def _refusal(self, visit: Visit, status: int, code: str, facts: dict[str, str] | None = None) -> Response:
        self.counts.add(code)
        visit.code = code
        return answers.refusal(status, code, facts or {})

    def _tell(self, visit: Visit, status: int) -> None:
        self._log.line(
            ERROR if status == TROUBLE else INFO if status < 400 else WARNING,
            "request",
            path=visit.path,
            status=status,
            ms=visit.milliseconds,
            device=visit.device,
            code=visit.code,
            counts=visit.counts,
        )
