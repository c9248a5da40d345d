"""Claims, as the client makes them and reads what comes: the vectors of Adobe's documentation, one attempt each."""

from __future__ import annotations

import httpx
import pytest

from connector.adobe.errors import (
    AdobeBrokenError,
    AdobeConnectError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeRefusedError,
    AdobeResponseLostError,
    AdobeThrottledError,
)
from connector.retail.calls import claim_product
from connector.retail.links import code_of
from connector.simulator.retail import RetailOptions
from tests.retail.driver import CLAIM, CLIENT_ID, OFFER, OTHER_OFFER, REFERENCE, Desk, Script, a_client

LINK = "https://redeem.adobe.com/express-premium?asm=cs&rc=NHYT-6Y3Y-KMAF-OB6B-HDE5-J6F4&pid=x&uuid=y"
ATTRIBUTES = [{"key": "partner_reference_id", "value": REFERENCE}, {"key": "offer_id", "value": OFFER}]
CLAIMED = {"workflow_type": "CLAIM_PRODUCT", "experience_url": LINK, "workflow_attributes": ATTRIBUTES}


def claimed_by(*answers: httpx.Response) -> dict[str, object]:
    """Claim once, and hear the given answer."""
    return a_client(Script(*answers)).send(claim_product(REFERENCE, OFFER), "a-correlation-id")


def refused_by(answer: httpx.Response) -> AdobeError:
    """Claim once, and give the error that the answer means."""
    with pytest.raises(AdobeError) as raised:
        claimed_by(answer)
    return raised.value


def test_one_token_serves_all_claims_of_its_life() -> None:
    desk = Desk()
    desk.claim()
    desk.claim()
    assert (desk.count("/ims/token/v3"), desk.count("/v1/workflows")) == (1, 2)


def test_a_token_that_is_refused_sends_no_claim() -> None:
    desk = Desk(secret="another secret")
    with pytest.raises(AdobeCredentialsError) as raised:
        desk.claim()
    assert (raised.value.status, raised.value.never_sent) == (401, True)
    assert desk.count("/v1/workflows") == 0


def test_a_claim_and_the_same_again_give_the_same_link() -> None:
    desk = Desk()
    first, second = desk.claim(), desk.claim()
    assert [call.status for call in desk.simulator.control.calls("POST", "/v1/workflows")] == [200, 202]
    assert first == second
    assert code_of(str(first["experience_url"])) == desk.simulator.control.claims()[0]["code"]


def test_both_headers_travel_and_no_undocumented_one() -> None:
    script = Script(httpx.Response(200, json=CLAIMED))
    a_client(script).send(claim_product(REFERENCE, OFFER), "a-correlation-id")
    token, claim = script.seen
    assert (claim.headers["authorization"], claim.headers["x-api-key"]) == ("Bearer a-token", CLIENT_ID)
    assert str(claim.url) == "https://partners.example/retail/v1/workflows"
    assert {"x-request-id", "x-correlation-id"}.isdisjoint(claim.headers)
    assert "authorization" not in token.headers


@pytest.mark.parametrize(
    ("reference", "offer", "status", "code"),
    [
        (REFERENCE, "30009999", 400, "INVALID_OFFER"),
        (REFERENCE, OTHER_OFFER, 400, "SUBSCRIPTION_ID_ALREADY_IN_USE"),
        ("a reference", OFFER, 400, "INVALID_REQUEST"),
    ],
)
def test_what_adobe_refuses_has_its_code(reference: str, offer: str, status: int, code: str) -> None:
    desk = Desk()
    desk.claim()
    with pytest.raises(AdobeRefusedError) as raised:
        desk.claim(reference, offer)
    assert (raised.value.status, raised.value.code) == (status, code)


def test_a_redeemed_pair_is_refused() -> None:
    desk = Desk()
    desk.claim()
    desk.simulator.control.redeem(REFERENCE)
    with pytest.raises(AdobeRefusedError) as raised:
        desk.claim()
    assert (raised.value.status, raised.value.code) == (409, "ALREADY_FULFILLED")


def test_a_401_drops_the_token_and_the_next_claim_fetches_another() -> None:
    desk = Desk()
    desk.claim()
    desk.simulator.control.revoke_tokens()
    with pytest.raises(AdobeCredentialsError):
        desk.claim()
    desk.claim()
    assert (desk.count("/ims/token/v3"), desk.count("/v1/workflows")) == (2, 3)


def test_a_partner_that_is_not_active_is_403_and_keeps_its_token() -> None:
    desk = Desk()
    desk.simulator.control.set_partner(CLIENT_ID, active=False)
    for _ in range(2):
        with pytest.raises(AdobeCredentialsError) as raised:
            desk.claim()
        assert raised.value.status == 403
    assert desk.count("/ims/token/v3") == 1


def test_a_redirect_to_adobe_is_a_link_that_nobody_opens() -> None:
    script = Script(httpx.Response(302, headers={"location": LINK}))
    answer = a_client(script).send(claim_product(REFERENCE, OFFER), "a-correlation-id")
    assert answer == CLAIMED
    assert len(script.seen) == 2


@pytest.mark.parametrize(
    "location",
    [
        "https://redeem.adobe.com.example/x?rc=ABCD",
        "http://redeem.adobe.com/x?rc=ABCD",
        "https://notadobe.com/x?rc=ABCD",
        "https://adobe.com/x?rc=ABCD",
        "https://user@redeem.adobe.com/x?rc=ABCD",
        "https://redeem.adobe.com\\@evil.example/x",
        "https://[redeem.adobe.com/x",
        "//redeem.adobe.com/x",
        "",
    ],
)
def test_a_redirect_to_anywhere_else_gives_nothing(location: str) -> None:
    error = refused_by(httpx.Response(302, headers={"location": location}))
    assert isinstance(error, AdobeRefusedError)
    assert (error.status, error.code) == (302, "REDIRECT_NOT_ALLOWED")
    assert "rc=" not in error.message


@pytest.mark.parametrize("missing", [["short"], ["code"], ["short", "code"]])
def test_neither_short_link_nor_code_is_needed(missing: list[str]) -> None:
    desk = Desk(RetailOptions(short_links="short" not in missing, codes="code" not in missing))
    answer = desk.claim()
    assert ("short_experience_url" in answer) is ("short" not in missing)
    assert bool(code_of(str(answer["experience_url"]))) is ("code" not in missing)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html></html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"workflow_type": "CLAIM_PRODUCT"}),
        httpx.Response(202, json={**CLAIMED, "experience_url": "http://redeem.adobe.com/x"}),
        httpx.Response(200, json={**CLAIMED, "experience_url": "https://[x/?rc=AAAA"}),
        httpx.Response(202, json={**CLAIMED, "experience_url": "https://redeem.adobe.com/a b"}),
        httpx.Response(200, json={**CLAIMED, "workflow_attributes": [{"key": "offer_id", "value": "30009999"}]}),
        httpx.Response(204),
    ],
)
def test_a_success_that_makes_no_sense_is_no_success(answer: httpx.Response) -> None:
    assert isinstance(refused_by(answer), AdobeGibberishError)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(502, text="<html>Bad Gateway</html>"), AdobeResponseLostError),
        (httpx.Response(503), AdobeResponseLostError),
        (httpx.Response(503, json={"code": "SERVICE_UNAVAILABLE", "message": "later"}), AdobeBrokenError),
        (httpx.Response(301, headers={"location": LINK}), AdobeResponseLostError),
        (httpx.Response(429, headers={"retry-after": "7"}), AdobeThrottledError),
        (httpx.Response(400, text="no JSON"), AdobeRefusedError),
        (httpx.Response(403, json={"error_code": "403003", "message": "Api Key is missing"}), AdobeCredentialsError),
    ],
)
def test_every_other_answer_has_its_place_in_the_tree(answer: httpx.Response, kind: type[AdobeError]) -> None:
    error = refused_by(answer)
    assert type(error) is kind


def test_a_gateways_code_is_read_where_adobes_is_missing() -> None:
    error = refused_by(httpx.Response(403, json={"error_code": "403003", "message": "Api Key is missing"}))
    assert isinstance(error, AdobeCredentialsError)
    assert error.code == "403003"


@pytest.mark.parametrize(("after", "made"), [(False, 0), (True, 1)])
def test_a_lost_answer_is_told_from_a_call_that_never_left(after: bool, made: int) -> None:  # noqa: FBT001 - a column of the table.
    desk = Desk()
    desk.simulator.control.fault(CLAIM, "no answer", after_effect=after)
    with pytest.raises(AdobeResponseLostError if after else AdobeConnectError):
        desk.claim()
    assert len(desk.simulator.control.claims()) == made
    assert desk.claim()["experience_url"]
    assert len(desk.simulator.control.claims()) == 1


def test_what_adobe_says_in_prose_loses_links_and_codes() -> None:
    message = f"open {LINK} or use rc: ABCD1234, or NHYT-6Y3Y-KMAF-OB6B-HDE5-J6F4"
    error = refused_by(httpx.Response(400, json={"code": "ANY", "message": message}))
    assert isinstance(error, AdobeRefusedError)
    assert error.message == "open *** or use rc: *** or ***"


def test_every_attempt_is_reported_with_its_outcome_and_nothing_of_its_body() -> None:
    desk = Desk()
    desk.claim()
    assert [(one.method, one.path, one.status, one.outcome) for one in desk.records] == [
        ("POST", "/ims/token/v3", 200, "answered"),
        ("POST", "/v1/workflows", 200, "answered"),
    ]
    assert "rc=" not in repr(desk.records)
    desk.client.fetch_token()
    desk.client.close()
    assert desk.count("/ims/token/v3") == 1
