"""The centre's log: one JSON object a line. Codes, counts and times; never a name, a payload, a query or a token.

Other people's log records pass through `Foreign`, which keeps what is certain to be harmless: where it came from and
the kind of the error, not its words.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TextIO

Fact = str | int | float | Mapping[str, int]
INFO, WARNING, ERROR = "info", "warning", "error"
FOREIGN = ("uvicorn", "asyncio", "sqlalchemy", "alembic")


class Log:
    """`now` gives the time in UTC. Any thread may write."""

    def __init__(self, stream: TextIO, now: Callable[[], datetime]) -> None:
        self._stream = stream
        self._now = now

    def line(self, level: str, event: str, **facts: Fact) -> None:
        """Facts that are empty are left out."""
        told: dict[str, Fact] = {"time": self._now().isoformat(timespec="milliseconds"), "level": level, "event": event}
        told.update((name, fact) for name, fact in facts.items() if fact not in ("", {}))
        self._stream.write(json.dumps(told, ensure_ascii=True) + "\n")
        self._stream.flush()


def kind_of(error: BaseException) -> str:
    return type(error).__name__


def place_of(error: BaseException) -> str:
    """`app.server.register.judge:120`: where in this program it was raised, empty where it was not."""
    found, trace = "", error.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("app."):
            found = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


class Foreign(logging.Handler):
    """Records of the libraries. Their words are dropped: some quote what was sent."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.INFO)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING:
            return
        level = ERROR if record.levelno >= logging.ERROR else WARNING
        error = record.exc_info[1] if record.exc_info else None
        self._log.line(
            level,
            "library",
            logger=record.name,
            where=f"{record.module}:{record.lineno}",
            error=kind_of(error) if error else "",
            raised=place_of(error) if error else "",
        )


def take_over(log: Log) -> None:
    """From now on the libraries' loggers write here, and nowhere else."""
    handler = Foreign(log)
    for name in FOREIGN:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
