"""What makes a request a part of a transaction: the model, the GUID, the number of requests, and what is wrong with each."""

from __future__ import annotations

from typing import Any

import pytest

from connector.domain.arrivals import arrival_problems
from connector.domain.checks import purchase_problems
from connector.domain.transactions import announced, owner_of, transaction_of
from tests.builders import ACROBAT, PHOTOSHOP, a_policy, a_purchase, an_item

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
DIGITS = "6f9619ff8b864d01b42d00cf4fc964ff"
MARKETPLACE = {"business-model": "one-to-one"}


def _told(values: dict[str, Any], **changes: Any) -> list[tuple[str, str, tuple[str, ...]]]:  # noqa: ANN401 - fields of a request.
    request = a_purchase(values=values, **changes)
    return [(found.code, found.kind.value, found.parameters) for found in purchase_problems(request, a_policy())]


@pytest.mark.parametrize(
    "spelling",
    [GUID, GUID.upper(), DIGITS, f"{{{GUID}}}", f"  {GUID} "],
    ids=["usual", "upper case", "plain", "braces", "spaces"],
)
def test_a_guid_is_the_same_in_each_of_its_spellings(spelling: str) -> None:
    assert transaction_of(a_purchase(values={"business-model": "one-to-one", "transaction_id": spelling})) == DIGITS


@pytest.mark.parametrize(
    "spelling",
    [
        "", "b2c3", GUID[:-1], f"{GUID}0", f"{{{GUID}", f"urn:uuid:{GUID}", GUID.replace("f", "g"),
        "6f9619ff8b86-4d01-b42d-00cf4fc964ff",
        "00000000-0000-0000-0000-000000000000",
    ],
)  # fmt: skip
def test_what_is_no_guid_ties_nothing_together(spelling: str) -> None:
    assert transaction_of(a_purchase(values={"business-model": "one-to-one", "transaction_id": spelling})) == ""


@pytest.mark.parametrize(
    ("values", "configuration", "tied"),
    [
        ({"business-model": "one-to-one"}, {}, True),
        ({"business-model": " One-To-One "}, {}, True),
        ({}, MARKETPLACE, True),
        ({"business-model": "one-to-one"}, {"business-model": "one-to-many"}, True),
        ({"business-model": "one-to-many"}, MARKETPLACE, False),
        ({}, {"business-model": "one-to-many"}, False),
        ({}, {}, False),
    ],
)
def test_the_model_stands_on_the_request_else_in_the_marketplace_else_it_is_one_to_many(
    values: dict[str, str], configuration: dict[str, str], *, tied: bool
) -> None:
    request = a_purchase(values={"transaction_id": GUID, **values}, configuration=configuration)
    assert bool(transaction_of(request)) is tied


@pytest.mark.parametrize("changes", [{"kind": "change"}, {"values": {"action_type": "transfer"}}], ids=["a change", "a transfer"])
def test_only_purchases_are_ordered_together(changes: dict[str, Any]) -> None:
    belongs = {"business-model": "one-to-one", "transaction_id": GUID}
    assert transaction_of(a_purchase(**{**changes, "values": {**belongs, **changes.get("values", {})}})) == ""


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("3", 3), ("007", 7), ("499", 499), (" 10 ", 10)])
def test_a_positive_whole_number_says_how_many_requests_there_are(text: str, number: int) -> None:
    assert announced(a_purchase(values={"transaction_items": text})) == number


@pytest.mark.parametrize("text", ["", "0", "000", "-1", "+2", "2.0", "1e2", "three", "500", "1000", "٣", "1 2"])
def test_anything_else_says_nothing(text: str) -> None:
    assert announced(a_purchase(values={"transaction_items": text})) is None


@pytest.mark.parametrize(
    ("values", "code", "kind", "parameters"),
    [
        ({"business-model": "one-to-some"}, "business-model-unknown", "correctable", ("business-model",)),
        (
            {"transaction_id": GUID},
            "transaction-without-model",
            "correctable",
            ("business-model", "transaction_id"),
        ),
        (
            {"business-model": "one-to-one", "transaction_id": "b2c3", "transaction_items": "2"},
            "transaction-id-invalid",
            "correctable",
            ("transaction_id",),
        ),
        (
            {"business-model": "one-to-one", "transaction_id": GUID, "transaction_items": "two"},
            "transaction-items-invalid",
            "correctable",
            ("transaction_items",),
        ),
        (
            {"business-model": "one-to-one", "transaction_id": GUID},
            "transaction-items-invalid",
            "correctable",
            ("transaction_items",),
        ),
        (
            {"business-model": "one-to-one", "transaction_items": "0"},
            "transaction-items-invalid",
            "correctable",
            ("transaction_items",),
        ),
        (
            {"business-model": "one-to-one", "transaction_items": "2"},
            "transaction-id-missing",
            "correctable",
            ("transaction_id",),
        ),
    ],
)
def test_what_does_not_fit_the_model_is_told(values: dict[str, str], code: str, kind: str, parameters: tuple[str, ...]) -> None:
    assert _told(values) == [(code, kind, parameters)]


@pytest.mark.parametrize(
    "values",
    [
        {"business-model": "one-to-one"},
        {"business-model": "one-to-one", "transaction_items": "1"},
        {"business-model": "one-to-one", "transaction_id": GUID, "transaction_items": "1"},
        {"business-model": "one-to-one", "transaction_id": GUID, "transaction_items": "12"},
        {"transaction_items": "3"},
    ],
)
def test_what_fits_the_model_is_no_problem(values: dict[str, str]) -> None:
    assert _told(values) == []


def test_a_model_that_the_marketplace_has_wrong_is_an_operators_matter() -> None:
    (found,) = purchase_problems(a_purchase(configuration={"business-model": "1:1"}), a_policy())
    assert (found.code, found.kind.value, found.parameters) == ("business-model-misconfigured", "operator", ())
    assert "1:1" in found.for_operator()


def test_a_bad_guid_and_a_bad_number_are_told_at_once() -> None:
    told = _told({"business-model": "one-to-one", "transaction_id": "none", "transaction_items": "none"})
    assert [code for code, *_ in told] == ["transaction-id-invalid", "transaction-items-invalid"]


def test_one_request_of_the_one_to_one_model_orders_one_product() -> None:
    items = (an_item(name="Photoshop"), an_item(ACROBAT, name="Acrobat"))
    (found,) = purchase_problems(a_purchase(*items, configuration=MARKETPLACE), a_policy())
    assert (found.code, found.kind.value) == ("one-to-one-several-products", "final")
    assert found.text.startswith("Photoshop, Acrobat:")


@pytest.mark.parametrize(
    "beside", [an_item(ACROBAT, quantity=0), an_item("GB-USED", quantity=None, pay_per_use=True)], ids=["zero", "pay per use"]
)
def test_items_that_order_nothing_do_not_count_against_the_model(beside: Any) -> None:  # noqa: ANN401 - an item.
    assert _told({}, items=(an_item(PHOTOSHOP), beside), configuration=MARKETPLACE) == []


def test_the_owner_of_a_transactions_calls_has_no_slash() -> None:
    # The correlation id joins owner, intent and generation with slashes.
    assert owner_of("production/D1000000000", "TA-1", DIGITS) == f"transaction production D1000000000 TA-1 {DIGITS}"


@pytest.mark.parametrize(
    "values",
    [
        {"action_type": "transfer", "adobe_vip_number": "88A1B2C3"},
        {"migration_info_object": {"action_type": "purchase", "adobe_customer_id": "P1005000001"}},
    ],
    ids=["a transfer", "an import"],
)
def test_a_transaction_id_on_what_is_no_purchase_is_an_operators_matter(values: dict[str, Any]) -> None:
    request = a_purchase(values={"transaction_id": GUID, "business-model": "one-to-one", **values})
    assert transaction_of(request) == ""
    told = [(found.code, found.parameters) for found in arrival_problems(request, a_policy())]
    assert told == [("feature-not-built", ("transaction_id",))]
