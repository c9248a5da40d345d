"""What can be told from a purchase alone: each problem with its code, its kind and the parameters that correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector.domain.checks import purchase_problems, wanted_lines, wanted_quantities
from connector.domain.moves import WantedLine
from tests.builders import ACROBAT, PHOTOSHOP, STOCK, a_policy, a_purchase, a_tier, an_item

if TYPE_CHECKING:
    from connector.domain.requests import Item, Request

ON = "active_auto_renewal_status"
OFF = "inactive_auto_renewal_status"


def _told(request: Request, **policy: Any) -> list[tuple[str, str, tuple[str, ...]]]:  # noqa: ANN401 - fields of the policy.
    return [(one.code, one.kind.value, one.parameters) for one in purchase_problems(request, a_policy(**policy))]


def test_a_good_purchase_has_no_problem() -> None:
    assert _told(a_purchase()) == []


@pytest.mark.parametrize(
    ("values", "code", "kind", "parameters"),
    [
        ({"action_type": ""}, "action-type-missing", "correctable", ("action_type",)),
        ({"action_type": "renewal"}, "action-type-missing", "correctable", ("action_type",)),
        ({"adobe_vip_number": "ABC123"}, "vip-number-in-a-purchase", "correctable", ("action_type", "adobe_vip_number")),
        ({"cancel_order_id": "7120018003"}, "nothing-to-return", "correctable", ("cancel_order_id",)),
        ({"downsize_order_id": "7120018003"}, "nothing-to-return", "correctable", ("downsize_order_id",)),
        ({"downsize_subscription_id": "8675"}, "nothing-to-return", "correctable", ("downsize_subscription_id",)),
        (
            {"is_cancellation_order": "is-cancellation-request"},
            "nothing-to-return",
            "correctable",
            ("is_cancellation_order",),
        ),
        ({"cb_autorenewal": "on"}, "switch-unknown", "correctable", ("cb_autorenewal",)),
        (
            {"cb_autorenewal": ON, "set_auto_renewal_status": OFF},
            "switches-contradict",
            "correctable",
            ("cb_autorenewal", "set_auto_renewal_status"),
        ),
        ({"three_years_commitment": "true"}, "feature-not-built", "operator", ("three_years_commitment",)),
        ({"three_years_commitment": {"3 Years commitment": True}}, "feature-not-built", "operator", ("three_years_commitment",)),
        ({"three_years_recommitment": {"3YR": True}}, "feature-not-built", "operator", ("three_years_recommitment",)),
        (
            {"adobe_discount_codes": {"items": [{"mpn": PHOTOSHOP, "code": "X"}]}},
            "feature-not-built",
            "operator",
            ("adobe_discount_codes",),
        ),
    ],
)
def test_a_filled_parameter_that_does_not_fit_is_told(
    values: dict[str, Any], code: str, kind: str, parameters: tuple[str, ...]
) -> None:
    assert _told(a_purchase(values=values)) == [(code, kind, parameters)]


@pytest.mark.parametrize(
    "values",
    [
        {"cb_autorenewal": ON, "set_auto_renewal_status": ON},
        {"cb_autorenewal": OFF},
        {"cb_autorenewal": OFF, "set_auto_renewal_status": OFF},
        {"is_cancellation_order": "no-cancellation-request"},
        {"is_cancellation_order": "No"},
        {"three_years_commitment": "false"},
        {"three_years_commitment": {"3 Years commitment": False}},
        {"three_years_minimum_licenses": "10"},
        {"adobe_discount_codes": {}},
        {"adobe_discount_codes": {"items": []}},
        {"cb_price_level_hint_draft": {"items": [{"mpn": PHOTOSHOP}]}},
        {"business-model": "one-to-many"},
    ],
)
def test_what_asks_for_nothing_is_no_problem(values: dict[str, Any]) -> None:
    assert _told(a_purchase(values=values)) == []


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([an_item(quantity=0)], "nothing-to-order"),
        ([an_item(quantity=None, pay_per_use=True)], "nothing-to-order"),
        ([an_item("MPN-A")], "mpn-unknown"),
        ([an_item(""), an_item(ACROBAT)], "mpn-unknown"),
        ([an_item(id="one"), an_item(id="two")], "mpn-duplicate"),
        ([an_item(f"{PHOTOSHOP}01A12"), an_item(f"{PHOTOSHOP}02A12")], "mpn-duplicate"),
        ([an_item(quantity=None)], "quantity-invalid"),
        ([an_item(quantity=-1)], "quantity-invalid"),
        ([an_item(quantity=599_001)], "quantity-invalid"),
        ([an_item(f"{65_300_000 + number}CA") for number in range(500)], "too-many-lines"),
    ],
)
def test_items_that_can_never_be_ordered_fail_with_their_own_text(items: list[Item], code: str) -> None:
    assert _told(a_purchase(*items)) == [(code, "final", ())]


@pytest.mark.parametrize(
    "items",
    [
        [an_item(quantity=1)],
        [an_item(quantity=599_000)],
        [an_item(), an_item(ACROBAT, quantity=0)],
        [an_item(), an_item("GB-USED", quantity=None, pay_per_use=True)],
        [an_item(f"{65_300_000 + number}CA") for number in range(499)],
    ],
)
def test_items_at_their_limits_and_lines_that_ask_nothing_are_taken(items: list[Item]) -> None:
    assert _told(a_purchase(*items)) == []


def test_the_items_in_question_are_named() -> None:
    request = a_purchase(an_item(quantity=600_000, name="Photoshop"), an_item(ACROBAT, None, name=""))
    (found,) = purchase_problems(request, a_policy())
    assert found.text.startswith(f"Photoshop, {ACROBAT}: Adobe takes whole quantities from 1 to 599,000.")


@pytest.mark.parametrize(
    ("request_", "policy", "code"),
    [
        (a_purchase(without=("adobe_customer_id",)), {}, "customer-id-not-carried"),
        (a_purchase(configuration={"Adobe_Currency": "EUR"}), {}, "currency-mismatch"),
    ],
)
def test_what_an_operator_must_do_is_told_to_the_operator(request_: Request, policy: dict[str, str], code: str) -> None:
    assert _told(request_, **policy) == [(code, "operator", ())]


def test_a_currency_that_is_the_accounts_own_is_no_problem() -> None:
    assert _told(a_purchase(configuration={"Adobe_Currency": " USD "})) == []


def test_all_problems_are_told_and_not_the_first_alone() -> None:
    request = a_purchase(
        an_item("MPN-A", 0), values={"action_type": ""}, customer=a_tier(name="Abc"), without=("adobe_customer_id",)
    )
    assert [code for code, _, _ in _told(request)] == [
        "action-type-missing",
        "nothing-to-order",
        "company-name-invalid",
        "customer-id-not-carried",
    ]


def test_a_lines_number_is_its_place_in_the_request_and_its_offer_the_base_level() -> None:
    items = [an_item(quantity=0), an_item(ACROBAT, 7), an_item("GB", None, pay_per_use=True), an_item(STOCK, 1000)]
    request = a_purchase(*items)
    assert wanted_lines(request, wanted_quantities(request), consumables=frozenset({4})) == (
        WantedLine(2, ACROBAT, f"{ACROBAT}01A12", 7),
        WantedLine(4, STOCK, f"{STOCK}T1A12", 1000),
    )
