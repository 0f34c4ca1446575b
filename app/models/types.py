"""Column types that both SQLite and PostgreSQL keep the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

from app.models import moments

# What JSON columns hold: values that msgspec can write, read again by the module that knows their shape.
Json = dict[str, Any]
JsonList = list[Any]

# Numbers that may outgrow 31 bits. SQLite's integers are wide anyhow, and only one called so can be a row's own number.
Wide = BigInteger().with_variant(Integer(), "sqlite")

_ENCODER = msgspec.json.Encoder()


def json_text(value: Any) -> str:
    return _ENCODER.encode(value).decode()


# For the engines: the standard library's JSON takes most of the time of reading many rows.
JSON_TEXT: dict[str, Any] = {"json_serializer": json_text, "json_deserializer": msgspec.json.decode}


class Moment(TypeDecorator[datetime]):
    """An aware datetime; kept as UTC. A naive one is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moments.kept(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moments.known(value)
