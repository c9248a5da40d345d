"""Two workers that get the same request, or two requests of one company, at the same moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.crashes.purchases import there_is_one_of_everything
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def at_once(*works: Callable[[], object]) -> None:
    """Let each work begin on a thread of its own at the same moment; what one raises fails the test."""
    barrier, failures = threading.Barrier(len(works)), []

    def begin(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - carried over to the test's own thread.
            failures.append(error)

    threads = [threading.Thread(target=begin, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.parametrize("round_", range(5))
def test_two_workers_with_one_request_make_one_customer_and_one_order(tmp_path: Path, round_: int) -> None:
    world = World(tmp_path)
    request = world.buy()
    one, other = world.new_means(), world.new_means()
    at_once(lambda: world.hand_over(request, one), lambda: world.hand_over(request, other))
    assert world.settle(request) == "approved"
    there_is_one_of_everything(world, request)


def test_a_worker_that_read_the_request_before_another_approved_it_changes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    request = world.buy()
    stale = world.connect.control.document(request)
    assert world.settle(request) == "approved"
    before = len(world.adobe_calls())
    response = world.application().handle_purchase(stale)
    assert response.status == "success"
    assert len(world.adobe_calls()) == before
    there_is_one_of_everything(world, request)


@pytest.mark.parametrize("round_", range(5))
def test_two_purchases_of_one_company_at_once_share_one_customer(tmp_path: Path, round_: int) -> None:
    world = World(tmp_path)
    requests = [world.buy({PHOTOSHOP: 3}), world.buy({ALL_APPS: 4})]
    one, other = world.new_means(), world.new_means()
    at_once(lambda: world.hand_over(requests[0], one), lambda: world.hand_over(requests[1], other))
    assert [world.settle(request) for request in requests] == ["approved", "approved"]
    assert len(world.adobe.control.customers()) == 1
    assert sorted(len(order["lineItems"]) for order in world.adobe.control.orders()) == [1, 1]
