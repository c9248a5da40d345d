"""What OpenAPI declares holds: every answer has a declared status and shape, whatever is sent, and none is a failure of ours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest
from connect.eaas.core.testing import WebAppTestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from connector.webapp import AdobeWebApplication
from tests.flows.lives import an_asset
from tests.planted import assert_nowhere
from tests.web.console import OURS, Console
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR

if TYPE_CHECKING:
    from tests.world import World

_PREFIX: Final = "/api/adobe/"
_SERVER_ERROR: Final = 500
FILE: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
"""How a download is declared, which has no example."""


@cache
def operations() -> tuple[tuple[str, str], ...]:
    """Name the operations of the platform's users, as method and path."""
    # Prometheus reads a text, not JSON: it has tests of its own.
    paths = {path: one for path, one in openapi()["paths"].items() if path != f"{_PREFIX}metrics"}
    return tuple(
        (method.upper(), path.removeprefix(_PREFIX)) for path in paths if path.startswith(_PREFIX) for method in paths[path]
    )


@cache
def openapi() -> dict[str, Any]:
    """Give the page that the web worker serves."""
    with WebAppTestClient(AdobeWebApplication) as client:
        return dict(client.app.openapi())


def declared(method: str, path: str) -> dict[str, Any]:
    """Give what is declared of an operation."""
    return dict(openapi()["paths"][_PREFIX + path][method.lower()])


def test_every_operation_is_declared_with_examples_and_problems() -> None:
    assert len(operations()) >= 27
    for method, path in operations():
        answers = declared(method, path)["responses"]
        good = answers["200"]["content"].get("application/json", FILE)
        assert {"401", "403", "422", "500"} <= set(answers), path
        Draft202012Validator(good["schema"]).validate(good.get("example", "" if good == FILE else None))
        body = declared(method, path).get("requestBody")
        if body is not None:
            written = body["content"]["application/json"]
            Draft202012Validator(written["schema"]).validate(written["example"])


def test_operation_ids_are_unique() -> None:
    named = [declared(*one)["operationId"] for one in operations()]
    assert len(named) == len(set(named))


_TEXTS: Final = st.one_of(
    st.sampled_from(
        [OURS, "production", "P1005000001", "65304470CA", "PRD-000-000-001", "AS-0000-0000-0001", "TC-000-000-001", "..", "", "*"]
    ),
    st.text(max_size=20),
)
_SCALARS: Final = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), _TEXTS)
_VALUES: Final = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3), max_leaves=6
)


def bodies(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Write bodies that mostly fit a schema, and sometimes do not."""
    match schema.get("type"):
        case "object" if schema.get("properties"):
            fields = {name: bodies(one) for name, one in schema["properties"].items()}
            needed = {name: one for name, one in fields.items() if name in schema.get("required", ())}
            rest = {name: one for name, one in fields.items() if name not in needed}
            fitting: st.SearchStrategy[Any] = st.fixed_dictionaries(needed, optional=rest)
        case "array":
            fitting = st.lists(bodies(schema["items"]), max_size=3)
        case "boolean":
            fitting = st.booleans()
        case "integer":
            fitting = st.integers(-1, 1_000_001)
        case _:
            fitting = _TEXTS
    return st.one_of(fitting, fitting, fitting, _VALUES)


@pytest.fixture
def used(world: World) -> World:
    """A world in which something was bought."""
    an_asset(world)
    return world


@pytest.mark.parametrize(("method", "path"), operations())
def test_whatever_is_sent_the_answer_is_as_declared(console: Console, used: World, method: str, path: str) -> None:
    operation = declared(method, path)
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    in_query = [one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        body=st.none() if schema is None else bodies(schema),
        place=_TEXTS.filter(lambda text: text not in {"", ".", ".."} and "/" not in text),
        query=st.dictionaries(st.sampled_from(in_query or ["other"]), _TEXTS, max_size=3),
    )
    def answered(body: object, place: str, query: dict[str, str]) -> None:
        written = "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in query.items())
        at = path
        for name in ("account_id", "request_id", "asset_id", "configuration_id"):
            at = at.replace(f"{{{name}}}", quote(place, safe="", errors="replace"))
        answer = console.call(method, f"{at}?{written}", body)
        assert answer.status_code < _SERVER_ERROR, answer.text
        assert str(answer.status_code) in operation["responses"], answer.text
        told = operation["responses"][str(answer.status_code)]["content"]
        if told.get(answer.headers["content-type"]) == FILE:
            return
        Draft202012Validator(told[answer.headers["content-type"]]["schema"]).validate(answer.json())
        assert_nowhere(answer.text, [CLIENT_SECRET])

    answered()


OURS_ALONE: Final = {
    "request_id": "PR-0000-0000-0001-001",
    "asset_id": "AS-0000-0000-0001",
    "configuration_id": "TC-000-000-001",
    "account_id": "5c1d",
}


@pytest.mark.parametrize(("method", "path"), [one for one in operations() if "{" in one[1]])
def test_what_a_route_names_is_not_there_for_a_stranger(console: Console, used: World, method: str, path: str) -> None:
    assert {*used.connect.world.requests, *used.connect.world.assets} >= {OURS_ALONE["request_id"], OURS_ALONE["asset_id"]}
    answer = console.call(method, path.format(**OURS_ALONE), {"reseller_id": "1000000001"}, who="theirs")
    assert answer.status_code == 404, answer.text
    assert_nowhere(answer.text, [CLIENT_SECRET, CLIENT_ID, DISTRIBUTOR])


@pytest.mark.parametrize(("method", "path"), operations())
def test_a_context_that_stands_there_twice_opens_no_route(console: Console, method: str, path: str) -> None:
    at = f"{_PREFIX}{path.format(**OURS_ALONE)}"
    for name in ("Installation-Id", "Account-Id", "Account-Role", "User-Id", "Call-Type", "Environment-Id", "Config"):
        answer = console.twice(method, at, f"X-Connect-{name}")
        assert (answer.status_code, answer.json()["code"]) == (401, "no-context"), name
