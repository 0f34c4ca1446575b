"""Connections to PostgreSQL: careful ones, and what their troubles are called.

A code of `app.cipher` where it is the same trouble, else `database_gone`, `database_login` or `database_rights`.
"""

from __future__ import annotations

import re

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from app.errors import Unavailable
from app.models.types import JSON_TEXT

# What a server says in English to somebody it lets in no further.
WORDS = {
    r'password|authentication failed|no pg_hba\.conf entry|role ".*" does not exist': "database_login",
    r'database ".*" does not exist': "database_missing",
    r"certificate|SSL": "database_certificate",
    r"^connection is bad: invalid |^missing \"=\"": "database_address",
}
# The same of an address that cannot even be tried; other mistakes of this kind are the program's own.
UNUSABLE = "invalid connection option"
PATIENCE = 5.0  # seconds for a connection, from the pool or from the server
# Milliseconds: a statement of the program takes a few; a transaction that sits idle would hold the head's lock.
LIMITS = {"statement_timeout": 30_000, "lock_timeout": 5_000, "idle_in_transaction_session_timeout": 60_000}
HABITS = {"timezone": "UTC", "datestyle": "ISO", "bytea_output": "hex"}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: the whole code, else its class of two characters.
TROUBLE = {
    "08": "database_gone",
    "28": "database_login",
    "40": "database_busy",  # serialization, deadlock: the act was undone and may be sent again
    "42501": "database_rights",
    "3D000": "database_missing",
    "25006": "database_readonly",  # also a standby
    "53100": "disk_full",
    "53": "database_busy",  # memory, connections
    "54": "database_busy",
    "55P03": "database_busy",  # lock_timeout
    "57014": "database_busy",  # statement_timeout
    "57": "database_gone",  # shut down, starting up
    "25P03": "database_gone",  # idle_in_transaction_session_timeout
    "58": "database_readonly",  # the server's disk would not keep or give a page
    "XX001": "database_damaged",
    "XX002": "database_damaged",
}


def engine(url: URL, connections: int) -> Engine:
    made = create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        pool_use_lifo=True,  # the connection that was used last has its statements prepared
        hide_parameters=True,
        **JSON_TEXT,
        connect_args={"connect_timeout": int(PATIENCE), "application_name": "loket-server"},
    )
    event.listen(made, "connect", _careful)
    event.listen(made, "handle_error", _translated)
    return made


def without_limits(connection: Connection) -> None:
    """For this transaction: what reads or writes everything takes its time. PostgreSQL only."""
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text("SELECT set_config(:name, '0', true)"), {"name": name})


def trouble(error: BaseException) -> str | None:
    """None for what is no trouble of the server: a broken constraint, a mistake in SQL."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    if state is None:
        return _unnumbered(error)
    return TROUBLE.get(state) or TROUBLE.get(state[:2])


def _unnumbered(error: psycopg.Error) -> str | None:
    """The client's own: no server, a connection that broke. A refused login has no number here, only words."""
    if isinstance(error, psycopg.ProgrammingError) and str(error).startswith(UNUSABLE):
        return "database_address"
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    words = str(error)
    return next((code for pattern, code in WORDS.items() if re.search(pattern, words)), "database_gone")


def _translated(context: ExceptionContext) -> Unavailable | None:
    """The pool's own trial of a connection is left to the pool, which opens another."""
    code = None if context.is_pre_ping else trouble(context.original_exception)
    return Unavailable(code) if code else None


def _careful(connection: psycopg.Connection[object], _record: object) -> None:
    """Whatever the server's habits are: moments come and go in UTC and in one spelling; what hangs ends."""
    habits = HABITS | {name: str(milliseconds) for name, milliseconds in LIMITS.items()}
    for name, value in habits.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()
