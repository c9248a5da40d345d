"""The requests of a transaction side by side, where the platform shows less of them than a delivery does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from connector.domain.ladders import next_move
from connector.domain.moves import CreateCustomer, Inquire, Keep, ReadOrder, ReadOtherAssets, ReadPurchases
from tests.builders import (
    ACROBAT,
    COMPANY,
    CUSTOMER,
    NOW,
    ORDER,
    PHOTOSHOP,
    a_policy,
    a_purchase,
    an_attempt,
    an_item,
    an_order,
    an_order_call,
    another_asset,
    facts,
)

if TYPE_CHECKING:
    from datetime import datetime

    from connector.domain.adobe_facts import OtherAsset
    from connector.domain.requests import Request

TOGETHER = {"transaction_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "transaction_items": "2"}
OWNER = f"transaction production D1000000000 {COMPANY} 6f9619ff8b864d01b42d00cf4fc964ff"
MARKETPLACE = {"business-model": "one-to-one"}
OWN = a_purchase(values=TOGETHER, configuration=MARKETPLACE)


def a_sibling(mpn: str = ACROBAT, **values: str) -> Request:
    """Build another request of the transaction, as a list without the configuration shows it."""
    return replace(a_purchase(an_item(mpn), values={**TOGETHER, **values}), id="PR-2", asset_id="AS-2")


def after_the_order(own: Request, *listed: Request, assets: tuple[OtherAsset, ...] = (), placed: datetime = NOW) -> object:
    """Give the next move once an order for five Photoshop seats is complete."""
    seen = {
        ReadPurchases(COMPANY): listed,
        ReadOrder(CUSTOMER, ORDER): an_order(own, created=placed),
        ReadOtherAssets(COMPANY): assets,
    }
    placing = an_attempt(an_order_call(own), owner=OWNER, customer_key=f"adobe-customer/production/D1000000000/{CUSTOMER}")
    return next_move(own, facts(placing, seen=seen), a_policy())


def test_a_list_without_the_marketplaces_configuration_makes_no_sibling_wrong() -> None:
    move = next_move(OWN, facts(seen={ReadPurchases(COMPANY): (a_sibling(),)}), a_policy())
    # Nothing is waited for: the two become one customer.
    assert isinstance(move, CreateCustomer)


def test_an_order_that_another_asset_carries_without_this_product_is_this_requests_too() -> None:
    together = another_asset(order_ids=(ORDER,), mpns=(ACROBAT,))
    elsewhere = another_asset(id="AS-3", mpns=(PHOTOSHOP,))
    move = after_the_order(OWN, a_sibling(adobe_order_id=ORDER), assets=(together, elsewhere))
    assert isinstance(move, Keep)
    assert move.values == {"adobe_customer_id": CUSTOMER, "adobe_order_id": ORDER}


def test_what_an_asset_carries_whose_request_is_seen_no_more_is_that_assets() -> None:
    move = after_the_order(OWN, assets=(another_asset(order_ids=("7120019999", ORDER), mpns=(PHOTOSHOP,)),))
    assert isinstance(move, Inquire)
    assert [found.code for found in move.problems] == ["transaction-already-ordered"]


@pytest.mark.parametrize("status", ["pending", "failed"])
def test_what_a_younger_request_carries_is_that_requests(status: str) -> None:
    younger = replace(a_sibling(PHOTOSHOP, adobe_order_id=ORDER), created=OWN.created + timedelta(seconds=5), status=status)
    move = after_the_order(OWN, younger)
    assert isinstance(move, Inquire)
    assert [found.code for found in move.problems] == ["transaction-already-ordered"]


@pytest.mark.parametrize(("minutes", "is_own"), [(5, True), (6, False)])
def test_a_request_from_after_the_order_was_not_in_it_but_clocks_may_differ(minutes: int, *, is_own: bool) -> None:
    move = after_the_order(OWN, placed=OWN.created - timedelta(minutes=minutes))
    assert isinstance(move, Keep if is_own else Inquire)
