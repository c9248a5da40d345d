"""The daily run on the platform: declared as schedulable, done by the events application, and nothing leaves its handler."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connect.eaas.core.enums import ResultType

from connector import bootstrap
from connector.domain.prices.lists import ListStatus
from connector.domain.prices.scopes import Month
from connector.events import AdobeEventsApplication
from connector.settings import parse_settings
from connector.store import Store
from tests.prices.shop import offers
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from connector.adobe.client import AdobeClient
    from connector.fulfillment.means import Means
    from connector.settings import Account

LIST: Final = {"distributor_id": "D1000000000", "region": "NA", "market_segment": "COM", "currency": "USD"}
SCHEDULE: Final = {"id": "EFS-0000-0000-0000", "method": "fetch_price_lists", "parameter": {}}


def a_world(folder: Path, *lists: object) -> World:
    return World(folder, variables={"PRICE_LISTS": json.dumps(list(lists))})


def this_month(world: World) -> Month:
    return Month.of(world.means.store.now().date())


def test_the_daily_run_is_declared_to_the_platform() -> None:
    (declared,) = (one for one in AdobeEventsApplication.get_schedulables() if one["method"] == "fetch_price_lists")
    assert declared["name"] == "Fetch Adobe's price lists"
    assert declared["description"]


def test_the_daily_run_fetches_this_month_and_the_next(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIST)
    this = this_month(world)
    for month in (this, this.after):
        world.adobe.control.put_price_list(offers(3), month=str(month))
    response = world.application().fetch_price_lists(SCHEDULE)
    assert response.status == ResultType.SUCCESS
    assert [(kept.month, kept.status) for kept in world.means.store.price_lists()] == [
        (this, ListStatus.PUBLISHED),
        (this.after, ListStatus.PUBLISHED),
    ]


def test_without_lists_it_does_nothing(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    assert world.application().fetch_price_lists(SCHEDULE).status == ResultType.SUCCESS
    assert world.adobe_calls() == []


def test_what_a_person_should_look_at_is_the_runs_outcome(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIST)
    world.adobe.control.fault("POST /v3/pricelist", "refused", code="1159")
    response = world.application().fetch_price_lists(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert "The distributor's contract is inactive, so Adobe shows no prices at all. Ask Adobe." in response.output


class _Ill(AdobeEventsApplication):
    """The application of an environment whose means cannot be put together, or do not work."""

    def __init__(self, means: Callable[[], Means]) -> None:
        super().__init__(None, logging.getLogger("runner"), {})
        self._means = means

    def means(self) -> Means:
        return self._means()


def test_settings_that_cannot_be_read_are_told_and_nothing_is_raised() -> None:
    response = _Ill(lambda: bootstrap.assemble(parse_settings({"PRICE_LISTS": "{"}))).fetch_price_lists(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("The connector's settings have 1 problem:")


def test_a_database_that_is_away_is_told_and_nothing_is_raised(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIST)
    away = replace(world.means, store=Store("postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector"))
    response = _Ill(lambda: away).fetch_price_lists(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("The database cannot be used: ")


def test_a_defect_is_told_without_its_words_and_nothing_is_raised(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIST)

    def defect(_account: Account) -> AdobeClient:
        raise ZeroDivisionError("a secret of somebody's")

    ill = replace(world.means, client_for=defect)
    response = _Ill(lambda: ill).fetch_price_lists(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output == "A defect of the connector kept the price lists from being fetched: its log says where."
