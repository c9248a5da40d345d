"""A purchase that is still a draft: fulfilment's own checks, told on the form, and nothing done anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector import bootstrap
from connector.fulfillment.validating import validate
from tests.flows.builders import ORDERS, Meanwhile
from tests.flows.drafts import a_draft, errors_in, hint_in, untouched, value_in
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def test_a_draft_with_nothing_wrong_comes_back_as_it_was(world: World) -> None:
    draft = a_draft(world)
    with untouched(world):
        answer = world.validate(draft)
    assert answer == world.connect.control.document(draft)


def test_everything_that_fulfilment_would_ask_stands_on_its_own_parameter(world: World) -> None:
    wrong: dict[str, Any] = {
        "customer_company_name": "A#B",
        "customer_city": "y" * 41,
        "customer_region": "Nowhereland",
        "customer_postal_code": "1234",
        "customer_phone_number": "none",
        "adobe_user_email": "not an address",
    }
    draft = a_draft(world, **wrong)
    with untouched(world):
        told = errors_in(world.validate(draft))
    assert set(told) == set(wrong)
    world.connect.trade.submit(draft)
    assert world.settle(draft) == "inquiring"
    assert world.errors(draft) == told


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({PHOTOSHOP: 0}, "every quantity is zero"),
        ({PHOTOSHOP: 600_000}, "Photoshop for teams: Adobe takes whole quantities"),
    ],
)
def test_what_no_parameter_can_correct_stands_on_the_action(world: World, items: dict[str, int | str], words: str) -> None:
    told = errors_in(world.validate(a_draft(world, items)))
    assert set(told) == {"action_type"}
    assert words in told["action_type"]


NOWHERE = "No field of the form can show this: "


def without_fields(world: World, items: dict[str, int | str]) -> dict[str, Any]:
    """Give a draft of a product that asks the customer for nothing at all."""
    document = world.connect.control.document(a_draft(world, items))
    document["asset"]["params"] = [one for one in document["asset"]["params"] if one["phase"] == "fulfillment"]
    return document


def test_where_the_form_has_no_field_at_all_the_note_carries_the_problem_until_it_is_gone(world: World) -> None:
    answer = world.application().validate_purchase(without_fields(world, {PHOTOSHOP: 0})).body
    assert errors_in(answer) == {}
    assert answer["note"].startswith(NOWHERE)
    assert "every quantity is zero" in answer["note"]
    right = without_fields(world, {PHOTOSHOP: 1}) | {"note": answer["note"]}
    assert world.application().validate_purchase(right).body["note"] == ""


def test_a_problem_without_a_field_never_takes_the_place_of_what_a_person_wrote(world: World) -> None:
    draft = without_fields(world, {PHOTOSHOP: 0}) | {"note": "call back on Monday"}
    assert world.application().validate_purchase(draft).body["note"] == "call back on Monday"


def test_contradicting_switches_stand_on_both_of_them(world: World) -> None:
    draft = a_draft(world, cb_autorenewal="active_auto_renewal_status", set_auto_renewal_status="inactive_auto_renewal_status")
    assert set(errors_in(world.validate(draft))) == {"cb_autorenewal", "set_auto_renewal_status"}


@pytest.mark.parametrize(
    ("params", "parameter", "words"),
    [
        ({"three_years_commitment": {"3 Years commitment": True}}, "three_years_commitment", "a three-year commit"),
        ({"adobe_discount_codes": {"items": [{"mpn": PHOTOSHOP, "code": "X"}]}}, "adobe_discount_codes", "discount codes"),
    ],
)
def test_a_filled_parameter_of_a_feature_that_is_not_built_is_a_problem_of_that_parameter(
    world: World, params: dict[str, Any], parameter: str, words: str
) -> None:
    told = errors_in(world.validate(a_draft(world, **params)))
    assert set(told) == {parameter}
    assert words in told[parameter]
    assert "ask your distributor" in told[parameter]


@pytest.mark.parametrize(
    "params",
    [
        {"three_years_commitment": {"3 Years commitment": False}},
        {"adobe_discount_codes": {"items": []}},
        {"three_years_minimum_licenses": "10"},
        {"cb_price_level_hint_draft": {"items": [{"mpn": PHOTOSHOP, "level": "01", "unit_price": "1", "currency": "USD"}]}},
    ],
)
def test_what_is_filled_and_asks_for_nothing_is_no_problem(world: World, params: dict[str, Any]) -> None:
    assert errors_in(world.validate(a_draft(world, **params))) == {}


def test_errors_that_are_right_now_are_cleared(world: World) -> None:
    draft = a_draft(world, customer_company_name="A#B", adobe_user_email="nobody")
    document = world.connect.control.document(draft)
    for parameter in document["asset"]["params"]:
        parameter["value_error"] = "Wrong." if parameter["id"] in {"customer_company_name", "customer_city"} else ""
    answer = world.application().validate_purchase(document).body
    assert set(errors_in(answer)) == {"customer_company_name", "adobe_user_email"}
    assert next(one["value_error"] for one in answer["asset"]["params"] if one["id"] == "customer_city") == ""


@pytest.mark.parametrize(
    ("params", "parameter", "settled"),
    [
        ({"customer_region": "California"}, "customer_region", "CA"),
        ({"customer_region": "Califronia"}, "customer_region", "CA"),
        ({"customer_region": "Washington, D.C."}, "customer_region", "DC"),
        ({"customer_phone_number": "(408) 555 0100"}, "customer_phone_number", "+14085550100"),
        (
            {"customer_country": "ca", "customer_region": "Ontario", "customer_postal_code": "k1a0b1"},
            "customer_postal_code",
            "K1A 0B1",
        ),
        ({"customer_country": "DE", "customer_postal_code": "D-10115"}, "customer_postal_code", "10115"),
        ({"customer_country": "PL", "customer_postal_code": "00001"}, "customer_postal_code", "00-001"),
    ],
)
def test_what_has_one_meaning_is_brought_into_adobes_form(
    world: World, params: dict[str, Any], parameter: str, settled: str
) -> None:
    answer = world.validate(a_draft(world, **params))
    assert (value_in(answer, parameter), errors_in(answer)) == (settled, {})


def test_close_regions_are_offered_on_the_form(world: World) -> None:
    answer = world.validate(a_draft(world, customer_region="Noth Carolina"))
    assert "North Carolina (NC), South Carolina (SC)" in errors_in(answer)["customer_region"]
    assert value_in(answer, "customer_region") == "Noth Carolina"


def test_a_name_that_two_regions_have_is_offered_for_both(world: World) -> None:
    draft = a_draft(world, customer_country="TW", customer_region="Hsinchu", customer_postal_code="300")
    answer = world.validate(draft)
    assert "Did you mean Hsinchu (HSQ, County), Hsinchu (HSZ, City)?" in errors_in(answer)["customer_region"]
    assert value_in(answer, "customer_region") == "Hsinchu"


def test_a_region_that_nobody_typed_and_adobe_does_not_need_is_no_problem(world: World) -> None:
    # California stays from the tier account.
    draft = a_draft(world, customer_country="DE", customer_city="Munich", customer_postal_code="80331")
    answer = world.validate(draft)
    assert (value_in(answer, "customer_region"), errors_in(answer)) == ("", {})


def test_a_known_customers_draft_shows_level_and_prices_and_orders_nothing(world: World) -> None:
    world.adobe.control.forget_calls()
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    draft = a_draft(world, {ALL_APPS: 120})
    with untouched(world):
        answer = world.validate(draft)
    assert hint_in(answer) == [{"mpn": ALL_APPS, "level": "04", "unit_price": "204.00", "currency": "USD"}]
    assert errors_in(answer) == {}


def test_a_hint_of_an_earlier_look_goes_when_nothing_can_be_previewed(world: World) -> None:
    stale = {"items": [{"mpn": PHOTOSHOP, "level": "09", "unit_price": "1.00", "currency": "USD"}]}
    answer = world.validate(a_draft(world, cb_price_level_hint_draft=stale))
    assert value_in(answer, "cb_price_level_hint_draft") == {}


def test_what_adobes_preview_refuses_is_told_before_the_order_exists(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    details = ["Line Item: 1, Reason: INELIGIBLE_ADD_ON"]
    world.adobe.control.fault(ORDERS, "refused", status=400, code="2129", order_type="PREVIEW", details=details)
    with untouched(world):
        told = errors_in(world.validate(a_draft(world, {ALL_APPS: 5})))
    assert set(told) == {"action_type"}
    assert told["action_type"].startswith("Creative Cloud All Apps for teams: ")
    assert told["action_type"].endswith("[2129]")


def test_what_the_order_tells_and_what_adobe_refuses_are_told_together(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    world.adobe.control.fault(ORDERS, "refused", status=400, code="2120", order_type="PREVIEW", details=["Line Item: 1"])
    told = errors_in(world.validate(a_draft(world, {ALL_APPS: 5}, customer_city="y" * 41)))
    assert set(told) == {"customer_city", "action_type"}


def test_a_product_that_the_company_has_already_is_refused_by_name(world: World) -> None:
    first = world.buy({PHOTOSHOP: 10})
    assert world.settle(first) == "approved"
    told = errors_in(world.validate(a_draft(world, {PHOTOSHOP: 5})))
    assert world.connect.control.asset_of(first) in told["action_type"]


def test_a_customer_that_cannot_be_served_is_a_problem_of_the_draft(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    (customer,) = world.adobe.control.customers()
    Meanwhile(world).rewrite(f"GET /v3/customers/{customer['customerId']}", {"globalSalesEnabled": True})
    told = errors_in(world.validate(a_draft(world, {ALL_APPS: 5})))
    assert told == {"action_type": "This company's Adobe account needs manual handling. Ask your distributor."}


def test_a_reseller_that_is_not_set_up_yet_keeps_nobody_from_ordering(tmp_path: Path) -> None:
    world = World(tmp_path, reseller=False)
    assert errors_in(world.validate(a_draft(world))) == {}


def test_what_only_the_distributor_can_put_right_is_told_by_its_code(tmp_path: Path) -> None:
    world = World(tmp_path, configuration={"Adobe_Currency": "EUR"})
    (told,) = errors_in(world.validate(a_draft(world))).values()
    assert told == "This cannot be ordered now: your distributor must put something right first. Tell them: currency-mismatch."


@pytest.mark.parametrize(
    ("variables", "code"),
    [({"CONNECTOR_ACCOUNTS": "[]"}, "account-missing"), ({"CONNECTOR_ACCOUNTS": "nonsense"}, "settings-invalid")],
)
def test_without_usable_settings_a_draft_says_so(tmp_path: Path, variables: dict[str, str], code: str) -> None:
    world = World(tmp_path)
    world.variables |= variables
    platform = bootstrap.platform_of(world.application().client)
    told = errors_in(validate(world.connect.control.document(a_draft(world)), world.new_means, platform))
    assert set(told) == {"action_type"}
    assert code in told["action_type"]


def test_where_the_product_has_no_action_the_first_ordering_parameter_carries_the_problem(tmp_path: Path) -> None:
    world = World(tmp_path, without=["action_type"])
    draft = world.connect.trade.purchase({PHOTOSHOP: 0}, draft=True)
    assert set(errors_in(world.validate(draft))) == {"adobe_user_email"}


def test_a_draft_whose_prices_adobe_does_not_tell_shows_none(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    Meanwhile(world).rewrite("PREVIEW", {"lineItems": [{"extLineItemNumber": 1, "offerId": f"{ALL_APPS}02A12", "quantity": 5}]})
    answer = world.validate(a_draft(world, {ALL_APPS: 5}))
    assert hint_in(answer) == [{"mpn": ALL_APPS, "level": "02", "unit_price": "", "currency": "USD"}]
