"""Up and down in one request: NEW, raise, RETURN, lower, in this order, so that no commitment is crossed midway.

Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios and …/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.lives import FLAG, OFF, ON, an_asset, changed, order_ids, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


def explicit(world: World, mpn: str, quantity: int) -> None:
    """Let somebody have set the renewal quantity of a product, so that Adobe leaves it alone from then on."""
    world.adobe.control.set_subscription(subscription_of(world, mpn), renewal_quantity=quantity)


def test_what_is_raised_comes_first_and_what_is_lowered_last(world: World) -> None:
    asset = an_asset(world)
    explicit(world, PHOTOSHOP, 10)
    explicit(world, ALL_APPS, 5)
    request = changed(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9, SIGN: 2}, **FLAG)
    (first, _) = order_ids(world)
    assert steps(world) == ["NEW 2x4 3x2", f"RENEW {ALL_APPS} 9", f"RETURN {first} 1x4", f"RENEW {PHOTOSHOP} 6"]
    assert [seats(world, mpn) for mpn in (PHOTOSHOP, ALL_APPS, SIGN)] == [(6, 6), (9, 9), (2, 2)]
    assert world.note(request) == f"Photoshop for teams: 4 seats of the Adobe order {first} were returned and are credited."


def test_without_a_cancellation_the_lowered_item_ends_at_renewal(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9})
    assert steps(world) == ["NEW 2x4", f"RENEW {PHOTOSHOP} 6"]
    assert "Photoshop for teams: 4 seats stay usable" in world.note(request)


def test_a_commitment_is_not_crossed_midway(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=15)
    changed(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9}, **FLAG)
    assert steps(world) == ["NEW 2x4", f"RETURN {order_ids(world)[0]} 1x4"]
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((6, 6), (9, 9))


def test_absorbed_seats_raise_the_renewal_before_another_item_is_lowered(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {ALL_APPS: 2})
    changed(world, asset, {PHOTOSHOP: 7, ALL_APPS: 4})
    assert steps(world) == [f"RENEW {ALL_APPS} 4", f"RENEW {PHOTOSHOP} 7"]


def test_a_switch_with_item_changes_comes_with_the_items_own_settings(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 12}, cb_autorenewal=OFF)
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off"]
    changed(world, asset, {PHOTOSHOP: 13, ALL_APPS: 3}, cb_autorenewal=ON)
    assert steps(world) == ["NEW 1x1", f"RENEW {PHOTOSHOP} 13", f"RENEW {ALL_APPS} 3"]
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((13, 13), (5, 3))
