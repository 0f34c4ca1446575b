"""The interface keeps its own description, whatever is sent to it: schemathesis over every endpoint."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from app.database import open_register
from app.server.http.description import description
from app.sync.protocol import ENDPOINTS
from tests.conftest import KEY, FixedClock
from tests.network import contents
from tests.office import Office
from tests.server.over_http import TOKEN, OwnedOffice, Served, served

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        ignored_auth,
        negative_data_rejection,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
        unsupported_method,
    )

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
    unsupported_method,
]
SCHEMA: Any = schemathesis.openapi.from_dict(description())
PATHS = [*(f"/v1/{name}" for name in ENDPOINTS), "/v1/wait", "/health"]
POSTED = {f"/v1/{name}" for name in ENDPOINTS} - {"/v1/pull", "/v1/snapshot"}
MANY, FEW = 30, 8
NOW = "2026-11-23T02:00:00Z"
PROVING = ("/v1/enrol", "/v1/sign-in")  # a password costs its time on purpose


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnedOffice]:
    register = open_register(tmp_path_factory.mktemp("schema") / "register.db", KEY)
    clock = FixedClock()
    office = Office(register, clock).open()
    office.register_file()
    yield OwnedOffice(office, clock)
    register.close()


@pytest.fixture(scope="module")
def site(owned: OwnedOffice) -> Iterator[Served]:
    with served(owned.centre, owned.enrolment, patience=0.01) as running:
        yield running


def as_a_pc_would(body: dict[str, Any]) -> None:
    """The epoch is asked for first, and moments must be some: so that the rest is looked at."""
    if isinstance(body.get("epoch"), str):
        body["epoch"] = "e1"
    for act in body["acts"] if isinstance(body.get("acts"), list) else ():
        inside = act.get("body") if isinstance(act, dict) else None
        if isinstance(inside, dict):
            inside.update({name: NOW for name in ("at", "lo", "hi") if isinstance(inside.get(name), str)})


@pytest.mark.parametrize("path", PATHS)
def test_the_description_is_true(owned: OwnedOffice, site: Served, path: str) -> None:
    """No 5xx, only statuses and answers that are described; what is wrong is refused, and changes nothing."""
    operation = SCHEMA[path]["POST" if path in POSTED else "GET"]
    before = contents(owned.register)
    modes = schemathesis.GenerationMode
    wrong_too = [modes.NEGATIVE] if path != "/health" else []  # which takes nothing
    # An act that nobody can read is refused by itself, inside an answer of 200, so that it keeps no other waiting.
    checks = [each for each in CHECKS if (path, each) != ("/v1/push", negative_data_rejection)]

    @seed(20260101)
    @settings(
        max_examples=FEW if path in PROVING else MANY,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:
        if isinstance(case.body, dict):
            as_a_pc_would(case.body)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        case.call_and_validate(base_url=site.url, headers=headers, checks=checks, timeout=20)

    for each in [modes.POSITIVE, *wrong_too]:
        given(case=operation.as_strategy(generation_mode=each))(run)()
    after = contents(owned.register)
    if path == "/v1/fork":  # a new name for this PC each time, and nothing else
        before.pop("device"), after.pop("device")
    assert after == before


def test_every_endpoint_is_described(site: Served) -> None:
    with site.client("") as client:
        told = client.get("/v1/openapi.json")
    assert told.headers["Content-Type"] == "application/json"
    assert told.json() == json.loads(json.dumps(description()))
    assert set(told.json()["paths"]) == set(PATHS)
