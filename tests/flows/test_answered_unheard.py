"""Requests that somebody else answered and that no delivery comes for any more: the schedule goes and asks, and notes the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import pytest
from connect.eaas.core.enums import ResultType

from connector.fulfillment.noting import note_ending, note_endings
from connector.metrics import OLDEST, REQUESTS
from tests.flows.reselling import a_world_without_reseller, set_up, tell
from tests.flows.sweeps import an_open_order, platform_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from connector.cloudblue.platform import Platform
    from tests.world import World

SCHEDULE: Final = {"id": "EFS-0000-0000-0000", "method": "sweep_seats", "parameter": {}}


def a_parked_purchase(world: World) -> str:
    """Buy for a customer that Adobe does not know: no order is placed, and a person is asked."""
    request = world.buy(adobe_customer_id="P0000000000")
    world.deliver()
    return request


def outcome_of(world: World, request: str) -> str | None:
    state = world.means.store.request_state(request)
    assert state is not None
    assert (state.ended_at is None) == (state.outcome is None)
    return state.outcome


def gauges(world: World) -> dict[str, float]:
    """Give how many requests stand how, as the metrics tell it."""
    return {labels[0][1]: value for (name, labels), value in world.means.store.all_meters().items() if name == REQUESTS.name}


def listings(world: World) -> list[str]:
    return [call.path for call in world.connect.control.calls() if call.method == "GET" and call.path.endswith("requests")]


@pytest.mark.parametrize("status", ["approved", "failed", "revoked"])
def test_a_parked_request_that_somebody_else_ended_is_parked_no_longer(world: World, status: str) -> None:
    request = a_parked_purchase(world)
    assert gauges(world) == {"parked": 1.0, "waiting": 0.0}
    world.connect.world.requests[request].status = status
    world.advance(hours=4)
    assert world.application().sweep_seats(SCHEDULE).status == ResultType.SUCCESS
    assert outcome_of(world, request) == status
    assert gauges(world) == {status: 1.0, "parked": 0.0, "waiting": 0.0}
    assert world.means.store.all_meters()[OLDEST.name, ()] == 0.0
    assert world.means.store.parked() == ()


def test_it_is_noted_once_and_not_asked_after_again(world: World) -> None:
    request = a_parked_purchase(world)
    world.connect.world.requests[request].status = "failed"
    world.advance(hours=4)
    world.application().sweep_seats(SCHEDULE)
    noted = world.means.store.request_state(request)
    asked = len(listings(world))
    world.advance(days=1)
    world.application().sweep_seats(SCHEDULE)
    assert world.means.store.request_state(request) == noted
    assert len(listings(world)) == asked


def test_one_that_comes_again_in_time_is_not_even_asked_after(world: World) -> None:
    a_parked_purchase(world)
    world.advance(hours=2)
    assert note_endings(world.means, platform_of(world)) == ""
    assert listings(world) == []


def test_one_that_is_pending_still_stays_as_it_is(world: World) -> None:
    request = a_parked_purchase(world)
    before = world.means.store.request_state(request)
    world.advance(hours=4)
    assert note_endings(world.means, platform_of(world)) == ""
    assert world.means.store.request_state(request) == before
    assert len(listings(world)) == 1


def test_one_that_the_platform_does_not_know_any_more_stays_as_it_is(world: World) -> None:
    request = a_parked_purchase(world)
    del world.connect.world.requests[request]
    world.advance(hours=4)
    assert note_endings(world.means, platform_of(world)) == ""
    assert outcome_of(world, request) is None


def test_one_that_somebody_asked_about_by_hand_waits_no_longer(world: World) -> None:
    request = a_parked_purchase(world)
    world.connect.world.requests[request].status = "inquiring"
    world.advance(hours=4)
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) == "inquiring"
    # It may end for good still.
    world.connect.world.requests[request].status = "revoked"
    world.advance(days=1)
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) == "revoked"


def test_one_that_came_back_meanwhile_is_read_again_and_stays(world: World) -> None:
    request = a_parked_purchase(world)
    assert not note_ending(request, "inquiring", world.means, platform_of(world))
    assert outcome_of(world, request) is None


class SlowPlatform:
    """A platform whose answer to a read is on its way for longer than a lease lasts; `meanwhile` happens on that way."""

    def __init__(self, platform: Platform, meanwhile: Callable[[], object]) -> None:
        self._platform = platform
        self._meanwhile = meanwhile

    def request(self, request_id: str) -> dict[str, Any]:
        shown = self._platform.request(request_id)
        self._meanwhile()
        return shown


def test_one_that_another_worker_took_up_while_the_platform_was_slow_is_left_to_it(world: World) -> None:
    request = an_open_order(world)
    world.connect.world.requests[request].status = "inquiring"
    world.advance(hours=4)

    def it_is_corrected_and_delivered() -> None:
        world.advance(seconds=61)
        world.connect.world.requests[request].status = "pending"
        world.hand_over(request, world.new_means())

    slow = cast("Platform", SlowPlatform(platform_of(world), it_is_corrected_and_delivered))
    assert not note_ending(request, "inquiring", world.means, slow)
    state = world.means.store.request_state(request)
    assert state is not None
    assert (world.status(request), state.ended_at, state.outcome) == ("pending", None, None)
    # Its open order still holds the customer's other requests.
    assert world.means.store.others_unsettled(str(state.customer_key), but="PR-0") == (request,)
    assert world.means.store.leases() == ()


def test_one_that_somebody_else_noted_while_the_platform_was_slow_is_noted_once(world: World) -> None:
    request = a_parked_purchase(world)
    world.connect.world.requests[request].status = "inquiring"
    slow = cast("Platform", SlowPlatform(platform_of(world), lambda: world.means.store.end(request, "inquiring")))
    assert not note_ending(request, "inquiring", world.means, slow)
    assert outcome_of(world, request) == "inquiring"


def test_the_connectors_own_question_stays_its_own_until_the_request_ends_for_good(world: World) -> None:
    request = world.buy(action_type="")
    world.deliver()
    assert outcome_of(world, request) == "inquire"
    world.advance(days=1)
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) == "inquire"
    world.connect.world.requests[request].status = "failed"
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) == "failed"


def test_one_that_a_delivery_is_at_work_on_is_left_to_it(world: World) -> None:
    request = a_parked_purchase(world)
    world.connect.world.requests[request].status = "failed"
    world.advance(hours=4)
    lease = world.means.store.lease((f"request/{request}",), "a delivery")
    assert lease is not None
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) is None
    lease.release()
    note_endings(world.means, platform_of(world))
    assert outcome_of(world, request) == "failed"
    assert [one.name for one in world.means.store.leases()] == []


def test_a_request_that_was_never_seen_begins_no_row(world: World) -> None:
    assert not note_ending("PR-0000-0000-0099-001", "failed", world.means, platform_of(world))
    assert world.means.store.request_state("PR-0000-0000-0099-001") is None


def test_tier_requests_are_asked_after_as_well(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path)
    set_up_request = set_up(world)
    update = tell(world, world.product.customer, name="Renamed Customer Inc")
    store = world.means.store
    for request in (set_up_request, update):
        store.track(request, kind="setup", customer_key="reseller/production/D1000000000/TA-1")
        store.note_waiting(request, seconds=60)
    world.connect.world.config_requests[set_up_request].status = "failed"
    world.connect.world.account_requests[update].status = "ignored"
    world.advance(hours=4)
    assert note_endings(world.means, platform_of(world)) == ""
    assert (outcome_of(world, set_up_request), outcome_of(world, update)) == ("failed", "ignored")


def test_a_kind_that_the_platform_refuses_to_list_keeps_no_other_from_being_noted(world: World) -> None:
    request = a_parked_purchase(world)
    world.connect.world.requests[request].status = "failed"
    # By its id it comes after the purchase, and is in the same page.
    world.means.store.track("TAR-1111-1111-1111", kind="update", customer_key="reseller/production/D1000000000/TA-1")
    world.advance(hours=4)
    world.connect.control.add_fault(method="GET", path="*/account-requests", status=403)
    response = world.application().sweep_seats(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output == "Not all was looked at: list account-requests: HTTP 403, code none."
    assert (outcome_of(world, request), outcome_of(world, "TAR-1111-1111-1111")) == ("failed", None)


def test_a_request_that_the_platform_refuses_to_read_keeps_no_other_from_being_noted(world: World) -> None:
    requests = [a_parked_purchase(world) for _ in range(3)]
    for request, status in zip(requests, ("inquiring", "inquiring", "failed"), strict=True):
        world.connect.world.requests[request].status = status
    world.advance(hours=4)
    world.connect.control.add_fault(method="GET", path=f"*/requests/{requests[0]}", status=403)
    assert note_endings(world.means, platform_of(world)) == "read request: HTTP 403, code none"
    assert [outcome_of(world, request) for request in requests] == [None, "inquiring", "failed"]


def test_fifty_are_asked_for_at_once_and_a_platform_that_is_away_is_told(world: World) -> None:
    requests = [a_parked_purchase(world) for _ in range(3)]
    for request in requests:
        world.connect.world.requests[request].status = "failed"
    world.advance(hours=4)
    world.connect.control.add_fault(method="GET", path="*/requests", status=500, skip=1)
    assert note_endings(world.means, platform_of(world), at_once=2) != ""
    assert [outcome_of(world, request) for request in requests] == ["failed", "failed", None]
    world.connect.control.add_fault(method="GET", path="*/requests", status=500)
    response = world.application().sweep_seats(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("Not all was looked at: ")
    assert world.application().sweep_seats(SCHEDULE).status == ResultType.SUCCESS
    assert outcome_of(world, requests[2]) == "failed"
