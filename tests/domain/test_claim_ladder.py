"""The ladder of a retail purchase: tables of what is known and the move that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from connector.domain.facts import Facts
from connector.domain.journal import Answer, Attempt, Outcome, WireCall
from connector.domain.ladders import next_move
from connector.domain.moves import Approve, Inquire, Keep, Park, Wait
from connector.domain.policy import RetailTerms
from connector.domain.requests import Parameter, Request
from connector.domain.retail_facts import Redeemed, Redemption
from connector.domain.retail_moves import ClaimProduct, EndSubscription, ReadRedeemed
from tests.builders import a_policy, a_purchase, an_item

ASSET: Final = "AS-1234-5678-9012"
OFFER: Final = "30006514"
FIRST: Final = f"{ASSET}-{OFFER}"
SECOND: Final = f"{ASSET}-{OFFER}-2"
LINK: Final = "https://redeem.adobe.com/x?rc=A-CODE"
NOW: Final = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CALL: Final = ClaimProduct(ASSET, FIRST, OFFER)
NAMES: Final = (
    "adobe_partner_reference_id",
    "adobe_redemption_url",
    "adobe_redemption_short_url",
    "adobe_redemption_code",
    "error_msg",
)


def a_request(kind: str = "purchase", **values: str) -> Request:
    """Give a request of a retail product, whose parameters have these values."""
    parameters = {name: Parameter(name, values.get(name, ""), phase="fulfillment") for name in NAMES}
    request = a_purchase(an_item("EXPRESS", 1), kind=kind)
    return replace(request, asset_id=ASSET, parameters=parameters, created=NOW - timedelta(days=2))


def an_attempt(call: ClaimProduct | EndSubscription, outcome: Outcome, answer: Answer | None = None, **more: Any) -> Attempt:  # noqa: ANN401 - the attempt's own fields.
    """Give a journaled attempt of a call."""
    attributes = (
        [{"key": "partner_reference_id", "value": call.reference}, {"key": "offer_id", "value": call.offer_id}]
        if isinstance(call, ClaimProduct)
        else []
    )
    usual: dict[str, Any] = {
        "owner": "PR-1",
        "intent": call.intent,
        "generation": 1,
        "correlation_id": "an-id",
        "account": "production/D1/retail",
        "customer_key": "asset",
        "call": WireCall("POST", "/v1/workflows", {"workflow_attributes": attributes}),
        "outcome": outcome,
        "answer": answer,
        "opened_at": NOW - timedelta(days=1),
    }
    return Attempt(**{**usual, **more})


def refused(call: ClaimProduct, status: int, code: str, **more: Any) -> Attempt:  # noqa: ANN401 - as `an_attempt`.
    """Give an attempt that Adobe refused."""
    return an_attempt(call, Outcome.REFUSED, Answer(status, {"code": code, "message": "no"}), **more)


def the_move(request: Request, *attempts: Attempt, terms: RetailTerms | None = None, **facts: Any) -> object:  # noqa: ANN401 - the facts' own fields.
    """Give the next move."""
    policy = a_policy(program="retail", retail=terms or RetailTerms(offers={"EXPRESS": OFFER}))
    return next_move(request, Facts(NOW, NOW - timedelta(days=9), attempts, **facts), policy)


def test_the_reference_is_kept_before_anything_is_claimed() -> None:
    assert the_move(a_request()) == Keep({"adobe_partner_reference_id": FIRST})


def test_then_the_product_is_claimed() -> None:
    assert the_move(a_request(adobe_partner_reference_id=FIRST)) == CALL


def test_the_link_that_a_claim_was_answered_with_is_kept_at_once() -> None:
    accepted = an_attempt(CALL, Outcome.ACCEPTED, Answer(200, {}))
    link = Redemption(LINK, "https://www.adobe.com/go/retail?uuid=1", "A-CODE")
    found = the_move(a_request(adobe_partner_reference_id=FIRST), accepted, redemptions={"an-id": link})
    assert found == Keep(
        {
            "adobe_redemption_url": LINK,
            "adobe_redemption_short_url": "https://www.adobe.com/go/retail?uuid=1",
            "adobe_redemption_code": "A-CODE",
        }
    )
    assert "A-CODE" not in repr(link)


def test_an_accepted_claim_whose_link_is_nowhere_is_made_again() -> None:
    accepted = an_attempt(CALL, Outcome.ACCEPTED, Answer(200, {}))
    assert the_move(a_request(adobe_partner_reference_id=FIRST), accepted) == CALL


def test_a_claim_that_broke_is_made_again_without_a_look() -> None:
    assert the_move(a_request(adobe_partner_reference_id=FIRST), an_attempt(CALL, Outcome.BROKEN)) == CALL


def test_a_link_on_the_asset_is_enough() -> None:
    found = the_move(a_request(adobe_partner_reference_id=FIRST, adobe_redemption_url=LINK))
    assert isinstance(found, Approve)
    assert (found.note, LINK in found.tile, LINK in repr(found)) == ("", True, False)


def test_a_link_without_a_reference_is_none() -> None:
    assert the_move(a_request(adobe_redemption_url=LINK)) == Keep({"adobe_partner_reference_id": FIRST})


OTHER: Final = f"{ASSET}-30009999"
OTHER_CALL: Final = ClaimProduct(ASSET, OTHER, "30009999")


def assert_asks_about(found: object, reference: str) -> None:
    """Assert that a person is asked about a claim for another offer."""
    assert isinstance(found, Park)
    assert [one.code for one in found.problems] == ["retail-offer-changed"]
    assert f"under {reference}, and offers of the account maps it to 30006514 now" in found.problems[0].operator


@pytest.mark.parametrize("link", ["", LINK])
def test_a_reference_of_another_offer_parks_whatever_the_journal_remembers(link: str) -> None:
    assert_asks_about(the_move(a_request(adobe_partner_reference_id=OTHER, adobe_redemption_url=link)), OTHER)


@pytest.mark.parametrize("held", ["", FIRST, OTHER])
@pytest.mark.parametrize(
    "attempt",
    [
        an_attempt(OTHER_CALL, Outcome.ACCEPTED, Answer(200, {})),
        an_attempt(OTHER_CALL, Outcome.BROKEN),
        an_attempt(OTHER_CALL, Outcome.OPEN),
        refused(OTHER_CALL, 409, "ALREADY_FULFILLED"),
    ],
    ids=lambda attempt: attempt.outcome,
)
def test_an_asset_that_has_or_may_have_a_claim_for_another_offer_gets_no_second(attempt: Attempt, held: str) -> None:
    assert_asks_about(the_move(a_request(adobe_partner_reference_id=held), attempt), OTHER)


@pytest.mark.parametrize(
    "attempt",
    [
        an_attempt(OTHER_CALL, Outcome.NOT_EXECUTED, Answer(401, {})),
        refused(OTHER_CALL, 400, "INVALID_OFFER"),
        refused(OTHER_CALL, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE"),
    ],
    ids=lambda attempt: attempt.answer.body.get("code", attempt.outcome),
)
def test_an_offer_that_adobe_gave_nothing_out_for_may_be_put_right(attempt: Attempt) -> None:
    request = a_request(adobe_partner_reference_id=OTHER)
    assert the_move(request, attempt) == Keep({"adobe_partner_reference_id": FIRST})
    # A store that is younger than the request may have forgotten the claim that was accepted.
    younger = replace(request, created=NOW - timedelta(days=20))
    assert_asks_about(the_move(younger, attempt), OTHER)


def test_the_end_of_a_subscription_is_no_claim() -> None:
    ended = an_attempt(EndSubscription(ASSET, OTHER), Outcome.ACCEPTED, Answer(200, {}))
    assert the_move(a_request(adobe_partner_reference_id=FIRST), ended) == CALL


def test_a_reference_in_use_leads_to_the_one_other() -> None:
    attempt = refused(CALL, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE")
    assert the_move(a_request(adobe_partner_reference_id=FIRST), attempt) == Keep({"adobe_partner_reference_id": SECOND})
    assert the_move(a_request(adobe_partner_reference_id=SECOND), attempt) == ClaimProduct(ASSET, SECOND, OFFER)
    assert the_move(a_request(adobe_partner_reference_id=SECOND)) == ClaimProduct(ASSET, SECOND, OFFER)


def test_the_one_other_in_use_too_parks() -> None:
    second = ClaimProduct(ASSET, SECOND, OFFER)
    attempts = (
        refused(CALL, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE"),
        refused(second, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE", correlation_id="2"),
    )
    request = a_request(adobe_partner_reference_id=SECOND)
    found = the_move(request, *attempts, answered_now=frozenset({"2"}))
    assert isinstance(found, Park)
    assert [one.code for one in found.problems] == ["adobe-subscription-id-already-in-use"]


def test_a_reference_that_we_used_for_another_offer_is_our_own_fault() -> None:
    attempts = (
        refused(ClaimProduct(ASSET, FIRST, "30009999"), 400, "INVALID_OFFER"),
        refused(CALL, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE", correlation_id="2"),
    )
    found = the_move(a_request(adobe_partner_reference_id=FIRST), *attempts)
    assert isinstance(found, Park)
    assert [one.code for one in found.problems] == ["retail-reference-taken"]


def test_what_the_journal_forgot_is_not_our_own_fault() -> None:
    attempts = (
        replace(an_attempt(ClaimProduct(ASSET, FIRST, "30009999"), Outcome.ACCEPTED, Answer(200, {})), call=None),
        refused(CALL, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE", correlation_id="2"),
    )
    found = the_move(a_request(adobe_partner_reference_id=FIRST), *attempts)
    assert found == Keep({"adobe_partner_reference_id": SECOND})


def test_a_redeemed_product_without_its_link_is_asked_about_and_with_it_approved() -> None:
    attempt = refused(CALL, 409, "ALREADY_FULFILLED")
    asked = the_move(a_request(adobe_partner_reference_id=FIRST), attempt)
    assert isinstance(asked, Inquire)
    assert [one.parameters for one in asked.problems] == [("adobe_redemption_url",)]
    approved = the_move(a_request(adobe_partner_reference_id=FIRST, adobe_redemption_url=LINK), attempt)
    assert isinstance(approved, Approve)
    assert "redeemed already" in approved.note


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (Redeemed("ACTIVE"), Approve),
        (Redeemed("CANCELLED"), Park),
        (Redeemed(), Wait),
    ],
)
def test_where_the_account_reads_the_redemption_decides(seen: Redeemed, verdict: type) -> None:
    terms = RetailTerms(offers={"EXPRESS": OFFER}, reads=True)
    request = a_request(adobe_partner_reference_id=FIRST, adobe_redemption_url=LINK)
    assert the_move(request, terms=terms) == ReadRedeemed(FIRST)
    assert isinstance(the_move(request, terms=terms, seen={ReadRedeemed(FIRST): seen}), verdict)


@pytest.mark.parametrize(
    ("terms", "looks"),
    [(RetailTerms(), False), (RetailTerms(reads=True), True), (RetailTerms(hears=True), True)],
)
def test_a_cancellation_looks_only_where_it_may(terms: RetailTerms, looks: bool) -> None:  # noqa: FBT001 - a column of the table.
    found = the_move(a_request("cancel", adobe_partner_reference_id=FIRST), terms=terms)
    assert (found == ReadRedeemed(FIRST)) is looks
    assert isinstance(found, Park) is not looks


@pytest.mark.parametrize(
    ("reference", "offers", "told"),
    [
        (FIRST, {"EXPRESS": OFFER}, OFFER),
        (SECOND, {"EXPRESS": OFFER}, OFFER),
        # It is mapped to another offer since, or to none any more.
        (FIRST, {"EXPRESS": "30006521"}, OFFER),
        (SECOND, {}, OFFER),
        # An offer of Adobe's that ends like our mark for the other reference.
        (f"{ASSET}-SPRING-2", {"EXPRESS": "SPRING-2"}, "SPRING-2"),
        (f"{ASSET}-SPRING-2-2", {"EXPRESS": "SPRING-2"}, "SPRING-2"),
        ("typed-by-somebody", {"EXPRESS": OFFER}, "unknown"),
    ],
)
def test_a_cancellation_by_hand_names_the_offer_that_was_claimed(reference: str, offers: dict[str, str], told: str) -> None:
    found = the_move(a_request("cancel", adobe_partner_reference_id=reference), terms=RetailTerms(offers=offers))
    assert isinstance(found, Park)
    assert f"end {reference} (offer {told}, production)" in found.problems[0].operator


def test_a_cancellation_that_adobe_accepted_is_approved() -> None:
    terms = RetailTerms(offers={"EXPRESS": OFFER}, ends=True)
    call = EndSubscription(ASSET, FIRST)
    request = a_request("cancel", adobe_partner_reference_id=FIRST)
    assert the_move(request, terms=terms) == call
    accepted = an_attempt(call, Outcome.ACCEPTED, Answer(200, {"status": "CANCELLED"}))
    assert isinstance(the_move(request, accepted, terms=terms), Approve)


@pytest.mark.parametrize(
    ("seen", "note"),
    [
        (Redeemed("ACTIVE", NOW, NOW + timedelta(days=365)), "Adobe shows the product as active until 2027-06-01."),
        (Redeemed("CANCELLED"), "Adobe shows the product as cancelled."),
        (Redeemed(), ""),
    ],
)
def test_an_adjustment_tells_what_became_of_the_claim(seen: Redeemed, note: str) -> None:
    request = a_request("adjustment", adobe_partner_reference_id=FIRST)
    found = the_move(request, terms=RetailTerms(hears=True), seen={ReadRedeemed(FIRST): seen})
    assert isinstance(found, Approve)
    assert found.note == note


def test_an_adjustment_of_an_asset_without_a_claim_is_approved() -> None:
    assert the_move(a_request("adjustment"), terms=RetailTerms(reads=True)) == Approve({"error_msg": ""})
