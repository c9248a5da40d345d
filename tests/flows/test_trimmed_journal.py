"""The journal trimmed: by the platform's schedule, and what then becomes of requests that come after it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from connect.eaas.core.enums import ResultType

from connector import bootstrap
from connector.events import AdobeEventsApplication
from connector.settings import parse_settings
from connector.store import Store
from tests.flows.sweeps import an_open_order, end_elsewhere, found
from tests.world import PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from connector.fulfillment.means import Means

SCHEDULE: Final = {"id": "EFS-0000-0000-0000", "method": "trim_journal", "parameter": {}}


class _Ill(AdobeEventsApplication):
    """The application of an environment whose means cannot be put together, or do not work."""

    def __init__(self, means: Callable[[], Means]) -> None:
        super().__init__(None, logging.getLogger("runner"), {})
        self._means = means

    def means(self) -> Means:
        return self._means()


def test_trimming_is_declared_to_the_platform() -> None:
    (declared,) = [each for each in AdobeEventsApplication.get_schedulables() if each["method"] == "trim_journal"]
    assert declared["name"] == "Trim the journal"
    assert "RETENTION_DAYS" in declared["description"]


def test_the_schedule_trims_what_ended_longer_ago_than_the_setting(world: World) -> None:
    request = world.buy()
    assert world.settle(request) == "approved"
    world.advance(days=89)
    assert world.application().trim_journal(SCHEDULE).status == ResultType.SUCCESS
    assert len(world.means.store.attempts(request)) == 2
    world.advance(days=2)
    assert world.application().trim_journal(SCHEDULE).status == ResultType.SUCCESS
    assert world.means.store.attempts(request) == ()
    assert world.means.store.request_state(request) is None


def test_a_request_that_was_trimmed_and_comes_again_is_looked_for_at_adobe_and_orders_nothing_more(world: World) -> None:
    """Nothing but Adobe's history knows of its order then: its id never came to the asset, and its attempts are gone."""
    world.connect.control.add_fault(method="PUT", status=503, times=99, skip=1)
    request = world.buy()
    world.deliver()
    assert "adobe_order_id" not in world.params(request)
    bought = world.adobe_writes()
    assert sum(call.endswith("NEW") for call in bought) == 1
    world.means.store.end(request, "approved")
    world.advance(days=91)
    world.application().trim_journal(SCHEDULE)
    assert world.means.store.attempts(request) == ()
    world.connect.control.clear_faults()
    assert world.settle(request) == "approved"
    assert world.adobe_writes() == bought


def test_what_the_sweep_still_looks_at_is_never_trimmed(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"RETENTION_DAYS": "11"})
    request = an_open_order(world)
    end_elsewhere(world, request)
    world.means.store.end(request, "failed")
    world.advance(days=59)
    assert world.application().trim_journal(SCHEDULE).status == ResultType.SUCCESS
    assert [one.request for one in found(world)] == [request]
    world.advance(days=2)
    assert world.application().trim_journal(SCHEDULE).status == ResultType.SUCCESS
    assert world.means.store.request_state(request) is None


def test_a_later_purchase_of_the_company_finds_its_customer_after_trimming(world: World) -> None:
    first = world.buy()
    assert world.settle(first) == "approved"
    world.advance(days=91)
    world.application().trim_journal(SCHEDULE)
    second = world.buy({SIGN: 3})
    assert world.settle(second) == "approved"
    assert world.params(second)["adobe_customer_id"] == world.params(first)["adobe_customer_id"]
    assert sum(call == "POST /v3/customers" for call in world.adobe_writes()) == 1


def test_settings_that_cannot_be_read_are_told_and_nothing_is_raised() -> None:
    response = _Ill(lambda: bootstrap.assemble(parse_settings({"RETENTION_DAYS": "10"}))).trim_journal(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert "must be a whole number from 11 to 3650" in response.output


def test_a_database_that_is_away_is_told_and_nothing_is_raised(tmp_path: Path) -> None:
    world = World(tmp_path)
    away = replace(world.means, store=Store("postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector"))
    response = _Ill(lambda: away).trim_journal(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("The database cannot be used: ")


def test_a_defect_is_told_without_its_words_and_nothing_is_raised(world: World) -> None:
    def defect(_seconds: float) -> None:
        raise ZeroDivisionError("a secret of somebody's")

    response = _Ill(lambda: replace(world.means, pause=defect)).trim_journal(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output == "A defect of the connector kept the journal from being trimmed: its log says where."


def test_what_pages_show_of_a_request_is_written_by_its_deliveries(world: World) -> None:
    request = world.buy({PHOTOSHOP: 2})
    assert world.settle(request) == "approved"
    state = world.means.store.request_state(request)
    assert state is not None
    assert (state.asset_id, state.account) == (world.connect.control.asset_of(request), "production/D1000000000")
    assert (state.product_id, state.marketplace_id) == (world.product.product, world.product.marketplace)
    assert state.company_id is not None
    assert state.company_id.startswith("TA-")
    assert state.adobe_customer_id == world.params(request)["adobe_customer_id"]
    assert state.order_id == world.params(request)["adobe_order_id"]
    assert (state.last_verdict, state.last_verdict_at, state.wait_until) == ("approve", state.ended_at, None)


@pytest.mark.parametrize("days", [1, 400])
def test_a_request_that_is_still_open_is_never_trimmed(world: World, days: int) -> None:
    request = world.buy(adobe_customer_id="P0000000000")
    world.deliver()
    before = world.means.store.request_state(request)
    world.advance(days=days)
    world.application().trim_journal(SCHEDULE)
    assert before is not None
    assert world.means.store.request_state(request) == before
    assert world.means.store.now() - before.first_seen >= timedelta(days=days)
