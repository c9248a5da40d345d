from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_line, an_order
from tests.simulator.adobe.driver import Partner, refusal
from tests.simulator.adobe.owning import a_customer_of, a_return, an_owner, later, settled, the_subscription

PARTIAL = "Line Item: 1, Reason: PARTIAL_CANCELLATION_NOT_ALLOWED_FOR_SCP_OR_CONSUMABLE"


def _speaking(dialect: Any) -> Partner:  # noqa: ANN401 - the type of the setting is narrower than what tests are given.
    return Partner(SimulatorSettings(return_dialect=dialect))


def _refused(partner: Partner, path: str, order_id: str, *lines: dict[str, Any]) -> tuple[int, str, list[str]]:
    before = partner.control.orders()
    refused = refusal(partner.post(f"{path}/orders", a_return(order_id, *lines)))
    assert partner.control.orders() == before
    return refused


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (a_line(number=2), "2131"),
        (a_line(currencyCode="USD"), "2131"),
        (a_line(deploymentId="1450099021"), "2131"),
        (a_line("65309999CA02A12"), "2130"),
        (a_line("30007777CA01A12"), "2130"),
    ],
)
def test_a_line_must_be_the_original_one(line: dict[str, Any], code: str) -> None:
    partner = Partner()
    path, order_id = an_owner(partner)
    assert _refused(partner, path, order_id, line) == (400, code, [f"Line Item: {line['extLineItemNumber']}"])


def test_a_line_may_leave_its_currency_to_the_original() -> None:
    partner = Partner()
    path, order_id = an_owner(partner)
    line = {name: value for name, value in a_line().items() if name != "currencyCode"}
    assert settled(partner, path, a_return(order_id, line))["lineItems"][0]["currencyCode"] == "GBP"
    assert settled(partner, path, a_return(order_id, line, currencyCode="GBP"))["status"] == "1000"


def test_line_numbers_are_unique_and_currency_stands_at_one_level() -> None:
    partner = Partner()
    path, order_id = an_owner(partner)
    assert _refused(partner, path, order_id, a_line(), a_line()) == (400, "2121", ["Line Item: 1"])
    assert refusal(partner.post(f"{path}/orders", a_return(order_id, currencyCode="USD"))) == (400, "2140", [])


def test_an_unknown_order_or_one_of_another_customer_cannot_be_returned() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    _, foreign = an_owner(partner)
    assert _refused(partner, path, "P99") == (404, "2115", [])
    assert _refused(partner, path, foreign) == (404, "2115", [])


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [("422", (422, "RETURN_QTY_EXCEEDS_REMAINING", [])), ("400", (400, "2120", ["Line Item: 1"]))],
)
def test_no_more_is_returned_than_remains(dialect: str, expected: tuple[int, str, list[str]]) -> None:
    partner = _speaking(dialect)
    path, order_id = an_owner(partner, quantity=7)
    assert _refused(partner, path, order_id, a_line(quantity=8)) == expected
    partner.control.set_remaining(order_id, 1, 3)
    assert _refused(partner, path, order_id, a_line(quantity=4)) == expected


def test_a_symbolic_refusal_has_a_code_and_a_message_only() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    assert set(partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=8))).json()) == {"code", "message"}


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("422", (422, "RETURN_NOT_SUPPORTED_SWITCH_ORDER", [])),
        ("400", (400, "2127", ["SWITCH_ORDER_CANCELLATION_NOT_ALLOWED"])),
    ],
)
def test_a_switch_is_no_order_to_return(dialect: str, expected: tuple[int, str, list[str]]) -> None:
    partner = _speaking(dialect)
    customer_id = a_customer_of(partner)
    switched = [{"offer_id": "65309999CA01A12", "quantity": 1, "currency": "GBP"}]
    order_id = partner.control.add_order(customer_id, switched, order_type="SWITCH")
    assert _refused(partner, f"/v3/customers/{customer_id}", order_id) == expected


@pytest.mark.parametrize(
    ("dialect", "quantity", "expected"),
    [
        ("422", 1, (422, "RETURN_NOT_SUPPORTED_MOQ_SKU", [])),
        ("400", 1, (400, "2127", [PARTIAL])),
        ("400", 51, (400, "5133", [])),
    ],
)
def test_a_high_growth_offer_is_not_returned(dialect: str, quantity: int, expected: tuple[int, str, list[str]]) -> None:
    partner = _speaking(dialect)
    partner.control.add_product("70000002CA", "Folio Growth", {"GBP": "150.00"}, suffix="X12")
    path, order_id = an_owner(partner, "70000002CA14X12", 150)
    assert _refused(partner, path, order_id, a_line("70000002CA14X12", quantity)) == expected


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("422", (422, "RETURN_VIOLATES_3YC_MCQ", [])),
        ("400", (400, "2127", ["Line Item: 1, Reason: THREE_YEAR_COMMIT"])),
    ],
)
def test_a_return_stays_above_a_commitment(dialect: str, expected: tuple[int, str, list[str]]) -> None:
    partner = _speaking(dialect)
    path, order_id = an_owner(partner, quantity=12)
    partner.control.add_commitment(path.rpartition("/")[2], licences=10)
    assert _refused(partner, path, order_id, a_line(quantity=3)) == expected
    settled(partner, path, a_return(order_id, a_line(quantity=2)))
    assert the_subscription(partner, path)["currentQuantity"] == 10


def test_open_returns_count_against_a_commitment_and_add_ons_do_not() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=12)
    customer_id = path.rpartition("/")[2]
    other = partner.control.add_purchase(customer_id, "30007777CA01A12", 3, "GBP")
    add_on = partner.control.add_purchase(customer_id, "65310001CA01A12", 9, "GBP")
    partner.control.add_commitment(customer_id, licences=10)
    partner.control.change(order_reads=None)
    partner.post(f"{path}/orders", a_return(add_on, a_line("65310001CA01A12", 9)))
    partner.post(f"{path}/orders", a_return(other, a_line("30007777CA01A12", 3)))
    assert _refused(partner, path, order_id, a_line(quantity=3))[1] == "RETURN_VIOLATES_3YC_MCQ"
    assert partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=2))).status_code == 202


def test_an_unused_consumable_is_returned_whole_and_a_used_one_never() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, "65315555CAT1A12", 40)
    assert _refused(partner, path, order_id, a_line("65315555CAT1A12", 39)) == (400, "2127", [PARTIAL])
    subscription_id = the_subscription(partner, path)["subscriptionId"]
    partner.control.set_subscription(subscription_id, used=1)
    used = (400, "2129", ["Line Item: 1, Reason: INELIGIBLE_CONSUMED"])
    assert _refused(partner, path, order_id, a_line("65315555CAT1A12", 40)) == used
    partner.control.set_subscription(subscription_id, used=0)
    assert settled(partner, path, a_return(order_id, a_line("65315555CAT1A12", 40)))["status"] == "1000"


def test_a_licence_pack_is_returned_whole_only() -> None:
    partner = Partner()
    partner.control.add_product("70000003CA", "Folio pack", {"GBP": "900.00"}, returns_whole=True)
    path, order_id = an_owner(partner, "70000003CA01A12", 5)
    assert _refused(partner, path, order_id, a_line("70000003CA01A12", 4)) == (400, "2127", [PARTIAL])
    assert settled(partner, path, a_return(order_id, a_line("70000003CA01A12", 5)))["status"] == "1000"


def test_what_is_returned_already_cannot_be_returned_again() -> None:
    partner = Partner()
    customer_id = a_customer_of(partner)
    path = f"/v3/customers/{customer_id}"
    lines = [{"offer_id": offer, "quantity": 1, "currency": "GBP"} for offer in ("65309999CA01A12", "30007777CA01A12")]
    order_id = partner.control.add_order(customer_id, lines)
    partner.control.add_return(order_id, {1: 1})
    assert _refused(partner, path, order_id) == (400, "2133", ["Line Item: 1"])
    partner.control.add_return(order_id)
    assert _refused(partner, path, order_id) == (400, "2133", [])


def test_an_open_or_failed_order_and_a_return_itself_cannot_be_returned() -> None:
    partner = Partner(SimulatorSettings(order_reads=None))
    path, order_id = an_owner(partner)
    open_one = partner.post(f"{path}/orders", an_order()).json()["orderId"]
    assert _refused(partner, path, open_one) == (400, "2116", [])
    partner.control.set_order_status(open_one, "1004")
    assert _refused(partner, path, open_one) == (400, "2116", [])
    assert _refused(partner, path, partner.control.add_return(order_id, {1: 1})) == (400, "2127", [])


@pytest.mark.parametrize(("settings", "days"), [(SimulatorSettings(), 14), (SimulatorSettings(return_window_days=3), 3)])
def test_the_window_closes_after_the_last_calendar_day(settings: SimulatorSettings, days: int) -> None:
    partner = Partner(settings)
    path, order_id = an_owner(partner)
    # The order is of 08:00; at 23:59 of the last day it is still returned, a minute later not.
    later(partner, days=days, hours=15, minutes=59)
    assert settled(partner, path, a_return(order_id))["status"] == "1000"
    partner.control.advance(timedelta(minutes=1))
    assert _refused(partner, path, order_id) == (400, "2117", [])


def test_an_ended_subscription_has_nothing_to_return() -> None:
    partner = Partner()
    path, order_id = an_owner(partner)
    partner.control.set_subscription(the_subscription(partner, path)["subscriptionId"], status="1004")
    assert _refused(partner, path, order_id) == (400, "2134", ["Line Item: 1"])


def test_a_dialect_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(ValueError, match="no dialect of returns"):
        _speaking("418")
