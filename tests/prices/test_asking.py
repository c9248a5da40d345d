"""The price of an offer on a day for a customer, asked of the kept lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.prices.charging import Buyer
from connector.domain.prices.scopes import Month, Scope
from connector.prices.asking import price_of
from tests.prices.shop import ACCOUNT, SCOPE, Shop, an_offer

if TYPE_CHECKING:
    from connector.prices.asking import Price

ORDERED: Final = date(2026, 9, 14)
OFFER: Final = "65304001CA01A12"
HIGH_VOLUME: Final = "HVD_L18_POST"


def keep(shop: Shop, month: str, *offers: dict[str, Any], list_type: str = "STANDARD", segment: str = "COM") -> None:
    """Publish a list and fetch it."""
    shop.control.put_price_list(list(offers), month=month, list_type=list_type, segment=segment)
    shop.fetch(scope=Scope(ACCOUNT, "NA", segment, "USD", list_type), month=Month.parse(month))


def asked(shop: Shop, buyer: Buyer | None = None, ordered: date = ORDERED) -> Price | None:
    return price_of(shop.store, OFFER, ordered, SCOPE, buyer or Buyer())


def partner_price(shop: Shop, buyer: Buyer | None = None, ordered: date = ORDERED) -> str | None:
    price = asked(shop, buyer, ordered)
    return None if price is None else str(price.row.partner_price)


def a_window(first: str, last: str, price: str, **changes: object) -> dict[str, Any]:
    return an_offer(
        1, firstOrderDate=f"{first}T00:00:00.000Z", lastOrderDate=f"{last}T00:00:00.000Z", partnerPrice=price, **changes
    )


def committed_lists(shop: Shop) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    keep(
        shop,
        "202609",
        a_window("2025-05-01", "2026-04-30", "150.00"),
        a_window("2025-05-01", "2026-04-30", "120.00", discountCode=HIGH_VOLUME),
        a_window("2026-05-01", "2026-08-31", "158.00"),
        list_type="3YC",
    )


def test_everybody_pays_the_standard_list_of_the_month_of_the_order(shop: Shop) -> None:
    keep(shop, "202608", a_window("2026-08-01", "2026-08-31", "190.00"))
    keep(shop, "202609", a_window("2026-09-01", "2026-09-30", "200.00"))
    assert partner_price(shop) == "200.00"
    assert partner_price(shop, ordered=date(2026, 8, 31)) == "190.00"
    price = asked(shop)
    assert price is not None
    assert (price.day, price.exact_month, str(price.listed.month)) == (ORDERED, True, "202609")
    assert price.row.street_price == Decimal("1508.55")


@pytest.mark.parametrize(
    ("since", "code", "expected"),
    [
        (date(2025, 6, 1), "", "150.00"),
        (date(2025, 5, 1), "", "150.00"),
        (date(2026, 4, 30), "", "150.00"),
        (date(2026, 5, 1), "", "158.00"),
        (date(2025, 4, 30), "", "200.00"),
        (date(2026, 9, 1), "", "200.00"),
        (date(2025, 6, 1), HIGH_VOLUME, "120.00"),
        (date(2026, 6, 1), HIGH_VOLUME, "158.00"),
        (date(2025, 6, 1), "HVD_L17_PRE", "150.00"),
    ],
)
def test_a_commitment_holds_on_to_the_price_of_its_first_day(shop: Shop, since: date, code: str, expected: str) -> None:
    committed_lists(shop)
    assert partner_price(shop, Buyer(licences_since=since, discount_code=code)) == expected


def test_a_commitment_for_consumables_gives_licences_the_standard_price(shop: Shop) -> None:
    committed_lists(shop)
    assert partner_price(shop, Buyer(consumables_since=date(2025, 6, 1))) == "200.00"


def test_an_offer_that_the_committed_list_does_not_have_costs_what_the_standard_list_says(shop: Shop) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    keep(shop, "202609", an_offer(2), list_type="3YC")
    assert partner_price(shop, Buyer(licences_since=date(2026, 2, 1))) == "200.00"


def test_a_large_government_agency_pays_its_own_list_and_else_the_standard_one(shop: Shop) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "140.00"), list_type="STD-LGA", segment="GOV")
    assert partner_price(shop, Buyer(large_government=True)) == "140.00"
    keep(shop, "202610", an_offer(2), list_type="STD-LGA", segment="GOV")
    assert partner_price(shop, Buyer(large_government=True), date(2026, 10, 1)) == "200.00"


@pytest.mark.parametrize(
    ("buyer", "not_kept"),
    [
        (Buyer(), ()),
        (Buyer(licences_since=date(2026, 2, 1)), ("3YC",)),
        (Buyer(consumables_since=date(2026, 2, 1)), ()),
        (Buyer(large_government=True), ("STD-LGA",)),
        (Buyer(licences_since=date(2026, 2, 1), large_government=True), ("3YC", "STD-LGA")),
    ],
)
def test_a_price_tells_which_lists_come_first_for_the_customer_and_are_not_kept(
    shop: Shop, buyer: Buyer, not_kept: tuple[str, ...]
) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    price = asked(shop, buyer)
    assert price is not None
    assert (price.row.partner_price, price.listed.scope.list_type, price.not_kept) == (Decimal("200.00"), "STANDARD", not_kept)


def test_a_list_that_is_kept_and_does_not_have_the_offer_is_no_list_that_is_not_kept(shop: Shop) -> None:
    committed_lists(shop)
    price = asked(shop, Buyer(licences_since=date(2020, 1, 1)))
    assert price is not None
    assert (price.listed.scope.list_type, price.not_kept) == ("STANDARD", ())


def test_without_the_months_list_the_last_one_before_it_has_to_do_and_that_is_told(shop: Shop) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    price = asked(shop, ordered=date(2026, 11, 3))
    assert price is not None
    assert (str(price.row.partner_price), price.exact_month) == ("200.00", False)


def test_the_last_revision_of_a_month_counts(shop: Shop) -> None:
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "200.00"))
    keep(shop, "202609", a_window("2026-01-01", "2026-12-31", "205.00"))
    assert partner_price(shop) == "205.00"


@pytest.mark.parametrize("ordered", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_every_window_has_no_price(shop: Shop, ordered: date) -> None:
    keep(shop, "202512", a_window("2026-01-01", "2026-12-31", "200.00"))
    assert asked(shop, ordered=ordered) is None


def test_a_list_that_is_not_whole_is_never_asked(shop: Shop) -> None:
    keep(shop, "202609", an_offer(1), an_offer(1))
    assert asked(shop) is None
