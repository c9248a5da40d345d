"""A process that was told to stop begins no call: what is open is settled by whoever comes next, and nothing is done twice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Outcome
from tests.flows.builders import assert_one_of_everything

if TYPE_CHECKING:
    from tests.world import World


class Told:
    """Is told to stop after so many calls have reached Adobe."""

    def __init__(self, world: World, calls: int) -> None:
        self._world = world
        self._calls = calls

    def __call__(self) -> bool:
        return len(self._world.adobe_calls()) >= self._calls


@pytest.mark.parametrize("calls", range(5))
def test_no_call_begins_after_the_process_was_told_to_stop(world: World, calls: int) -> None:
    request = world.buy()
    response = world.hand_over(request, world.new_means(Told(world, calls)))
    assert response.countdown == 30
    assert len(world.adobe_calls()) == calls
    assert world.status(request) == "pending"
    assert [one for one in world.means.store.attempts(request) if one.outcome is Outcome.OPEN] == []


@pytest.mark.parametrize("calls", range(5))
def test_another_process_goes_on_at_once_and_doubles_nothing(world: World, calls: int) -> None:
    request = world.buy()
    world.hand_over(request, world.new_means(Told(world, calls)))
    world.hand_over(request)
    assert_one_of_everything(world, request)
    assert len(world.adobe_writes()) == 2


def test_a_stopping_process_takes_no_lease_and_asks_nobody(world: World) -> None:
    request = world.buy()
    stopping = world.new_means(lambda: True)
    assert world.hand_over(request, stopping).countdown == 30
    assert world.means.store.request_state(request) is None


def test_an_open_attempt_is_left_open_for_the_next_process(world: World) -> None:
    request = world.buy()
    world.adobe.control.fault("POST /v3/customers", "no answer", after_effect=True)
    world.hand_over(request)
    # Told between the leases and the settling: the second look at the flag, after the one at the delivery's beginning.
    looks = itertools.count()
    world.hand_over(request, world.new_means(lambda: next(looks) > 0))
    (attempt,) = world.means.store.attempts(request)
    assert (attempt.outcome, attempt.unanswered) == (Outcome.OPEN, 1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
