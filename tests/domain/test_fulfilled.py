"""What a complete order writes back: the ledger, the renewal, the discount groups, the subscriptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from connector.domain.adobe_facts import OrderLine, Subscription
from connector.domain.fulfilled import fulfilled_values
from connector.domain.ledger import with_order
from tests.builders import ACROBAT, CUSTOMER, ORDER, PHOTOSHOP, STOCK, SUBSCRIPTION, a_purchase, a_subscription, an_item, an_order

MIXED = a_purchase(an_item(quantity=10), an_item(ACROBAT, 10), an_item(STOCK, 1000))
LINES = (
    OrderLine(1, f"{PHOTOSHOP}02A12", 10, f"{SUBSCRIPTION}1", "1000", 10),
    OrderLine(2, f"{ACROBAT}02A12", 10, f"{SUBSCRIPTION}2", "1000", 4),
    OrderLine(3, f"{STOCK}T2A12", 1000, f"{SUBSCRIPTION}3", "1000"),
)
BOUGHT = an_order(MIXED, lines=LINES)


def _values(*subscriptions: Subscription) -> dict[str, Any]:
    return fulfilled_values(MIXED, CUSTOMER, BOUGHT, {one.id: one for one in subscriptions})


def _three(**third: Any) -> tuple[Subscription, ...]:  # noqa: ANN401 - fields by name.
    return a_subscription(1), a_subscription(2, ACROBAT), a_subscription(3, STOCK, **third)


def test_licences_and_consumables_have_their_own_discount_groups() -> None:
    values = _values(*_three())
    assert (values["discount_group"], values["discount_group_consumables"]) == ("02A12", "T2A12")


def test_a_purchase_of_consumables_alone_writes_no_licence_group() -> None:
    request = a_purchase(an_item(STOCK, 1000))
    order = an_order(request, lines=(replace(LINES[2], number=1, subscription_id=f"{SUBSCRIPTION}1"),))
    subscription = a_subscription(1, STOCK, renewal_date=date(2027, 1, 31))
    values = fulfilled_values(request, CUSTOMER, order, {subscription.id: subscription})
    assert "discount_group" not in values
    assert values["discount_group_consumables"] == "T2A12"
    assert values["renewal_date"] == "2027-01-31"


def test_the_renewal_is_the_licences_even_where_a_consumable_renews_earlier() -> None:
    values = _values(*_three(renewal_date=date(2026, 12, 14)))
    assert values["renewal_date"] == "2027-03-02"
    assert (values["auto_renewal_day"], values["auto_renewal_month"], values["auto_renewal_cadence"]) == ("2", "3", "Annual")


def test_of_several_dates_the_next_counts() -> None:
    one, two, three = _three()
    assert _values(replace(one, renewal_date=date(2027, 12, 14)), two, three)["renewal_date"] == "2027-03-02"


def test_a_licence_without_a_date_leaves_it_to_the_consumable() -> None:
    one, two, three = _three(renewal_date=date(2026, 12, 14))
    values = _values(replace(one, renewal_date=None), replace(two, renewal_date=None), three)
    assert values["renewal_date"] == "2026-12-14"


def test_without_any_date_no_renewal_is_written() -> None:
    values = _values(*(replace(one, renewal_date=None) for one in _three()))
    assert not {"renewal_date", "auto_renewal_day", "auto_renewal_month", "auto_renewal_cadence"} & set(values)


@pytest.mark.parametrize(("last", "expected"), [(True, "active_auto_renewal_status"), (False, "inactive_auto_renewal_status")])
def test_auto_renewal_is_on_when_all_of_it_is_on(last: bool, expected: str) -> None:  # noqa: FBT001 - a row of the table.
    assert _values(*_three(auto_renewal=last))["auto_renewal_status"] == expected


def test_each_subscription_stands_by_the_items_mpn() -> None:
    values = _values(*_three())
    assert values["adobe_subscription_id"] == f"{SUBSCRIPTION}1,{SUBSCRIPTION}2,{SUBSCRIPTION}3"
    assert values["cb_adobe_account_subscription_list"] == {
        "value": [
            {"sku": PHOTOSHOP, "subscription_id": f"{SUBSCRIPTION}1"},
            {"sku": ACROBAT, "subscription_id": f"{SUBSCRIPTION}2"},
            {"sku": STOCK, "subscription_id": f"{SUBSCRIPTION}3"},
        ]
    }


def test_the_ledger_tells_what_remains_of_each_line() -> None:
    assert with_order(MIXED, BOUGHT) == {
        "orders": [
            {
                "order_id": ORDER,
                "type": "NEW",
                "created": "2026-03-02T12:00:00Z",
                "status": "1000",
                "lines": [
                    {"mpn": PHOTOSHOP, "line": 1, "quantity": 10, "remaining": 10},
                    {"mpn": ACROBAT, "line": 2, "quantity": 10, "remaining": 4},
                    {"mpn": STOCK, "line": 3, "quantity": 1000, "remaining": 1000},
                ],
            }
        ]
    }


def test_the_ledger_keeps_earlier_orders_and_replaces_the_entry_of_the_same_order() -> None:
    earlier = {"order_id": "7120010001", "type": "NEW", "created": "2026-02-01T09:30:00Z", "status": "1000", "lines": []}
    request = MIXED.with_values({"adobe_orders": {"orders": [earlier, earlier | {"order_id": ORDER, "status": "1002"}]}})
    ledger = with_order(request, BOUGHT)
    assert [entry["order_id"] for entry in ledger["orders"]] == ["7120010001", ORDER]
    assert ledger["orders"][0] == earlier
    assert ledger["orders"][1]["status"] == "1000"


@pytest.mark.parametrize("written", [{}, {"orders": []}, {"orders": ["no entry"]}, {"something": "else"}])
def test_a_ledger_without_usable_entries_is_begun_anew(written: dict[str, Any]) -> None:
    ledger = with_order(MIXED.with_values({"adobe_orders": written}), BOUGHT)
    assert [entry["order_id"] for entry in ledger["orders"]] == [ORDER]


def test_a_product_without_the_ledger_parameter_starts_one_all_the_same() -> None:
    ledger = with_order(a_purchase(without=("adobe_orders",)), an_order(a_purchase()))
    assert len(ledger["orders"]) == 1


def test_a_line_that_the_request_does_not_know_has_no_mpn() -> None:
    order = an_order(a_purchase(), lines=(replace(LINES[0], number=7),))
    values = fulfilled_values(a_purchase(), CUSTOMER, order, {f"{SUBSCRIPTION}1": a_subscription()})
    assert values["cb_adobe_account_subscription_list"] == {"value": [{"sku": "", "subscription_id": f"{SUBSCRIPTION}1"}]}


def test_nothing_remains_of_a_return() -> None:
    ledger = with_order(MIXED, replace(BOUGHT, type="RETURN"))
    assert {line["remaining"] for line in ledger["orders"][0]["lines"]} == {0}
