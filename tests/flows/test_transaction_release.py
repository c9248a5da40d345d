"""A transaction that an operator releases is ordered as it is: what is pending together, and nothing of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.commands.desk import Desk
from tests.flows.transactions import GUID, a_sibling, assert_one_order, belonging, deliver_again, settle_all, siblings
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World

LONG = 25 * 3600


def released(world: World) -> str:
    """Release the transaction as an operator does; gives what the command said."""
    desk = Desk(world.variables)
    assert desk.type("transactions", "release", GUID) == 0, desk.printed
    return desk.printed


def test_a_group_that_parked_is_ordered_with_those_that_are_there(world: World) -> None:
    first, second = a_sibling(world, PHOTOSHOP, 6, of=3), a_sibling(world, ALL_APPS, 6, of=3)
    world.deliver()
    deliver_again(world, seconds=LONG)
    assert first in released(world)
    assert settle_all(world, (first, second)) == ["approved"] * 2
    assert_one_order(world, (first, second))


def test_the_rest_of_a_transaction_is_ordered_without_the_one_that_failed(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6, SIGN: 6})
    world.connect.trade.answer_elsewhere(requests[1], "fail", reason="not wanted")
    world.deliver()
    assert world.adobe.control.orders() == []
    released(world)
    rest = (requests[0], requests[2])
    assert settle_all(world, rest) == ["approved"] * 2
    assert_one_order(world, rest)


def test_a_request_that_is_being_asked_is_left_out_and_then_asked_for_a_guid_of_its_own(world: World) -> None:
    asked, ready = a_sibling(world, PHOTOSHOP, 6, of=2, cancel_order_id="7120018003"), a_sibling(world, ALL_APPS, 10, of=2)
    world.deliver()
    released(world)
    assert settle_all(world, [ready]) == ["approved"]
    assert_one_order(world, [ready])
    world.correct(asked, cancel_order_id="")
    deliver_again(world)
    assert set(world.errors(asked)) == {"transaction_id"}
    assert len(world.adobe.control.orders()) == 1


def test_numbers_that_contradict_one_another_are_no_obstacle_once_released(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 6, of=5)
    world.deliver()
    second = a_sibling(world, ALL_APPS, 6, of=4)
    released(world)
    assert settle_all(world, (first, second)) == ["approved"] * 2
    assert_one_order(world, (first, second))


def test_a_request_with_wrong_data_is_asked_first_even_when_released(world: World) -> None:
    ready = a_sibling(world, ALL_APPS, 6, of=3)
    world.deliver()
    released(world)
    wrong = world.buy({PHOTOSHOP: 6}, **belonging(3), cancel_order_id="7120018003")
    world.hand_over(ready)
    assert f"{wrong}, which needs a correction" in world.note(ready)
    world.hand_over(wrong)
    assert world.status(wrong) == "inquiring"
    assert settle_all(world, [ready]) == ["approved"]
