"""Adobe's pressure on an account: a 429 slows every delivery of it, repeated failures leave one probing call to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from connector.domain.journal import Outcome
from tests.flows.builders import CREATE, ORDERS
from tests.flows.reselling import OTHER_CREDENTIALS, OTHER_MARKETPLACE, a_world_of_two_marketplaces, set_up

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

EVERYTHING: Final = "*"
A_NOTE_OF_429: Final = "Adobe takes no more requests of the account production/D1000000000 since "
A_NOTE_OF_SILENCE: Final = "Adobe gives no usable answer to any request of the account production/D1000000000 since "
NOBODY_MUST_ACT: Final = " UTC.\nWaits for this to pass by itself: nobody must act."


def buy_for(world: World, company: str) -> str:
    """Let a new company buy two products."""
    tiers = {"customer": world.connect.trade.add_account(company), "tier1": world.product.reseller}
    return world.connect.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"}, tiers)


def purchases(world: World, number: int) -> list[str]:
    """Let so many companies buy."""
    return [buy_for(world, f"Company {one}") for one in range(number)]


def calls_of_each(world: World, requests: list[str]) -> tuple[list[int], list[int]]:
    """Deliver each once; give how many calls each made at the Partner API, and after how many seconds each comes back."""
    calls, countdowns = [], []
    for request in requests:
        before = len(world.adobe_calls())
        countdowns.append(world.hand_over(request).countdown)
        calls.append(len(world.adobe_calls()) - before)
    return calls, countdowns


def settle_all(world: World, requests: list[str]) -> set[str]:
    """Deliver until all are answered."""
    world.connect.control.deliver_now()
    return {world.settle(request) for request in requests}


def test_a_429_slows_every_delivery_of_the_account_until_its_time_is_over(world: World) -> None:
    requests = purchases(world, 5)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    calls, countdowns = calls_of_each(world, requests)
    assert calls == [1, 0, 0, 0, 0]
    assert countdowns[0] == 400
    assert all(390 <= one <= 400 for one in countdowns)
    world.advance(seconds=300)
    assert calls_of_each(world, requests)[0] == [0, 0, 0, 0, 0]
    world.advance(seconds=101)
    assert settle_all(world, requests) == {"approved"}
    assert len(world.adobe.control.customers()) == 5


def test_who_finds_the_account_under_pressure_says_why_and_since_when(world: World) -> None:
    first, second = purchases(world, 2)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    moment = world.now()
    calls_of_each(world, [first, second])
    note = world.note(second)
    assert note.startswith(A_NOTE_OF_429)
    assert note.endswith(NOBODY_MUST_ACT)
    assert note.removeprefix(A_NOTE_OF_429)[:13] == f"{moment:%Y-%m-%d %H}"
    world.advance(seconds=401)
    assert settle_all(world, [first, second]) == {"approved"}
    assert (world.note(first), world.note(second)) == ("", "")


def test_the_note_is_written_once(world: World) -> None:
    first, second = purchases(world, 2)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    calls_of_each(world, [first, second, second, second])
    writes = [call for call in world.connect.control.writes() if second in call.path]
    assert len(writes) == 1


def test_a_note_of_somebody_elses_is_left_alone(world: World) -> None:
    first, second = purchases(world, 2)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    world.connect.world.requests[second].note = "Please call the customer first."
    calls_of_each(world, [first, second])
    assert world.note(second) == "Please call the customer first."


def test_nothing_is_journaled_for_a_call_that_is_held_back(world: World) -> None:
    first, second = purchases(world, 2)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    calls_of_each(world, [first, second])
    assert [attempt.outcome for attempt in world.means.store.attempts(first)] == [Outcome.NOT_EXECUTED]
    assert world.means.store.attempts(second) == ()


def test_an_open_attempt_is_not_sent_again_while_calls_are_held_back(world: World) -> None:
    silent, throttled = purchases(world, 2)
    world.adobe.control.fault(CREATE, "no answer", after_effect=True)
    world.adobe.control.fault(CREATE, "throttled", retry_after=400, skip=1)
    calls_of_each(world, [silent, throttled])
    assert calls_of_each(world, [silent])[0] == [0]
    (attempt,) = world.means.store.attempts(silent)
    assert (attempt.outcome, attempt.unanswered) == (Outcome.OPEN, 1)
    world.advance(seconds=401)
    assert settle_all(world, [silent, throttled]) == {"approved"}
    assert len(world.adobe.control.customers()) == 2


def test_a_429_that_names_no_time_holds_for_half_a_minute(world: World) -> None:
    requests = purchases(world, 3)
    world.adobe.control.fault(CREATE, "throttled")
    assert calls_of_each(world, requests)[0] == [1, 0, 0]
    world.advance(seconds=20)
    assert calls_of_each(world, requests)[0] == [0, 0, 0]
    world.advance(seconds=11)
    assert min(calls_of_each(world, requests)[0]) > 0


def test_another_account_is_not_slowed(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    here, elsewhere = set_up(world), set_up(world, OTHER_MARKETPLACE)
    world.adobe.control.fault("POST /v3/resellers", "throttled", retry_after=400)
    assert calls_of_each(world, [here, here])[0] == [1, 0]
    assert calls_of_each(world, [elsewhere])[0][0] > 0
    assert world.status(elsewhere) == "approved"


@pytest.mark.parametrize("kind", ["gateway page", "broken", "no answer"])
def test_after_repeated_failures_each_delivery_makes_one_probing_call_at_most(world: World, kind: str) -> None:
    requests = purchases(world, 6)
    world.adobe.control.fault(ORDERS, "held", order_type="NEW", times=6)
    world.deliver()
    assert {world.status(request) for request in requests} == {"pending"}
    world.adobe.control.fault(EVERYTHING, kind, times=10_000, status=503)
    # A read is asked three times, until five failures in a row have shown that it is not this read's own trouble.
    assert calls_of_each(world, requests)[0] == [3, 2, 1, 1, 1, 1]
    pauses = []
    for _ in range(4):
        world.advance(minutes=30)
        calls, countdowns = calls_of_each(world, requests)
        assert calls == [1, 1, 1, 1, 1, 1]
        pauses.append(countdowns[-1])
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (180, 600)
    note = world.note(requests[-1])
    assert note.startswith(A_NOTE_OF_SILENCE)
    assert note.endswith(NOBODY_MUST_ACT)


def test_the_first_success_lifts_the_pressure_and_takes_the_notes_away(world: World) -> None:
    requests = purchases(world, 4)
    world.adobe.control.fault(ORDERS, "held", order_type="NEW", times=4)
    world.deliver()
    world.adobe.control.fault(EVERYTHING, "broken", times=10_000)
    calls_of_each(world, requests)
    world.adobe.control.clear_faults()
    world.advance(minutes=5)
    world.adobe.control.fault("GET /v3/customers/{id}/orders/{order}", "broken", skip=1, times=2)
    # The first delivery succeeds, so the second one's read is asked three times again, and so finds its answer.
    assert calls_of_each(world, requests[:2])[0] == [1, 3]
    assert world.note(requests[0]) == ""
    for customer in world.adobe.control.customers():
        (order,) = world.adobe.control.orders(customer["customerId"])
        world.adobe.control.release_order(order["orderId"])
    assert settle_all(world, requests) == {"approved"}
    assert {world.note(request) for request in requests} == {""}


def test_a_parked_request_keeps_what_was_said_of_it(world: World) -> None:
    parked, other = purchases(world, 2)
    world.adobe.control.fault(CREATE, "refused", code="1126")
    world.hand_over(parked)
    said = world.note(parked)
    assert "1126" in said
    world.adobe.control.fault(CREATE, "throttled", retry_after=400)
    calls_of_each(world, [other, parked])
    assert world.note(parked) == said
