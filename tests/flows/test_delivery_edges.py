"""A delivery that takes long, loses its lease, meets another worker, or finds the platform or the database unwilling."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from connector.bootstrap import platform_of
from connector.fulfillment.answering import Ending
from connector.fulfillment.door import handle
from tests.flows.builders import Meanwhile, assert_parked, assert_waits
from tests.flows.lives import ORDERS, an_asset, order_ids
from tests.world import CLIENT_SECRET, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from connector.fulfillment.means import Means

NEW_ORDERS = "POST /v3/customers/{id}/orders"


class Steps:
    """A clock that moves on by so many seconds each time somebody looks at it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


def test_a_delivery_that_takes_long_stops_itself_and_goes_on_in_the_next(world: World) -> None:
    request = world.buy()
    response = world.hand_over(request, replace(world.means, monotonic=Steps(250.0)))
    assert (response.status, response.countdown) == ("reschedule", 30)
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_a_lease_is_renewed_while_a_delivery_lasts(world: World) -> None:
    request = world.buy()
    world.hand_over(request, replace(world.means, monotonic=Steps(5.0)))
    assert world.status(request) == "approved"


def test_a_worker_that_lost_its_lease_opens_no_call_and_gives_no_verdict(world: World) -> None:
    request = world.buy()

    def take_over() -> None:
        world.advance(seconds=61)
        assert world.new_means().store.lease((f"request/{request}",), "another worker") is not None

    wire = Meanwhile(world)
    wire.before("PREVIEW", take_over)
    response = world.hand_over(request)
    assert (response.status, response.countdown) == ("reschedule", 30)
    assert world.adobe.control.orders() == []
    world.advance(seconds=61)
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_a_customer_with_whom_another_worker_is_busy_is_left_to_that_worker(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12})
    lease = world.means.store.lease((f"adobe-customer/production/D1000000000/{customer['customerId']}",), "another worker")
    assert lease is not None
    world.deliver()
    assert_waits(world, request)
    assert len(order_ids(world)) == 1
    lease.release()
    assert world.settle(request) == "approved"


def test_a_request_that_was_failed_elsewhere_while_its_order_is_open_holds_nobody_up(world: World) -> None:
    world.adobe.control.fault(NEW_ORDERS, "held", order_type="NEW")
    first = world.buy({PHOTOSHOP: 3})
    world.deliver()
    world.connect.trade.answer_elsewhere(first, "fail", reason="by hand")
    second = world.buy({"65309999CA": 4})
    assert world.settle(second) == "approved"


def test_a_token_that_is_refused_leaves_a_lost_call_open_until_the_credentials_are_right_again(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    request = world.buy()
    world.deliver()
    world.advance(minutes=2)
    right = dict(world.variables)
    world.variables["CONNECTOR_ACCOUNTS"] = right["CONNECTOR_ACCOUNTS"].replace(CLIENT_SECRET, "a-wrong-secret")
    assert world.hand_over(request, world.new_means()).countdown == 3600
    assert "Adobe does not accept the credentials" in world.note(request)
    world.variables = right
    world.means = world.new_means()
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_what_the_platform_refuses_to_take_parks_instead_of_waiting_for_ever(world: World) -> None:
    world.connect.control.add_fault(method="POST", path="*/approve", status=400, times=2)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "The platform refused what was to be written")
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 1


def test_a_database_of_a_later_version_parks_by_the_note_alone(tmp_path: Path) -> None:
    world = World(tmp_path)
    with sqlite3.connect(world.database) as database:
        database.execute("UPDATE alembic_version SET version_num = 'of_a_later_version'")
        database.execute("UPDATE compatibility SET oldest_program = 'of_a_later_version'")
    world.means = world.new_means()
    request = world.buy()
    world.deliver()
    assert "python -m connector migrate" in world.note(request)
    world.connect.trade.answer_elsewhere(request, "fail", reason="by hand")
    before = len(world.connect.control.writes())
    world.application().handle_purchase(world.connect.control.document(request) | {"status": "failed"})
    assert len(world.connect.control.writes()) == before


def test_a_database_of_a_later_version_that_fits_is_worked_with(tmp_path: Path) -> None:
    world = World(tmp_path)
    with sqlite3.connect(world.database) as database:
        database.execute("UPDATE alembic_version SET version_num = 'of_a_later_version'")
        database.execute("ALTER TABLE attempts ADD COLUMN of_a_later_version VARCHAR")
    world.means = world.new_means()
    assert world.settle(world.buy()) == "approved"


def test_the_items_order_on_the_platform_does_not_matter(world: World) -> None:
    world.adobe.control.fault(NEW_ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    turned = world.connect.control.document(request)
    turned["asset"]["items"].reverse()
    world.application().handle_purchase(turned)
    assert len(world.adobe.control.orders()) == 1


def test_the_note_of_a_request_that_cannot_be_read_is_written_once(world: World) -> None:
    request = world.buy()
    for _ in range(2):
        document = world.connect.control.document(request)
        del document["asset"]["tiers"]
        assert world.application().handle_purchase(document).countdown == 3600
    notes = [call for call in world.connect.control.writes() if isinstance(call.body, dict) and "note" in call.body]
    assert len(notes) == 1


def test_what_keeps_a_delivery_from_being_put_together_comes_back_in_a_minute_and_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    request = world.buy()

    def broken() -> Means:
        raise RuntimeError("the driver is gone")

    ending = handle(world.connect.control.document(request), broken, platform_of(world.application().client))
    assert ending == Ending(60)
    assert f"a delivery of {request} could not be ended properly: RuntimeError" in caplog.messages
    assert "the driver is gone" not in caplog.text
