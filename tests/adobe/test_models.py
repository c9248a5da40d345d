"""What Adobe answers, as we read it. Documents are written after the samples of Adobe's resource pages."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from connector.adobe.calls import NewLine, NewOrder
from connector.adobe.codes import AccountStatus, BenefitType, OfferType, OrderStatus, OrderType, SubscriptionStatus
from connector.adobe.errors import AdobeGibberishError
from connector.adobe.models import Customer, Order, Reseller, Subscription
from connector.wire import WireError, read_json
from tests.adobe.scripted import ScriptedAdobe, a_client, answer, body_of

CUSTOMER: dict[str, Any] = {
    "externalReferenceId": "CU-7719",
    "customerId": "1007200145",
    "resellerId": "1000512301",
    "globalSalesEnabled": False,
    "companyProfile": {
        "companyName": "Northbeam Optics",
        "preferredLanguage": "en-GB",
        "marketSegment": "COM",
        "marketSubSegments": [],
        "address": {
            "country": "GB",
            "region": "00",
            "city": "York",
            "addressLine1": "12 Mill Yard",
            "addressLine2": "",
            "postalCode": "YO1 9TT",
            "phoneNumber": "",
        },
        "contacts": [{"firstName": "Tomas", "lastName": "Brandt", "email": "it@northbeam.example"}],
    },
    "discounts": [{"offerType": "LICENSE", "level": "02"}, {"offerType": "CONSUMABLES", "level": "T1"}],
    "tags": [],
    "cotermDate": "2027-09-04",
    "creationDate": "2026-09-01T08:20:00Z",
    "status": "1000",
    "benefits": [
        {
            "type": "THREE_YEAR_COMMIT",
            "commitment": None,
            "recommitmentRequest": None,
            "commitmentRequest": {
                "startDate": "2026-09-03",
                "endDate": "2029-09-02",
                "status": "ACCEPTED",
                "minimumQuantities": [{"offerType": "LICENSE", "quantity": 50}],
            },
        }
    ],
    "links": {"self": {"uri": "/v3/customers/1007200145", "method": "GET", "headers": []}},
}

PREVIEWED = """{ "referenceOrderId": "", "externalReferenceId": "Q-5501", "orderId": "", "customerId": "1007200145",
  "orderType": "PREVIEW", "status": "", "creationDate": "2026-09-04T10:00:00Z",
  "lineItems": [
    { "extLineItemNumber": 1, "offerId": "65309999CA02A12", "quantity": 12, "subscriptionId": "", "status": "",
      "currencyCode": "GBP", "proratedDays": 365,
      "pricing": { "partnerPrice": 190.10, "discountedPartnerPrice": 190.10, "netPartnerPrice": 0.1,
      "lineItemPartnerPrice": 12345678901234.56 } } ],
  "pricingSummary": [ { "totalLineItemPartnerPrice": 2550.00, "currencyCode": "GBP" } ] }"""


def a_placed_order(**changes: object) -> dict[str, Any]:
    line = {
        "extLineItemNumber": 1,
        "offerId": "65309999CA02A12",
        "quantity": 12,
        "remainingQuantity": 12,
        "subscriptionId": "c0ffee00c0ffee00c0ffee00c0ffeeNA",
        "status": "1000",
        "currencyCode": "GBP",
    }
    order = {"orderId": "9201447001", "customerId": "1007200145", "orderType": "NEW", "status": "1000", "source": "API"}
    return {**order, "creationDate": "2026-09-04T10:02:11Z", "referenceOrderId": "", "lineItems": [line], **changes}


def test_a_customer_is_read_whole() -> None:
    customer = a_client(ScriptedAdobe(answer(200, CUSTOMER))).customers.get("1007200145")
    assert (customer.customer_id, customer.reseller_id, customer.external_reference_id) == ("1007200145", "1000512301", "CU-7719")
    assert customer.status is AccountStatus.ACTIVE
    assert customer.coterm_date == date(2027, 9, 4)
    assert customer.creation_date == datetime(2026, 9, 1, 8, 20, tzinfo=UTC)
    assert [(one.offer_type, one.level) for one in customer.discounts] == [
        (OfferType.LICENSE, "02"),
        (OfferType.CONSUMABLES, "T1"),
    ]
    profile = customer.company_profile
    assert (profile.company_name, profile.preferred_language, profile.market_segment) == ("Northbeam Optics", "en-GB", "COM")
    assert (profile.address.address_line_1, profile.address.address_line_2, profile.address.postal_code) == (
        "12 Mill Yard",
        "",
        "YO1 9TT",
    )
    assert [contact.email for contact in profile.contacts] == ["it@northbeam.example"]
    (benefit,) = customer.benefits
    assert (benefit.kind, benefit.commitment) == (BenefitType.THREE_YEAR_COMMIT, None)
    assert benefit.commitment_request is not None
    assert benefit.commitment_request.status == "ACCEPTED"
    assert benefit.commitment_request.minimum_quantities[0].quantity == 50


def test_a_customer_just_created_has_no_coterm_date_yet() -> None:
    customer = Customer.parse(
        {"customerId": "1007200145", "status": "1002", "cotermDate": "", "discounts": None, "benefits": None}
    )
    assert (customer.status, customer.coterm_date, customer.discounts, customer.benefits) == (AccountStatus.PENDING, None, (), ())


def test_a_reseller_has_several_market_segments() -> None:
    document = {
        "resellerId": "1000512301",
        "distributorId": "5000000077",
        "status": "1000",
        "companyProfile": {"marketSegments": ["COM", "GOV"]},
    }
    reseller = a_client(ScriptedAdobe(answer(200, document))).resellers.get("1000512301")
    assert (reseller.distributor_id, reseller.company_profile.market_segments) == ("5000000077", ("COM", "GOV"))


def test_a_previewed_orders_prices_are_exact_decimals() -> None:
    adobe = ScriptedAdobe(httpx.Response(200, text=PREVIEWED))
    lines = (NewLine(1, "65309999CA01A12", 12, "GBP"),)
    order = a_client(adobe).orders.preview("1007200145", NewOrder(lines, "Q-5501"), fetch_price=True)
    assert (order.order_id, order.status, order.order_type, order.reference_order_id) == (None, None, OrderType.PREVIEW, None)
    (line,) = order.lines
    assert (line.offer_id, line.prorated_days, line.subscription_id, line.status) == ("65309999CA02A12", 365, None, None)
    assert line.pricing is not None
    assert str(line.pricing.partner_price) == "190.10"
    assert line.pricing.net_partner_price == Decimal("0.1")
    assert line.pricing.line_item_partner_price == Decimal("12345678901234.56")
    assert [(one.total_line_item_partner_price, one.currency_code) for one in order.pricing_summary] == [
        (Decimal("2550.00"), "GBP")
    ]
    assert str(adobe.only.url) == "https://partners.example/v3/customers/1007200145/orders?fetch-price=true"
    assert body_of(adobe.only)["orderType"] == "PREVIEW"


def test_a_preview_without_prices_does_not_ask_for_them() -> None:
    adobe = ScriptedAdobe(httpx.Response(200, text=PREVIEWED))
    a_client(adobe).orders.preview("1007200145", NewOrder((NewLine(1, "65309999CA01A12", 12),)))
    assert adobe.only.url.query == b""


def test_the_other_spellings_of_prices_are_read_too() -> None:
    pricing = {"partnerPrice": "10.00", "proratedPartnerPrice": "5.00", "lineItemPrice": "15.00"}
    line = {"extLineItemNumber": 1, "offerId": "X", "quantity": 3, "pricing": pricing, "deployToId": "D1"}
    total = {"totalLineItemPrice": 15.0, "currencyCode": "USD"}
    order = Order.parse({"orderType": "SWITCH", "lineItems": [line], "pricingSummary": total})
    read = order.lines[0].pricing
    assert read is not None
    assert (read.partner_price, read.net_partner_price, read.line_item_partner_price) == (Decimal(10), Decimal(5), Decimal(15))
    assert order.lines[0].deployment_id == "D1"
    assert order.pricing_summary[0].total_line_item_partner_price == Decimal(15)


def test_an_order_is_read_and_its_prices_on_request() -> None:
    adobe = ScriptedAdobe(answer(200, a_placed_order()), answer(200, a_placed_order()))
    client = a_client(adobe)
    order = client.orders.get("1007200145", "9201447001")
    client.orders.get("1007200145", "9201447001", fetch_price=True)
    assert (order.order_id, order.status, order.source) == ("9201447001", OrderStatus.COMPLETE, "API")
    assert order.creation_date == datetime(2026, 9, 4, 10, 2, 11, tzinfo=UTC)
    assert (order.lines[0].remaining_quantity, order.lines[0].subscription_id) == (12, "c0ffee00c0ffee00c0ffee00c0ffeeNA")
    path = "https://partners.example/v3/customers/1007200145/orders/9201447001"
    assert [str(request.url) for request in adobe.requests] == [path, f"{path}?fetch-price=true"]


def test_numbers_and_texts_change_places() -> None:
    line = {"extLineItemNumber": "1", "offerId": 65309999, "quantity": "12", "status": 1000}
    order = Order.parse(a_placed_order(orderId=9201447001, status=1002, lineItems=[line]))
    assert (order.order_id, order.status) == ("9201447001", OrderStatus.OPEN)
    read = order.lines[0]
    assert (read.ext_line_item_number, read.offer_id, read.quantity, read.status) == (1, "65309999", 12, OrderStatus.COMPLETE)


@pytest.mark.parametrize("quantity", [12.5, "a dozen", True, [], {}])
def test_a_quantity_that_is_no_whole_number_is_refused(quantity: object) -> None:
    line = {"extLineItemNumber": 1, "offerId": "X", "quantity": quantity}
    with pytest.raises(WireError):
        Order.parse(a_placed_order(lineItems=[line]))


def test_the_same_number_means_another_thing_on_another_resource() -> None:
    reseller = Reseller.parse({"resellerId": "1", "status": "1022"})
    order = Order.parse(a_placed_order(status="1022"))
    assert (reseller.status, order.status) == (AccountStatus.SANCTIONED, OrderStatus.RESELLER_INACTIVE)


def test_an_unknown_code_is_kept_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="connector.wire"):
        orders = [Order.parse(a_placed_order(status="1987")) for _ in range(3)]
    statuses = [order.status for order in orders]
    assert statuses == ["1987"] * 3
    assert not any(status.known for status in statuses if status)
    assert OrderStatus.OPEN.known
    assert [record.getMessage() for record in caplog.records] == ["unknown OrderStatus kept as it is: 1987"]


def test_unknown_fields_are_ignored_at_every_depth() -> None:
    document = json.loads(
        json.dumps(CUSTOMER).replace('"country"', '"planet": "Earth", "country"').replace('"tags"', '"new": {}, "tags"')
    )
    assert Customer.parse(document) == Customer.parse(CUSTOMER)


def test_a_subscription_is_read_whole() -> None:
    document = {
        "subscriptionId": "c0ffee00c0ffee00c0ffee00c0ffeeNA",
        "offerId": "65309999CA01A12",
        "currentQuantity": 7,
        "usedQuantity": 6,
        "renewedQuantity": 0,
        "autoRenewal": {"enabled": True, "renewalQuantity": 7, "renewalCode": "MOQ_100"},
        "creationDate": "2026-09-04T10:02:12Z",
        "renewalDate": "2027-09-04",
        "status": "1000",
        "currencyCode": "GBP",
        "allowedActions": ["MANUAL_RENEWAL"],
    }
    adobe = ScriptedAdobe(answer(200, document))
    subscription = a_client(adobe).subscriptions.get("1007200145", "c0ffee00c0ffee00c0ffee00c0ffeeNA")
    assert (subscription.status, subscription.renewal_date) == (SubscriptionStatus.ACTIVE, date(2027, 9, 4))
    assert (subscription.current_quantity, subscription.used_quantity, subscription.renewed_quantity) == (7, 6, 0)
    assert subscription.auto_renewal is not None
    renewal = subscription.auto_renewal
    assert (renewal.enabled, renewal.renewal_quantity, renewal.renewal_code) == (True, 7, "MOQ_100")
    assert subscription.allowed_actions == ("MANUAL_RENEWAL",)
    assert adobe.only.url.path == "/v3/customers/1007200145/subscriptions/c0ffee00c0ffee00c0ffee00c0ffeeNA"


def test_a_stored_answer_reads_like_the_fresh_one() -> None:
    fresh = Order.parse(read_json(PREVIEWED))
    assert Order.parse(json.loads(json.dumps(fresh.dump()))) == fresh


@pytest.mark.parametrize("document", [{}, {"customerId": ""}, {"customerId": None}, {"customerId": {"a": 1}}])
def test_a_customer_without_an_id_is_gibberish(document: dict[str, object]) -> None:
    with pytest.raises(AdobeGibberishError) as caught:
        a_client(ScriptedAdobe(answer(200, document))).customers.get("1007200145")
    assert "customer_id" in str(caught.value)


def test_what_cannot_be_read_is_named_by_its_place_and_never_by_its_value() -> None:
    document = {"customerId": "1", "companyProfile": {"companyName": ["Northbeam", "Optics"]}}
    with pytest.raises(WireError) as caught:
        Customer.parse(document)
    assert "company_name" in str(caught.value)
    assert "Northbeam" not in repr(caught.value)


def test_no_repr_shows_whose_data_it_is() -> None:
    shown = repr(Customer.parse(CUSTOMER))
    assert "1007200145" in shown
    for personal in ("Northbeam", "Tomas", "Brandt", "northbeam.example", "Mill Yard", "YO1 9TT", "York"):
        assert personal not in shown


def test_a_subscription_that_says_nothing_about_auto_renewal_is_still_one() -> None:
    assert Subscription.parse({"subscriptionId": "aNA"}).auto_renewal is None
