"""What can be told from a retail request alone: one product, once, mapped to an offer, and parameters to keep the link in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import assert_parked
from tests.retail_world import EXPRESS, PHOTOGRAPHY, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({EXPRESS: 2}, "Adobe Express Premium, 12 months: Adobe gives out one of this product for each order."),
        ({EXPRESS: "1.5"}, "Order again with the quantity 1."),
        ({EXPRESS: 1, PHOTOGRAPHY: 1}, "a redemption link is for one product"),
        ({EXPRESS: 0}, "every quantity is zero"),
    ],
)
def test_what_no_link_can_stand_for_fails_with_a_reason(tmp_path: Path, items: dict[str, int | str], words: str) -> None:
    world = RetailWorld(tmp_path)
    request = world.order(items)
    world.deliver()
    assert world.status(request) == "failed"
    assert words in world.reason(request)
    assert world.retail.control.calls() == []


def test_an_item_that_is_not_ordered_stands_in_nobodys_way(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order({EXPRESS: 1, PHOTOGRAPHY: 0})
    world.deliver()
    assert world.status(request) == "approved"


def test_an_item_without_an_offer_parks_naming_it(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"offers": {"SOMETHING-ELSE": "30006514"}})
    request = world.order()
    world.deliver()
    assert_parked(world, request, "Adobe Express Premium, 12 months: the account maps no Adobe offer to this MPN.")
    assert world.retail.control.calls() == []


@pytest.mark.parametrize("name", ["adobe_partner_reference_id", "adobe_redemption_url"])
def test_a_product_that_cannot_keep_the_link_parks_and_sends_nothing(tmp_path: Path, name: str) -> None:
    world = RetailWorld(tmp_path, without=[name])
    request = world.order()
    world.deliver()
    assert_parked(world, request, name)
    assert world.retail.control.calls() == []


@pytest.mark.parametrize("name", ["adobe_redemption_code", "adobe_redemption_short_url"])
def test_other_parameters_are_written_where_there_are_any(tmp_path: Path, name: str) -> None:
    world = RetailWorld(tmp_path, without=[name])
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert name not in world.params(request)


@pytest.mark.parametrize(
    ("name", "value"),
    [("cb_autorenewal", "inactive_auto_renewal_status"), ("adobe_vip_number", "VIP-1"), ("action_type", "transfer")],
)
def test_what_the_programme_does_not_have_is_never_ignored(tmp_path: Path, name: str, value: str) -> None:
    world = RetailWorld(tmp_path)
    world.connect.vendor.add_parameter(world.retail_product, name)
    request = world.order(None, **{name: value})
    world.deliver()
    assert_parked(world, request, name)
    assert world.retail.control.calls() == []


def test_a_purchase_that_calls_itself_one_is_one(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.connect.vendor.add_parameter(world.retail_product, "action_type")
    request = world.order(None, action_type="purchase")
    world.deliver()
    assert world.status(request) == "approved"


def test_a_reseller_needs_no_setting_up(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.connect.vendor.add_parameter(world.retail_product, "reseller_company_name", scope="tier1")
    request = world.connect.trade.set_up_tier(world.product.reseller, product=world.retail_product)
    world.deliver()
    assert world.connect.control.status(request) == "approved"
    assert world.retail.control.calls() == []
    assert world.adobe_calls() == []
