"""The hourly check on the platform: what `check` looks at, as the outcome of a schedule; nothing leaves its handler."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connect.eaas.core.enums import ResultType

from connector.events import AdobeEventsApplication
from connector.store import Store
from tests.world import CLIENT_SECRET, World

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SCHEDULE: Final = {"id": "EFS-0000-0000-0000", "method": "check_health", "parameter": {}}


def test_the_schedules_are_declared_to_the_platform() -> None:
    declared = {one["method"]: one["name"] for one in AdobeEventsApplication.get_schedulables()}
    assert declared == {
        "fetch_price_lists": "Fetch Adobe's price lists",
        "check_health": "Check the connector's health",
        "sweep_seats": "List seats without a request",
        "trim_journal": "Trim the journal",
    }


def test_where_all_is_well_the_check_succeeds(world: World) -> None:
    assert world.application().check_health(SCHEDULE).status == ResultType.SUCCESS
    assert world.connect.control.writes() == []


def test_a_token_that_adobe_refuses_is_told_without_the_secret(tmp_path: Path) -> None:
    world = World(tmp_path, account={"adobe_client_secret": "a-wrong-secret"})
    response = world.application().check_health(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output == (
        "token of production/D1000000000: refused (HTTP 401): check api_key, adobe_client_secret and scopes."
    )
    assert CLIENT_SECRET not in response.output


def test_a_database_that_is_away_is_told_beside_everything_else(world: World) -> None:
    away = replace(world.means, store=Store("postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector"))
    response = world.application(away).check_health(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("database: ")
    assert "pa55word" not in response.output


def test_a_template_that_is_missing_is_logged_and_fails_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.connect.vendor.remove_template(world.product.product, "TL-000-000-002")
    with caplog.at_level("INFO", "connector"):
        assert world.application().check_health(SCHEDULE).status == ResultType.SUCCESS
    told = [record.getMessage() for record in caplog.records if getattr(record, "event", "") == "health"]
    assert told == [f"{world.product.product} templates: inquire: none, a text of the connector's own is used"]


def test_a_platform_that_is_away_is_told(world: World) -> None:
    world.connect.control.add_fault(status=500, times=99)
    response = world.application().check_health(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert f"{world.product.product}: cannot be read: " in response.output
