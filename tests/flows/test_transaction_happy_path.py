"""Several one-to-one requests of one purchase that go well: one customer, one order, and to each asset its own line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.saving import calls_one_by_one, calls_together
from connector.domain.pauses import QUICK_LOOKS
from tests.flows.builders import calls_after_token, order_lines
from tests.flows.transactions import REFERENCE, a_sibling, assert_one_order, settle_all, siblings
from tests.world import ALL_APPS, DISTRIBUTOR, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World


def test_requests_that_are_there_together_become_one_order_in_one_round(world: World) -> None:
    requests = siblings(world)
    world.deliver()
    order = assert_one_order(world, requests)
    # Four seats each are twelve of one order: from ten on the level is 02. Lines stand in the order of the assets.
    assert order_lines(order) == [(1, "65304470CA02A12", 4), (2, "65309999CA02A12", 4), (3, "30007777CA02A12", 4)]
    assert calls_after_token(world) == [
        "POST /v3/customers",
        "POST /v3/customers/{id}/orders PREVIEW",
        "POST /v3/customers/{id}/orders NEW",
        *["GET /v3/customers/{id}/orders/{order}", "GET /v3/customers/{id}/subscriptions"] * 3,
    ]


def test_requests_that_come_one_after_the_other_wait_for_the_last_one(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=3)
    world.deliver()
    assert world.note(first).startswith("Waits for the other requests of its transaction: 2 of 3 requests, which are not there.")
    second = a_sibling(world, ALL_APPS, 4, of=3)
    world.deliver()
    assert world.adobe_calls() == []
    third = a_sibling(world, SIGN, 4, of=3)
    world.deliver()
    assert [world.status(one) for one in (first, second, third)] == ["pending", "pending", "approved"]
    assert settle_all(world, (first, second, third)) == ["approved"] * 3
    assert_one_order(world, (first, second, third))


def test_the_order_carries_the_guid_as_32_hexadecimal_digits(world: World) -> None:
    requests = siblings(world, external_reference_id="the caller's own")
    settle_all(world, requests)
    sent = [call.request_body["externalReferenceId"] for call in world.adobe.control.calls("POST", "/orders")]
    assert sent == [REFERENCE, REFERENCE]


def test_a_transaction_of_ten_saves_more_than_half_of_adobes_calls(tmp_path: Path) -> None:
    # One by one each purchase reads or creates the customer, previews, orders, and reads order and subscriptions: five calls.
    # Together customer, preview and order are one each, and only the two reads are made by every request.
    assert (calls_one_by_one(tmp_path / "alone"), calls_together(tmp_path / "together")) == (50, 23)


def test_requests_that_come_at_the_same_moment_wait_some_seconds_for_one_another(world: World) -> None:
    requests = siblings(world)
    other = world.means.store.lease((f"customer/production/{DISTRIBUTOR}/{world.product.customer}",), "another worker")
    assert other is not None
    response = world.hand_over(requests[0])
    assert (response.status, response.countdown) == ("reschedule", 30)
    assert sum(world.pauses) == sum(QUICK_LOOKS)
    assert world.adobe_calls() == []
    other.release()
    world.hand_over(requests[0])
    assert world.status(requests[0]) == "approved"
