"""After a retail purchase: Adobe documents no cancellation and no change, so nothing is ever claimed to be done that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.flows.builders import assert_parked, assert_waits
from tests.retail_world import EXPRESS, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "AS-0000-0000-0001-30006514"
END = "POST /retail/v1/subscriptions/{reference}"
LOOK = "GET /retail/v1/subscriptions/{reference}"


def a_world(folder: Path, **account: object) -> RetailWorld:
    """Give a world in which one product was claimed, under an account with these fields."""
    world = RetailWorld(folder, account=account)
    request = world.order()
    world.deliver()
    if account.get("subscription_read"):
        world.retail.control.redeem(REFERENCE)
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    world.retail.control.forget_calls()
    world.advance(minutes=1)
    return world


def the_asset(world: RetailWorld) -> str:
    """Give the asset."""
    return world.connect.control.asset_of(world.connect.control.requests()[0])


def test_a_cancellation_is_a_persons_task_and_nothing_is_sent(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert_parked(world, request, f"python -m connector support-bundle {request}")
    assert f"end {REFERENCE} (offer 30006514, production)" in world.note(request)
    assert world.retail.control.calls() == []


def test_done_by_hand_it_is_approved_by_hand_and_left_alone(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    world.connect.trade.answer_elsewhere(request, "approve", activation_tile="Ended by Adobe.")
    world.advance(hours=1)
    world.deliver()
    assert world.status(request) == "approved"
    assert world.connect.control.status(the_asset(world)) == "terminated"


def test_where_the_account_may_it_is_ended_at_adobe_once(tmp_path: Path) -> None:
    world = a_world(tmp_path, subscription_cancel=True)
    world.retail.control.redeem(REFERENCE)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert world.status(request) == "approved"
    assert world.the_claim()["status"] == "CANCELLED"
    (call,) = world.retail.control.calls("POST", "/v1/subscriptions/")
    assert call.request_body == {"type": "CANCEL", "reason_code": "USER_CANCELLED"}
    assert "access ended at once" in world.note(request)


NOTHING_THERE: Final = (
    f"Adobe knows of nothing that was redeemed under {REFERENCE}, so nothing had to be ended. Its link may still work: where"
    " nobody may redeem it any more, ask Adobe's support to block it."
)


@pytest.mark.parametrize(
    ("ended", "status", "note"),
    [(False, 404, NOTHING_THERE), (True, 409, f"Adobe says that {REFERENCE} had ended already.")],
    ids=["never redeemed", "ended already"],
)
def test_what_is_not_there_to_be_ended_is_approved_and_the_note_is_true(
    tmp_path: Path,
    *,
    ended: bool,
    status: int,
    note: str,
) -> None:
    world = a_world(tmp_path, subscription_cancel=True)
    if ended:
        world.retail.control.end(REFERENCE)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert world.status(request) == "approved"
    (call,) = world.retail.control.calls("POST", "/v1/subscriptions/")
    assert (call.status, world.note(request)) == (status, note)


@pytest.mark.parametrize("kind", ["no answer", "gateway page", "broken"])
def test_an_end_that_nobody_heard_of_is_asked_for_again(tmp_path: Path, kind: str) -> None:
    world = a_world(tmp_path, subscription_cancel=True)
    world.retail.control.redeem(REFERENCE)
    world.retail.control.fault(END, kind, after_effect=True)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"
    assert [call.status for call in world.retail.control.calls("POST", "/v1/subscriptions/")][-1] == 409


def test_what_adobe_shows_as_ended_is_approved_without_ending_it(tmp_path: Path) -> None:
    world = a_world(tmp_path, subscription_read=True)
    world.retail.control.end(REFERENCE)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert world.status(request) == "approved"
    assert world.note(request) == f"Adobe shows {REFERENCE} as cancelled."
    assert world.retail.control.calls("POST", "/v1/subscriptions/") == []


def test_an_asset_without_a_reference_parks(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.connect.world.assets[the_asset(world)].params["adobe_partner_reference_id"].value = ""
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert_parked(world, request, "adobe_partner_reference_id")


def test_a_change_of_the_quantity_fails_with_the_reason(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    request = world.connect.trade.change(the_asset(world), {EXPRESS: 2})
    world.deliver()
    assert world.status(request) == "failed"
    assert "a redeemed product has no quantity to change" in world.reason(request)
    assert world.retail.control.calls() == []


def test_a_change_that_changes_nothing_is_approved(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    request = world.connect.trade.change(the_asset(world), {}, {"external_reference_id": "PO-1"})
    world.deliver()
    assert world.status(request) == "approved"


def test_a_change_that_asks_for_what_does_not_exist_parks(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.connect.vendor.add_parameter(world.retail_product, "cb_autorenewal")
    request = world.connect.trade.change(the_asset(world), {}, {"cb_autorenewal": "inactive_auto_renewal_status"})
    world.deliver()
    assert_parked(world, request, "cb_autorenewal")


def test_a_suspension_fails_and_its_end_is_approved(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    request = world.connect.trade.suspend(the_asset(world))
    world.deliver()
    assert world.status(request) == "failed"
    world.connect.world.assets[the_asset(world)].status = "suspended"
    world.advance(minutes=1)
    resumed = world.connect.trade.resume(the_asset(world))
    world.deliver()
    assert world.status(resumed) == "approved"
    assert world.retail.control.calls() == []


@pytest.mark.parametrize(
    ("account", "note"),
    [({}, ""), ({"subscription_read": True}, "Adobe shows the product as active until ")],
    ids=["it may not look", "it may"],
)
def test_an_adjustment_tells_what_adobe_shows_where_it_may_look(tmp_path: Path, account: dict[str, bool], note: str) -> None:
    world = a_world(tmp_path, **account)
    request = world.connect.trade.adjust(the_asset(world))
    world.deliver()
    assert world.status(request) == "approved"
    assert world.note(request).startswith(note)
    assert bool(world.note(request)) is bool(note)


HELD: Final = "held+secret"


@pytest.mark.parametrize(("route", "switch"), [(END, "subscription_cancel"), (LOOK, "subscription_read")])
def test_the_code_that_the_asset_has_is_repeated_to_nobody(tmp_path: Path, route: str, switch: str) -> None:
    world = a_world(tmp_path, **{switch: True})
    params = world.connect.world.assets[the_asset(world)].params
    params["adobe_redemption_code"].value = HELD
    world.retail.control.fault(route, "refused", code="ANY", message=f"{HELD.upper()} belongs to somebody", times=99)
    request = world.connect.trade.cancel(the_asset(world))
    world.deliver()
    assert_parked(world, request, "code ANY; *** belongs to somebody")
    world.means.store.close()
    kept = b"".join(file.read_bytes() for file in world.database.parent.glob(f"{world.database.name}*"))
    assert HELD.upper().encode() not in kept


# What became of a claim, where the account may ask -----------------------------------------------------------------------------


def test_a_purchase_is_approved_only_once_it_is_redeemed(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    request = world.order()
    world.deliver()
    assert_waits(world, request)
    assert world.params(request)["adobe_redemption_url"] == world.the_claim()["experience_url"]
    world.retail.control.redeem(REFERENCE)
    world.advance(minutes=10)
    assert world.settle(request) == "approved"
    assert len(world.claims()) == 1


def test_what_nobody_redeems_becomes_a_persons_matter_and_goes_on_by_itself(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    request = world.order()
    world.deliver()
    world.advance(days=30)
    world.deliver()
    assert_parked(world, request, f"Nobody has redeemed the link of {REFERENCE} for 30 days.")
    world.retail.control.redeem(REFERENCE)
    world.advance(hours=1)
    assert world.settle(request) == "approved"


def test_what_was_ended_before_the_approval_parks(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    request = world.order()
    world.deliver()
    world.retail.control.end(REFERENCE)
    world.advance(minutes=10)
    world.deliver()
    assert_parked(world, request, "as cancelled before the request was approved")


def test_a_look_that_adobe_refuses_parks_with_its_answer(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    world.retail.control.fault(LOOK, "refused", code="NOT_FOR_YOU")
    request = world.order()
    world.deliver()
    assert_parked(world, request, "NOT_FOR_YOU")


def test_a_store_that_was_lost_waits_from_the_requests_beginning(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    request = world.order()
    world.deliver()
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()
    world.means = world.new_means()
    world.advance(days=31)
    world.deliver()
    assert_parked(world, request, "Nobody has redeemed the link")
