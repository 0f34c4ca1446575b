"""The OpenAPI description of the counters' interface, made from the types that travel."""

from __future__ import annotations

from typing import Any

import msgspec

from app.actions.written import Written
from app.server.http.answers import WORDS
from app.sync.protocol import ENDPOINTS, VERSION, WAIT_SECONDS, Count, Envelope, RefusedRequest

READ = ("pull", "snapshot")
ANONYMOUS = ("enrol",)
ANY = (400, 401, 429, 503)
SENT = (408, 413, 415)
# Beyond those that every path has, or every path that takes a body.
ALSO = {
    "enrol": (403, 409),
    "push": (403,),
    "pull": (403, 426),
    "snapshot": (403, 426),
    "known": (403,),
    "sign-in": (403,),
    "fork": (403,),
    "keys": (403,),
    "wait": (403,),
}
_REF = "#/components/schemas/{name}"


def description() -> dict[str, Any]:
    wanted = [kind for pair in ENDPOINTS.values() for kind in pair] + [RefusedRequest, Written]
    _, schemas = msgspec.json.schema_components(wanted, ref_template=_REF)
    # The very bytes that were signed; to the types they are raw.
    schemas[Envelope.__name__]["properties"]["body"] = {"$ref": _REF.format(name=Written.__name__)}
    paths = {f"/v1/{name}": _path(name, *pair, schemas) for name, pair in ENDPOINTS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Loket PTSP: counters and centre", "version": str(VERSION)},
        "paths": paths | {"/v1/wait": _wait(), "/health": _health()},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(name: str, asks: type, gives: type, schemas: dict[str, Any]) -> dict[str, Any]:
    read = name in READ
    statuses = ANY + ALSO[name] + (() if read else SENT)
    call: dict[str, Any] = {
        "operationId": name,
        "security": [] if name in ANONYMOUS else [{"device": []}],
        "responses": {"200": _answer(gives)} | _refusals(statuses),
    }
    if read:
        call["parameters"] = _parameters(schemas[asks.__name__])
    else:
        call["requestBody"] = {"required": True, "content": _json(asks)}
    return {"get" if read else "post": call}


def _wait() -> dict[str, Any]:
    cursor = {"name": "cursor", "in": "query", "required": True, "schema": msgspec.json.schema(Count)}
    moved = {"description": WORDS[204], "headers": {"Loket-Head": {"required": True, "schema": {"type": "integer"}}}}
    return {
        "get": {
            "operationId": "wait",
            "summary": f"Answers when the head is another one than the cursor or {WAIT_SECONDS:.0f} s are over.",
            "security": [{"device": []}],
            "parameters": [cursor],
            "responses": {"204": moved} | _refusals(ANY + ALSO["wait"]),
        }
    }


def _health() -> dict[str, Any]:
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    schema = {
        "type": "object",
        "properties": {
            "status": {"enum": ["ok", "away"]},
            "head": {"type": "integer"},
            "waiting": {"type": "integer"},
            "counts": counts,
        },
        "required": ["status", "head", "waiting", "counts"],
    }
    answer = {"content": {"application/json": {"schema": schema}}}
    responses = {"200": {"description": WORDS[200]} | answer, "503": {"description": WORDS[503]} | answer}
    return {"get": {"operationId": "health", "security": [], "responses": responses}}


def _parameters(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": name in schema["required"], "schema": kind}
        for name, kind in schema["properties"].items()
    ]


def _answer(kind: type) -> dict[str, Any]:
    return {"description": WORDS[200], "content": _json(kind)}


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    return {str(each): {"description": WORDS[each], "content": _json(RefusedRequest)} for each in sorted(set(statuses))}


def _json(kind: type) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}}
