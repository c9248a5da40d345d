"""What a change asks for: quantities, and switches only where they differ from the previous approved request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.asked import Reduction, what_is_asked
from connector.domain.change_checks import change_problems
from connector.domain.requests import Parameter, comparable
from tests.builders import ACROBAT, NOW, PHOTOSHOP, a_policy, an_item
from tests.domain.owning import a_request, an_entry, bought

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.requests import Item

OFF: Final = "inactive_auto_renewal_status"
ON: Final = "active_auto_renewal_status"
CANCELLATION: Final = "is-cancellation-request"
FLAG: Final = {"is_cancellation_order": CANCELLATION}
RETURN: Final = Reduction.RETURN
RENEWAL: Final = Reduction.RENEWAL
LOWERED: Final = an_item(PHOTOSHOP, 2, old_quantity=5)


@pytest.mark.parametrize(
    ("values", "before", "in_window", "reduction", "order_id"),
    [
        # No flag: renewal quantity, unless the account says otherwise.
        ({}, {}, "renewal", RENEWAL, ""),
        ({}, {}, "return", RETURN, ""),
        ({}, None, "return", RETURN, ""),
        # The flag asks where it is new; nothing before it counts as new.
        (FLAG, {}, "renewal", RETURN, ""),
        (FLAG, None, "renewal", RETURN, ""),
        (FLAG, {"is_cancellation_order": "no-cancellation-request"}, "renewal", RETURN, ""),
        ({"is_cancellation_order": "yes"}, {}, "renewal", RETURN, ""),
        ({"is_cancellation_order": "True"}, {}, "renewal", RETURN, ""),
        (FLAG, FLAG, "renewal", RENEWAL, ""),
        (FLAG, FLAG, "return", RENEWAL, ""),
        # A no is a no, always.
        ({"is_cancellation_order": "no-cancellation-request"}, {}, "return", RENEWAL, ""),
        ({"is_cancellation_order": "no"}, None, "return", RENEWAL, ""),
        ({"is_cancellation_order": "false", "cancel_order_id": "O-1"}, {}, "return", RENEWAL, ""),
        # An order id asks where it is new, whichever parameter carries it.
        (FLAG | {"cancel_order_id": "O-1"}, {}, "renewal", RETURN, "O-1"),
        (FLAG | {"cancel_order_id": "O-2"}, FLAG | {"cancel_order_id": "O-1"}, "renewal", RETURN, "O-2"),
        (FLAG | {"cancel_order_id": "O-1"}, FLAG | {"cancel_order_id": "O-1"}, "renewal", RENEWAL, ""),
        ({"downsize_order_id": "O-1"}, {}, "renewal", RETURN, "O-1"),
        ({"downsize_order_id": "O-1"}, {"downsize_order_id": " O-1 "}, "renewal", RENEWAL, ""),
        # A new flag beside an order id that was there before means that order.
        (FLAG | {"cancel_order_id": "O-1"}, {"cancel_order_id": "O-1"}, "renewal", RETURN, "O-1"),
        # A reduction restricted to a subscription is one of its renewal quantity.
        (FLAG | {"downsize_subscription_id": "S-1"}, {}, "return", RENEWAL, ""),
        ({"downsize_subscription_id": "S-1"}, {"downsize_subscription_id": "S-1"}, "return", RETURN, ""),
    ],
)
def test_a_reduction_gives_back_or_renews_less(
    values: dict[str, Any], before: Mapping[str, str] | None, in_window: str, reduction: Reduction, order_id: str
) -> None:
    asked = what_is_asked(a_request(LOWERED, values=values), before, a_policy(downsize_in_window=in_window))
    assert (asked.reduction, asked.order_id) == (reduction, order_id)


@pytest.mark.parametrize(
    ("values", "before", "parameter"),
    [
        ({"cancel_order_id": "O-1"}, {}, "cancel_order_id"),
        ({"downsize_order_id": "O-1"}, {}, "downsize_order_id"),
        ({"cancel_order_id": "O-1", "downsize_order_id": "O-2"}, {"cancel_order_id": "O-1"}, "downsize_order_id"),
    ],
)
def test_the_parameter_that_names_the_order_is_the_one_to_ask_about(
    values: dict[str, Any], before: dict[str, str], parameter: str
) -> None:
    assert what_is_asked(a_request(LOWERED, values=values), before, a_policy()).order_parameter == parameter


def test_an_order_that_was_returned_before_is_history_and_a_new_flag_finds_the_orders() -> None:
    returned = an_entry(bought("O-1", remaining=0))
    request = a_request(LOWERED, ledger=[returned], values=FLAG | {"cancel_order_id": "O-1"})
    asked = what_is_asked(request, {"cancel_order_id": "O-1"}, a_policy())
    assert (asked.reduction, asked.order_id) == (RETURN, "")


def test_an_order_that_this_very_request_gave_back_is_no_history() -> None:
    returned = an_entry(bought("O-1", remaining=0))
    own = an_entry(bought("R-1", created=NOW, type="RETURN"), returned="O-1")
    request = a_request(LOWERED, ledger=[returned, own], values=FLAG | {"cancel_order_id": "O-1"})
    assert what_is_asked(request, {"cancel_order_id": "O-1"}, a_policy()).order_id == "O-1"


@pytest.mark.parametrize(
    ("values", "before", "stale"),
    [({}, {}, False), (FLAG, {}, False), (FLAG, FLAG, True), (FLAG | {"cancel_order_id": "O-1"}, FLAG, False)],
)
def test_a_flag_that_asks_for_nothing_any_more_is_known(
    values: dict[str, Any],
    before: dict[str, str],
    stale: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    assert what_is_asked(a_request(LOWERED, values=values), before, a_policy()).stale_flag is stale


@pytest.mark.parametrize(
    ("values", "before", "switch"),
    [
        ({}, {}, None),
        ({"cb_autorenewal": ON}, {}, True),
        ({"cb_autorenewal": ON}, None, True),
        ({"set_auto_renewal_status": OFF}, {}, False),
        ({"cb_autorenewal": OFF, "set_auto_renewal_status": OFF}, {}, False),
        ({"cb_autorenewal": OFF}, {"cb_autorenewal": OFF}, None),
        ({"cb_autorenewal": ON, "set_auto_renewal_status": OFF}, {"cb_autorenewal": ON}, False),
        ({"cb_autorenewal": ""}, {"cb_autorenewal": ON}, None),
    ],
)
def test_a_switch_asks_only_where_it_differs(
    values: dict[str, Any],
    before: Mapping[str, str] | None,
    switch: bool | None,  # noqa: FBT001 - a column of the table.
) -> None:
    assert what_is_asked(a_request(LOWERED, values=values), before, a_policy()).switch is switch


def test_items_are_raised_lowered_or_kept_and_those_that_are_nothing_are_left_out() -> None:
    request = a_request(
        an_item(PHOTOSHOP, 8, old_quantity=5),
        an_item(ACROBAT, 0, old_quantity=0),
        an_item("GB", None, old_quantity=None, pay_per_use=True),
        an_item("65304521CA", 1, old_quantity=3, name=""),
        an_item("65304522CA", 4, old_quantity=4),
    )
    asked = what_is_asked(request, {}, a_policy())
    assert [(item.number, item.old, item.new) for item in asked.raised] == [(1, 5, 8)]
    assert [(item.number, item.name) for item in asked.lowered] == [(4, "65304521CA")]
    assert [(item.number, item.new) for item in asked.kept] == [(5, 4)]


def test_an_adjustment_changes_no_quantities_whatever_it_carries() -> None:
    asked = what_is_asked(a_request(an_item(PHOTOSHOP, 5, old_quantity=0), kind="adjustment"), {}, a_policy())
    assert (asked.raised, asked.lowered, len(asked.kept)) == ((), (), 1)


COMMIT: Final = {"three_years_commitment": {"3 Years commitment": True}}


@pytest.mark.parametrize(
    ("item", "values", "before", "told"),
    [
        (LOWERED, {}, {}, []),
        (an_item(PHOTOSHOP, None, old_quantity=5), {}, {}, [("quantity-invalid", ())]),
        (an_item(PHOTOSHOP, -1, old_quantity=5), {}, {}, [("quantity-invalid", ())]),
        (an_item(PHOTOSHOP, 599_001, old_quantity=5), {}, {}, [("quantity-invalid", ())]),
        (an_item(PHOTOSHOP, 599_000, old_quantity=5), {}, {}, []),
        (an_item("MPN-A", 3, old_quantity=0), {}, {}, [("mpn-unknown", ())]),
        (an_item("MPN-A", 0, old_quantity=3), {}, {}, []),
        (LOWERED, {"cb_autorenewal": "on"}, {}, [("switch-unknown", ("cb_autorenewal",))]),
        (LOWERED, {"cb_autorenewal": "on"}, {"cb_autorenewal": "on"}, []),
        (
            LOWERED,
            {"cb_autorenewal": ON, "set_auto_renewal_status": OFF},
            {},
            [("switches-contradict", ("cb_autorenewal", "set_auto_renewal_status"))],
        ),
        (LOWERED, {"adobe_customer_id": ""}, {}, [("customer-id-missing", ())]),
        (LOWERED, {"migration_info_object": {"a": "b"}}, None, [("migration-in-a-change", ("migration_info_object",))]),
        (LOWERED, {"migration_info_object": {"a": "b"}}, {"migration_info_object": '{"a": "b"}'}, []),
        (LOWERED, {"transaction_id": "b2c3"}, {}, [("feature-not-built", ("transaction_id",))]),
        (LOWERED, {"transaction_id": "b2c3"}, {"transaction_id": "b2c3"}, []),
        # An object is compared as well: ticked now asks, ticked before asks for nothing.
        (LOWERED, COMMIT, {}, [("feature-not-built", ("three_years_commitment",))]),
        (
            LOWERED,
            COMMIT,
            {"three_years_commitment": '{"3 Years commitment": false}'},
            [("feature-not-built", ("three_years_commitment",))],
        ),
        (LOWERED, COMMIT, {"three_years_commitment": '{"3 Years commitment": true}'}, []),
        (LOWERED, {"three_years_commitment": {"3 Years commitment": False}}, {}, []),
    ],
)
def test_everything_that_is_wrong_with_a_change_is_told(
    item: Item, values: dict[str, Any], before: Mapping[str, str] | None, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = change_problems(a_request(item, values=values), before, a_policy())
    assert [(problem.code, problem.parameters) for problem in found] == told


def test_one_product_twice_and_another_currency_are_told_together() -> None:
    request = a_request(LOWERED, an_item(f"{PHOTOSHOP}04A12", 1, old_quantity=0), configuration={"Adobe_Currency": "EUR"})
    found = change_problems(request, {}, a_policy())
    assert [problem.code for problem in found] == ["mpn-duplicate", "currency-mismatch"]
    assert change_problems(a_request(LOWERED, configuration={"Adobe_Currency": "USD"}), {}, a_policy()) == ()


@pytest.mark.parametrize(
    ("value", "structured", "text"),
    [(" x ", None, "x"), ("", None, ""), ("", {}, ""), ("", {"b": 1, "a": [2]}, '{"a": [2], "b": 1}'), ("x", {"a": 1}, "x")],
)
def test_values_of_two_requests_are_compared_as_texts(value: str, structured: object, text: str) -> None:
    assert comparable(value, structured) == text
    assert Parameter("any", value, structured).comparable == text
