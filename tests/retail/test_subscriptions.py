"""What only an integration kit describes: what became of a claim, and its end."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from connector.adobe.errors import AdobeCredentialsError, AdobeGibberishError, AdobeRefusedError
from connector.retail.calls import cancel_subscription
from connector.retail.models import Status, Subscription
from tests.retail.driver import CLIENT_ID, REFERENCE, Desk, Script, a_client

CANCEL = cancel_subscription(REFERENCE, "USER_CANCELLED")


def test_what_nobody_redeemed_is_not_there_yet() -> None:
    desk = Desk()
    assert desk.client.subscription(REFERENCE) is None
    desk.claim()
    assert desk.client.subscription(REFERENCE) is None


def test_what_was_redeemed_is_active_for_its_term() -> None:
    desk = Desk()
    desk.claim()
    desk.simulator.control.redeem(REFERENCE)
    found = desk.client.subscription(REFERENCE)
    assert found == Subscription(
        partner_reference_id=REFERENCE,
        offer_id="30006514",
        status=Status.ACTIVE,
        start_date=datetime(2026, 6, 1, 12, 0, tzinfo=UTC),
        end_date=datetime(2027, 6, 1, 12, 0, tzinfo=UTC),
    )


def test_an_end_takes_effect_at_once_and_is_told_once() -> None:
    desk = Desk()
    desk.claim()
    desk.simulator.control.redeem(REFERENCE)
    assert desk.client.send(CANCEL, "an-id")["status"] == "CANCELLED"
    found = desk.client.subscription(REFERENCE)
    assert found is not None
    assert found.status is Status.CANCELLED
    (call,) = desk.simulator.control.calls("POST", "/v1/subscriptions/")
    assert call.request_body == {"type": "CANCEL", "reason_code": "USER_CANCELLED"}


@pytest.mark.parametrize(("redeemed", "status"), [(False, 404), (True, 409)])
def test_what_is_not_there_or_has_ended_already_is_ended(redeemed: bool, status: int) -> None:  # noqa: FBT001 - a column of the table.
    desk = Desk()
    desk.claim()
    if redeemed:
        desk.simulator.control.redeem(REFERENCE)
        desk.client.send(CANCEL, "an-id")
    assert desk.client.send(CANCEL, "an-id") == {"status": "CANCELLED", "was_status": status}


def test_of_the_answer_to_an_end_only_known_fields_are_given() -> None:
    answer = {
        "partner_reference_id": REFERENCE,
        "status": "CANCELLED",
        "redemption_code": "A-CODE",
        "experience_url": "https://a",
    }
    found = a_client(Script(httpx.Response(200, json=answer))).send(CANCEL, "an-id")
    assert found == {"partner_reference_id": REFERENCE, "status": "CANCELLED"}


def test_a_reference_that_was_cancelled_cannot_be_claimed_again() -> None:
    desk = Desk()
    desk.claim()
    desk.simulator.control.end(REFERENCE)
    with pytest.raises(AdobeRefusedError) as raised:
        desk.claim()
    assert raised.value.status == 400


def test_a_look_is_repeated_once_with_a_fresh_token() -> None:
    desk = Desk()
    desk.client.fetch_token()
    desk.simulator.control.revoke_tokens()
    assert desk.client.subscription(REFERENCE) is None
    assert (desk.count("/ims/token/v3"), desk.count("/v1/subscriptions")) == (2, 2)


def test_a_look_that_is_refused_for_other_reasons_is_not_repeated() -> None:
    desk = Desk()
    desk.simulator.control.set_partner(CLIENT_ID, active=False)
    with pytest.raises(AdobeCredentialsError):
        desk.client.subscription(REFERENCE)
    assert desk.count("/v1/subscriptions") == 1


@pytest.mark.parametrize("body", [{}, {"partner_reference_id": REFERENCE, "status": "ACTIVE", "start_date": "soon"}])
def test_a_subscription_that_makes_no_sense_is_none(body: dict[str, str]) -> None:
    with pytest.raises(AdobeGibberishError):
        a_client(Script(httpx.Response(200, json=body))).subscription(REFERENCE)


@pytest.mark.parametrize("call", ["look", "end"])
def test_any_other_refusal_is_one(call: str) -> None:
    client = a_client(Script(httpx.Response(400, json={"code": "BAD", "message": "no"})))
    with pytest.raises(AdobeRefusedError):
        client.subscription(REFERENCE) if call == "look" else client.send(CANCEL, "an-id")


def test_a_reference_is_one_part_of_the_path_whatever_it_holds() -> None:
    assert cancel_subscription("a/../b", "NOT_ELIGIBLE").path == "/v1/subscriptions/a%2F..%2Fb"
