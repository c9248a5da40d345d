"""An account whose name changed, or another one in its place: nothing is done twice, and whoever looks reads what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.cloudblue.reading import read_any_request
from connector.fulfillment.explaining import explain
from tests.flows.builders import CREATE, ORDERS, assert_one_of_everything, assert_parked
from tests.flows.reselling import MOVED, a_world_with_reseller, tell
from tests.flows.sweeps import platform_of
from tests.flows.transactions import settle_all, siblings
from tests.world import DISTRIBUTOR, PHOTOSHOP, World, an_account

if TYPE_CHECKING:
    from pathlib import Path

NEW: Final = "D2000000000"
OLD_NAME: Final = f"production/{DISTRIBUTOR}"
NEW_NAME: Final = f"production/{NEW}"


def rename(world: World, distributor_id: str = NEW, **changes: object) -> None:
    """Correct the account's distributor id, as an operator does in the variable, and start anew."""
    accounts = [an_account(world.product.product, {"distributor_id": distributor_id, **changes})]
    world.variables["CONNECTOR_ACCOUNTS"] = json.dumps(accounts)
    world.means.store.close()
    world.means = world.new_means()


def sendings(world: World) -> list[str]:
    """List what was sent to Adobe so that something persists, executed or not."""
    calls = [call for call in world.adobe.control.calls("POST") if call.path.startswith("/v3/")]
    return [call.path for call in calls if "PREVIEW" not in str(call.request_body)]


def explained(world: World, request: str) -> dict[str, str]:
    """Give what would be done next, and why."""
    document = read_any_request(world.connect.control.document(request))
    steps = explain(document, world.means, platform_of(world), world.now())
    return {one.kind: one.text for one in steps}


@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
@pytest.mark.parametrize(
    ("route", "kind", "count"), [(CREATE, {}, 1), (ORDERS, {"order_type": "NEW"}, 2)], ids=["customer", "order"]
)
def test_a_call_without_an_answer_is_never_made_again_under_another_name(
    world: World, route: str, kind: dict[str, Any], count: int, *, after: bool
) -> None:
    world.adobe.control.fault(route, "no answer", after_effect=after, **kind)
    request = world.buy()
    world.deliver()
    rename(world)
    assert len(sendings(world)) == count
    for _ in range(3):
        world.advance(hours=1)
        world.connect.control.deliver_now()
        world.deliver()
        assert_parked(world, request, f"was sent to Adobe under the account {OLD_NAME}, and the account here is {NEW_NAME} now")
    assert len(sendings(world)) == count
    # Whoever asks what comes next reads the same.
    assert explained(world, request)["next"].startswith("park")
    assert OLD_NAME in explained(world, request)["why"]
    # Put back, it goes on where it was.
    rename(world, DISTRIBUTOR)
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_the_next_request_of_the_company_makes_no_second_customer_either(world: World) -> None:
    world.adobe.control.fault(CREATE, "no answer")
    first = world.buy()
    world.deliver()
    world.connect.trade.answer_elsewhere(first, "fail", reason="A mistake")
    rename(world)
    second = world.buy({PHOTOSHOP: 1})
    world.hand_over(second)
    assert_parked_text(world, second)
    assert world.note(second).startswith("create customer ")
    assert f" of {first} was sent to Adobe under the account " in world.note(second)
    assert sendings(world) == ["/v3/customers"]


def test_a_corrected_request_that_waits_for_a_former_account_is_listed_as_parked(world: World) -> None:
    asked = world.buy(action_type="")
    world.deliver()
    assert world.status(asked) == "inquiring"
    world.adobe.control.fault(CREATE, "no answer")
    world.hand_over(world.buy())
    rename(world)
    world.correct(asked, action_type="purchase")
    world.hand_over(asked)
    assert_parked_text(world, asked)
    (parked,) = world.means.store.parked()
    # The account that it was worked on under stays: nothing else tells of the former one.
    assert (parked.request_id, parked.account, parked.ended_at, parked.outcome) == (asked, OLD_NAME, None, None)


@pytest.mark.parametrize("fault", ["held", "broken", "no answer"])
def test_a_transaction_is_not_ordered_again_under_another_name(world: World, fault: str) -> None:
    world.adobe.control.fault(ORDERS, fault, order_type="NEW", **({} if fault == "held" else {"after_effect": True}))
    requests = siblings(world)
    world.hand_over(requests[0])
    (order,) = world.adobe.control.orders()
    ordered = sendings(world)
    rename(world)
    for request in requests * 2:
        world.hand_over(request)
        assert_parked_text(world, request)
    assert sendings(world) == ordered
    rename(world, DISTRIBUTOR)
    if fault == "held":
        world.adobe.control.release_order(order["orderId"])
    assert settle_all(world, requests) == ["approved"] * 3
    assert [one["orderId"] for one in world.adobe.control.orders()] == [order["orderId"]]


@pytest.mark.parametrize(
    ("is_same", "after", "ending"),
    [
        (True, False, "approved"),
        (True, True, "approved"),
        (False, False, "approved"),
        # Adobe knows the company under another reseller, and the customer is asked as ever.
        (False, True, "inquiring"),
    ],
)
def test_a_company_waits_ten_days_for_a_call_of_another_request_and_no_longer(
    world: World, ending: str, *, is_same: bool, after: bool
) -> None:
    world.adobe.control.fault(CREATE, "no answer", after_effect=after)
    first = world.buy()
    world.deliver()
    if is_same:
        rename(world)
    else:
        world.adobe.control.add_partner("another-id", "another-secret", NEW)
        (tier,) = world.connect.world.configurations.values()
        tier.params["adobe_reseller_id"].value = world.adobe.control.add_reseller(NEW)
        rename(world, api_key="another-id", adobe_client_secret="another-secret")
    second = world.buy({PHOTOSHOP: 1})
    world.hand_over(second)
    world.advance(days=9, hours=23)
    world.hand_over(second)
    assert_parked_text(world, second)
    assert "the call of another request holds this one up for ten days at most" in world.note(second)
    assert sendings(world) == ["/v3/customers"]
    world.advance(hours=2)
    world.hand_over(second)
    assert world.status(second) == ending
    # One account of Adobe has the company once.
    assert len(world.adobe.control.customers()) == (1 if is_same or not after else 2)
    assert len(world.adobe.control.orders()) == 1
    # Its own call keeps a request parked: what was done for it must not be done again.
    world.hand_over(first)
    assert_parked_text(world, first)


def assert_parked_text(world: World, request: str) -> None:
    assert world.status(request) == "pending"
    assert f"under the account {OLD_NAME}, and the account here is {NEW_NAME} now" in world.note(request)


def test_what_was_done_under_the_former_name_goes_on_under_the_new_one_of_the_same_account(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    done = sendings(world)
    rename(world)
    world.adobe.control.release_order(world.adobe.control.orders()[0]["orderId"])
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert sendings(world) == done
    assert_one_of_everything(world, request)


def test_another_account_in_its_place_does_nothing_of_it_again_and_says_what_to_do(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    done = sendings(world)
    world.adobe.control.add_partner("another-id", "another-secret", NEW)
    world.adobe.control.add_reseller(NEW)
    rename(world, api_key="another-id", adobe_client_secret="another-secret")
    for _ in range(2):
        world.advance(hours=1)
        world.connect.control.deliver_now()
        world.deliver()
        assert_parked(world, request, f"was done at Adobe under the account {OLD_NAME}, and the account here is {NEW_NAME} now")
    assert sendings(world) == done
    assert "bring the former one back" in explained(world, request)["why"]


def test_an_account_that_moved_to_other_places_is_not_asked_to_settle_what_it_began_here(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW")
    request = world.buy()
    world.deliver()
    product = world.product.product
    elsewhere = an_account(product, {"marketplace": "MP-00002"})
    world.variables["CONNECTOR_ACCOUNTS"] = json.dumps([an_account(product, {"distributor_id": NEW}), elsewhere])
    world.means = world.new_means()
    world.hand_over(request)
    assert_parked_text(world, request)
    assert len(sendings(world)) == 2


def test_a_companys_new_data_wait_for_a_call_of_an_account_that_is_gone(tmp_path: Path) -> None:
    world, _ = a_world_with_reseller(tmp_path)
    assert world.settle(world.buy()) == "approved"
    world.adobe.control.fault("PATCH /v3/customers/{id}", "no answer")
    update = tell(
        world,
        world.product.customer,
        contact_info=MOVED,
    )
    world.deliver()
    (call,) = world.means.store.every_open_attempt()
    rename(world)
    world.hand_over(update)
    state = world.means.store.request_state(update)
    assert state is not None
    assert state.park_text is not None
    assert state.park_text.startswith(f"{call.intent} of {update} was sent to Adobe under the account {OLD_NAME}")
    assert world.status(update) == "pending"
