"""What each refusal means, written down by hand from Adobe's error pages: whose turn it is, and which parameters correct it."""

from __future__ import annotations

import pytest

from connector.domain.catalogue import judge, judge_status
from connector.domain.refusals import Refusal

ITEMS = {1: "Photoshop", 2: "Stock"}
ADDRESS = (
    "customer_address_line_1",
    "customer_address_line_2",
    "customer_city",
    "customer_region",
    "customer_postal_code",
    "customer_country",
)


@pytest.mark.parametrize(
    ("call", "code", "kind"),
    [
        ("create customer", "1115", "operator"),
        ("create customer", "1118", "correctable"),
        ("create customer", "1121", "operator"),
        ("create customer", "1126", "operator"),
        ("create customer", "1127", "correctable"),
        ("create customer", "2126", "operator"),
        ("create customer", "2135", "operator"),
        ("create customer", "4119", "operator"),
        ("create customer", "4120", "operator"),
        ("create customer", "4121", "operator"),
        ("read customer", "1116", "operator"),
        ("read subscriptions", "3115", "operator"),
        ("read order", "2115", "operator"),
        ("read order history", "1132", "operator"),
        ("list customers", "1115", "operator"),
        ("preview order", "1116", "operator"),
        ("preview order", "2119", "final"),
        ("place order", "2119", "final"),
        ("place order", "2120", "final"),
        ("place order", "2121", "operator"),
        ("preview order", "2122", "final"),
        ("place order", "2123", "operator"),
        ("place order", "2124", "operator"),
        ("place order", "2125", "operator"),
        ("place order", "2126", "operator"),
        ("preview order", "2128", "operator"),
        ("place order", "2129", "final"),
        ("place order", "2135", "operator"),
        ("place order", "2137", "operator"),
        ("place order", "2140", "operator"),
        ("place order", "3131", "transient"),
        ("place order", "5122", "transient"),
        ("preview order", "5122", "transient"),
        ("create customer", "5122", "operator"),
        ("read order", "4122", "transient"),
        ("place order", "9999", "operator"),
        ("place order", "", "operator"),
    ],
)
def test_a_code_says_whose_turn_it_is(call: str, code: str, kind: str) -> None:
    (found,) = judge(call, Refusal(400, code, "No"), ITEMS)
    assert found.kind.value == kind


@pytest.mark.parametrize(
    ("reason", "kind", "code"),
    [
        ("INELIGIBLE_SWITCH", "final", "adobe-2129-ineligible-switch"),
        ("INELIGIBLE_ADD_ON", "final", "adobe-2129-ineligible-add-on"),
        ("INELIGIBLE_MARKET_SEGMENT", "operator", "adobe-2129-ineligible-market-segment"),
        ("CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE", "final", "adobe-2129-customer-not-eligible-for-purchase"),
        ("Not an LGA Customer", "operator", "adobe-2129-not-an-lga-customer"),
        ("SOMETHING_NEW", "final", "adobe-2129"),
    ],
)
def test_2129_is_told_by_its_reason(reason: str, kind: str, code: str) -> None:
    (found,) = judge("place order", Refusal(400, "2129", "No", (f"Line Item: 2, Reason: {reason}",)), ITEMS)
    assert (found.kind.value, found.code) == (kind, code)
    assert "Stock" in found.text + found.operator
    assert "Photoshop" not in found.text + found.operator


def test_a_reason_is_not_found_inside_a_longer_one() -> None:
    reason = "INELIGIBLE_COMMITMENT_STATUS_OR_PERCENT_SEATS"
    (found,) = judge("place order", Refusal(400, "2141", "No", (f"Line Item: 2, Reason: {reason}",)), ITEMS)
    assert found.code == "adobe-2141-ineligible-commitment-status-or-percent-seats"


def test_a_reason_that_only_the_message_names_is_found() -> None:
    message = "Invalid operation on path [INVALID_RESELLER_ID : same as the current reseller id]"
    (found,) = judge("place reseller change", Refusal(400, "1134", message), {})
    assert found.code == "adobe-1134-invalid-reseller-id"


def test_several_reasons_are_all_told() -> None:
    found = judge("preview transfer", Refusal(400, "5117", "No", ("RETURNABLE_PURCHASE", "UNPAID_INVOICE")), {})
    assert {(one.code, one.kind.value) for one in found} == {
        ("adobe-5117-returnable-purchase", "transient"),
        ("adobe-5117-unpaid-invoice", "correctable"),
    }


@pytest.mark.parametrize(
    ("status", "like"),
    [
        (500, "adobe-1124"),
        (503, "adobe-1124"),
        (429, "adobe-4118"),
        (401, "adobe-4116"),
        (403, "adobe-4115"),
        (400, "adobe-unforeseen"),
        (404, "adobe-unforeseen"),
        (422, "adobe-unforeseen"),
    ],
)
@pytest.mark.parametrize("code", ["7777", "SOMETHING_NEW", ""])
def test_a_code_that_nobody_knows_is_treated_by_its_http_status_and_fails_nobody(status: int, like: str, code: str) -> None:
    (found,) = judge("place order", Refusal(status, code, "Said in Adobe's own words"), ITEMS)
    assert found.code == like
    assert found.kind.value == ("transient" if like in {"adobe-1124", "adobe-4118"} else "operator")
    assert found.kind.value == "transient" or "own words" in found.operator


def test_whatever_the_identity_service_says_is_about_the_credentials() -> None:
    (found,) = judge("log in", Refusal(400, "invalid_client"), {}, "the account main")
    assert (found.code, found.kind.value) == ("adobe-4116", "operator")
    assert "the credentials of the account main" in found.operator


@pytest.mark.parametrize(
    ("resource", "kind"), [("order", "operator"), ("customer account", "final"), ("reseller account", "final")]
)
def test_one_number_means_different_things_on_different_resources(resource: str, kind: str) -> None:
    found = judge_status(resource, "1022", order="P9", customer="P1", reseller="R1")
    assert found is not None
    assert found.kind.value == kind


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    assert judge_status("order", "1000") is None


@pytest.mark.parametrize("resource", ["order", "customer account", "subscription", "transfer"])
@pytest.mark.parametrize("status", ["1077", ""])
def test_an_unknown_status_passes_by_itself(resource: str, status: str) -> None:
    found = judge_status(resource, status)
    assert found is not None
    assert found.kind.value == "transient"


def test_5122_says_that_the_last_day_before_the_anniversary_is_blocked() -> None:
    (found,) = judge("place order", Refusal(400, "5122"), {})
    assert "last day before the company's anniversary date" in found.text
    assert "24 hours before the anniversary date (Pacific time" in found.operator


def test_lines_with_different_reasons_are_each_told_by_their_own() -> None:
    details = ("Line Item: 1, Reason: INELIGIBLE_ADD_ON", "Line Item: 2, Reason: CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE")
    found = judge("place order", Refusal(400, "2129", "No", details), ITEMS)
    assert {one.code: one.text.partition(":")[0] for one in found} == {
        "adobe-2129-ineligible-add-on": "Photoshop",
        "adobe-2129-customer-not-eligible-for-purchase": "Stock",
    }


def test_a_bare_reason_is_told_for_all_lines_that_are_named() -> None:
    (found,) = judge("place order", Refusal(400, "2129", "No", ("Line Item: 2", "INELIGIBLE_ADD_ON")), ITEMS)
    assert found.code == "adobe-2129-ineligible-add-on"
    assert found.text.startswith("Stock: ")


@pytest.mark.parametrize(
    ("code", "parameters"), [("1118", ADDRESS), ("1127", ("adobe_user_email", "customer_company_name")), ("2119", ())]
)
def test_a_refusal_of_the_company_asks_for_exactly_what_corrects_it(code: str, parameters: tuple[str, ...]) -> None:
    (found,) = judge("create customer" if parameters else "place order", Refusal(400, code, "No"), ITEMS)
    assert found.parameters == parameters


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("companyProfile.companyName", ("customer_company_name",)),
        ("companyProfile.address.addressLine1", ("customer_address_line_1",)),
        ("companyProfile.address.addressLine2", ("customer_address_line_2",)),
        ("companyProfile.address.city", ("customer_city",)),
        ("companyProfile.address.region", ("customer_region",)),
        ("companyProfile.address.postalCode", ("customer_postal_code",)),
        ("companyProfile.address.country", ("customer_country",)),
        ("companyProfile.address.phoneNumber", ("customer_phone_number",)),
        ("companyProfile.address", ADDRESS),
        ("companyProfile.contacts[0].email", ("adobe_user_email",)),
        ("companyProfile.contacts[0].firstName", ("adobe_user_first_name",)),
        ("companyProfile.contacts[0].lastName", ("adobe_user_last_name",)),
        ("companyProfile.contacts[0].phoneNumber", ("customer_phone_number",)),
    ],
)
@pytest.mark.parametrize("code", ["1117", "1122"])
def test_a_wrong_field_is_asked_for_by_the_one_parameter_that_corrects_it(
    code: str, path: str, parameters: tuple[str, ...]
) -> None:
    (found,) = judge("create customer", Refusal(400, code, "Some Fields are Invalid", (path,)), {})
    assert found.kind.value == "correctable"
    assert found.parameters == parameters
    assert found.text.endswith(f"[{code}]")


def test_several_wrong_fields_are_several_questions() -> None:
    details = ("companyProfile.address.city", "companyProfile.contacts[0].lastName")
    found = judge("create customer", Refusal(400, "1117", "No", details), {})
    assert [one.parameters for one in found] == [("customer_city",), ("adobe_user_last_name",)]


@pytest.mark.parametrize(
    ("call", "details"),
    [
        ("create customer", ("companyProfile.preferredLanguage",)),
        ("create customer", ("resellerId", "companyProfile.address.city")),
        ("create customer", ()),
        ("place order", ("lineItems[0].quantity",)),
    ],
)
def test_a_field_that_no_customer_can_correct_is_the_operators(call: str, details: tuple[str, ...]) -> None:
    (found,) = judge(call, Refusal(400, "1117", "Some Fields are Invalid", details), {})
    assert (found.code, found.kind.value) == ("adobe-1117", "operator")
    assert all(detail in found.operator for detail in details)


def test_the_customer_sees_adobes_code_at_the_end_and_never_its_prose() -> None:
    (found,) = judge("place order", Refusal(400, "2122", "Invalid Offer ID", ("Line Item: 1",)), ITEMS)
    assert found.text == (
        "Photoshop: Adobe does not sell this product now. Your distributor must correct the catalogue; then order again. [2122]"
    )


def test_the_operator_sees_the_call_and_adobes_whole_answer() -> None:
    (found,) = judge("place order", Refusal(400, "2128", "Currency invalid", ("Line Item: 2",)), ITEMS)
    assert found.operator.endswith("(place order: HTTP 400; code 2128; Currency invalid; Line Item: 2)")
    assert found.operator.startswith("Stock: not sold in the account's currency.")


def test_a_refusal_without_a_code_shows_no_empty_brackets() -> None:
    (found,) = judge("place order", Refusal(404, ""), {})
    assert "[" not in found.text


def test_lines_that_the_request_does_not_know_are_not_named() -> None:
    (found,) = judge("place order", Refusal(400, "2120", "No", ("Line Item: 9",)), ITEMS)
    assert found.text.startswith("The request: Adobe does not take this quantity.")
