"""Memberships and transfers on the wire. Expectations: the pages below developer.adobe.com/vipmp/docs/migration."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from connector.adobe.calls import membership_of, place_transfer
from connector.adobe.errors import AdobeGibberishError, AdobeRefusedError
from tests.adobe.scripted import ScriptedAdobe, a_client, answer, body_of, page_of_html, refusal

MEMBERSHIP = "88A1B2C3"
PREVIEW = {
    "totalCount": 1,
    "items": [{"offerId": "65309999CA12A12", "currencyCode": "GBP", "quantity": 14, "renewalDate": "2027-03-01"}],
    "benefits": [
        {
            "type": "THREE_YEAR_COMMIT",
            "commitment": {
                "startDate": "2025-03-01",
                "endDate": "2028-02-29",
                "status": "ACTIVE",
                "minimumQuantities": [{"offerType": "LICENSE", "quantity": 10}],
            },
            "commitmentRequest": None,
        }
    ],
    "discounts": [{"level": "12", "offerType": "LICENSE"}],
}
LINE = {"lineItemNumber": 1, "offerId": "65309999CA12A12", "quantity": 14, "subscriptionId": "", "currencyCode": "GBP"}
TRANSFER: dict[str, Any] = {
    "transferId": "TRF-7f31",
    "customerId": "",
    "membershipId": MEMBERSHIP,
    "resellerId": "1000512301",
    "creationDate": "2026-09-12T10:00:00Z",
    "status": "1002",
    "lineItems": [LINE],
    "links": {"self": {"uri": f"/v3/memberships/{MEMBERSHIP}/transfers/TRF-7f31", "method": "GET", "headers": []}},
}


def test_a_preview_is_read_into_offers_benefits_and_discounts() -> None:
    adobe = ScriptedAdobe(answer(200, PREVIEW))
    found = a_client(adobe).memberships.preview(MEMBERSHIP, ignore_order_return=False, expire_open_pas=False)
    assert (adobe.only.method, adobe.only.url.path, adobe.only.url.query) == ("GET", f"/v3/memberships/{MEMBERSHIP}/offers", b"")
    (offer,) = found.items
    assert (offer.offer_id, offer.quantity, offer.currency_code) == ("65309999CA12A12", 14, "GBP")
    assert offer.renewal_date == date(2027, 3, 1)
    assert found.benefits[0].commitment is not None
    assert found.benefits[0].commitment.status == "ACTIVE"
    assert found.discounts[0].level == "12"


@pytest.mark.parametrize(
    ("returns", "authorisations", "query"),
    [
        (True, False, [("ignore-order-return", "true")]),
        (False, True, [("expire-open-pas", "true")]),
        (True, True, [("ignore-order-return", "true"), ("expire-open-pas", "true")]),
    ],
)
def test_rights_are_given_up_in_the_query_of_preview_and_transfer_alike(
    *, returns: bool, authorisations: bool, query: list[tuple[str, str]]
) -> None:
    adobe = ScriptedAdobe(answer(200, PREVIEW), answer(202, TRANSFER))
    client = a_client(adobe)
    client.memberships.preview(MEMBERSHIP, ignore_order_return=returns, expire_open_pas=authorisations)
    client.send(place_transfer(MEMBERSHIP, "R1", ignore_order_return=returns, expire_open_pas=authorisations), "correlation-1")
    assert adobe.queries() == [query, query]
    assert adobe.requests[1].url.path == f"/v3/memberships/{MEMBERSHIP}/transfers"


def test_a_transfer_names_the_reseller_and_nothing_else() -> None:
    adobe = ScriptedAdobe(answer(202, TRANSFER))
    write = place_transfer(MEMBERSHIP, "1000512301", ignore_order_return=False, expire_open_pas=False)
    document = a_client(adobe).send(write, "correlation-1")
    assert (adobe.only.method, adobe.only.url.path) == ("POST", f"/v3/memberships/{MEMBERSHIP}/transfers")
    assert body_of(adobe.only) == {"resellerId": "1000512301"}
    assert adobe.headers("X-Correlation-Id") == ["correlation-1"]
    assert document["transferId"] == "TRF-7f31"


@pytest.mark.parametrize("flag", [False, True])
def test_a_transfer_without_its_id_could_never_be_followed(*, flag: bool) -> None:
    adobe = ScriptedAdobe(answer(202, {**TRANSFER, "transferId": ""}))
    write = place_transfer(MEMBERSHIP, "1000512301", ignore_order_return=flag, expire_open_pas=False)
    with pytest.raises(AdobeGibberishError, match="does not name what it created"):
        a_client(adobe).send(write, "correlation-1")


@pytest.mark.parametrize("key", ["lineItems", "items"])
def test_a_transfer_is_read_open_and_complete_whatever_its_lines_are_called(key: str) -> None:
    complete = {**TRANSFER, "status": "1000", "customerId": "1007333001"}
    del complete["lineItems"]
    complete[key] = [{**LINE, "subscriptionId": "ee55ee55ee55ee55ee55ee55ee55eeNA", "deploymentID": "D1"}]
    adobe = ScriptedAdobe(answer(202, TRANSFER), answer(200, complete))
    client = a_client(adobe)
    first, second = (client.memberships.transfer(MEMBERSHIP, "TRF-7f31") for _ in range(2))
    assert adobe.requests[0].url.path == f"/v3/memberships/{MEMBERSHIP}/transfers/TRF-7f31"
    assert (first.status, first.customer_id, first.lines[0].subscription_id) == ("1002", None, None)
    assert first.creation_date == datetime(2026, 9, 12, 10, 0, tzinfo=UTC)
    assert (second.status, second.customer_id) == ("1000", "1007333001")
    assert second.lines[0].subscription_id == "ee55ee55ee55ee55ee55ee55ee55eeNA"
    assert second.lines[0].deployment_id == "D1"


def test_a_preview_with_fewer_offers_than_it_counts_is_no_whole_answer() -> None:
    adobe = ScriptedAdobe(answer(200, {**PREVIEW, "totalCount": 2}))
    with pytest.raises(AdobeGibberishError, match="ends after 1 of 2"):
        a_client(adobe).memberships.preview(MEMBERSHIP, ignore_order_return=False, expire_open_pas=False)


def test_an_unknown_membership_is_refused_with_or_without_json() -> None:
    adobe = ScriptedAdobe(page_of_html(404), refusal(404, "1115"), refusal(400, "5115"))
    client = a_client(adobe)
    told = []
    for _ in range(3):
        with pytest.raises(AdobeRefusedError) as refused:
            client.memberships.preview(MEMBERSHIP, ignore_order_return=False, expire_open_pas=False)
        told.append((refused.value.status, refused.value.code))
    assert told == [(404, ""), (404, "1115"), (400, "5115")]


def test_the_log_names_the_route_without_its_query() -> None:
    adobe, paths = ScriptedAdobe(answer(202, TRANSFER)), []
    client = a_client(adobe, listen=lambda record: paths.append(record.path))
    client.send(place_transfer(MEMBERSHIP, "R1", ignore_order_return=True, expire_open_pas=True), "correlation-1")
    assert paths[-1] == f"/v3/memberships/{MEMBERSHIP}/transfers"


@pytest.mark.parametrize("membership", [MEMBERSHIP, "88 A/1", "%2F"])
@pytest.mark.parametrize("rights", [False, True])
def test_the_path_of_a_transfer_tells_the_membership(membership: str, *, rights: bool) -> None:
    write = place_transfer(membership, "1000512301", ignore_order_return=rights, expire_open_pas=rights)
    assert membership_of(write.path) == membership


def test_another_path_tells_of_no_membership() -> None:
    assert membership_of("/v3/customers/P1/orders") == ""
