"""What a request asks for, what is worth a write, and under which reference it goes to Adobe."""

from __future__ import annotations

from typing import Any

import pytest

from connector.domain.requests import Parameter
from tests.builders import REQUEST, a_purchase


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", REQUEST),
        ("   ", REQUEST),
        ("CB-4711", "CB-4711"),
        (" CB-4711 ", "CB-4711"),
        ("x" * 35, "x" * 35),
        ("x" * 36, REQUEST),
    ],
)
def test_the_callers_order_id_is_the_reference_where_it_fits_adobes_35_characters(given: str, expected: str) -> None:
    assert a_purchase(values={"external_reference_id": given}).reference == expected


def test_without_the_parameter_the_request_id_is_the_reference() -> None:
    assert a_purchase(without=("external_reference_id",)).reference == REQUEST


@pytest.mark.parametrize(
    ("value", "structured", "expected"),
    [
        ("", None, False),
        ("  ", None, False),
        ("text", None, True),
        ("", {}, False),
        ("text", {}, True),
        ("", {"a": False, "b": False}, False),
        ("", {"a": False, "b": True}, True),
        ("", {"items": []}, False),
        ("", {"items": [{"mpn": "65304470CA"}]}, True),
        ("", {"city": "", "country": ""}, False),
        ("", ["a"], True),
        ("", [], False),
    ],
)
def test_a_filled_parameter_asks_and_an_empty_one_does_not(value: str, structured: Any, expected: bool) -> None:  # noqa: ANN401, FBT001 - the platform's JSON in a row of the table.
    assert Parameter("any", value, structured).asks is expected


def test_a_parameter_that_the_product_lacks_asks_nothing_and_is_never_written() -> None:
    request = a_purchase(without=("discount_group",))
    assert not request.asks("discount_group")
    assert request.text("discount_group") == ""
    assert request.changed_by({"discount_group": "01A12", "adobe_order_id": "7120018003"}) == {"adobe_order_id": "7120018003"}
    assert not request.with_values({"discount_group": "01A12"}).carries("discount_group")


def test_only_what_differs_is_worth_a_write() -> None:
    orders = {"orders": [{"order_id": "7120018003"}]}
    request = a_purchase(values={"adobe_order_id": "7120018003", "adobe_orders": orders})
    assert request.changed_by({"adobe_order_id": "7120018003", "adobe_orders": orders, "error_msg": ""}) == {}
    assert request.changed_by({"adobe_order_id": "7120018004", "adobe_orders": {"orders": []}}) == {
        "adobe_order_id": "7120018004",
        "adobe_orders": {"orders": []},
    }
