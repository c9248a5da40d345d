"""How calls go out and which are repeated. Expectations: developer.adobe.com/vipmp/docs/references/api-request-response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from connector import __version__
from connector.adobe.calls import NewLine, NewOrder, WriteCall
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
from tests.adobe.scripted import Clockwork, ScriptedAdobe, a_client, answer, body_of, page_of_html, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

CUSTOMER = {"customerId": "1007200145", "status": "1000"}
A_WRITE = WriteCall("POST", "/v3/customers", {"resellerId": "1000512301", "companyProfile": {"companyName": "Käse & Söhne"}})
AN_ORDER = NewOrder((NewLine(1, "65309999CA01A12", 12, "GBP"),), "Q-5501")
PREVIEWED = {
    "orderType": "PREVIEW",
    "orderId": "",
    "status": "",
    "lineItems": [{"extLineItemNumber": 1, "offerId": "65309999CA02A12", "quantity": 12, "subscriptionId": "", "status": ""}],
}


def test_every_call_carries_the_headers_that_adobe_asks_for() -> None:
    adobe = ScriptedAdobe(answer(201, CUSTOMER))
    a_client(adobe).send(A_WRITE, "correlation-7")
    sent = adobe.only
    assert (sent.method, str(sent.url)) == ("POST", "https://partners.example/v3/customers")
    assert sent.headers["Authorization"] == "Bearer token-1"
    assert sent.headers["X-Api-Key"] == "f00dcafe"
    assert sent.headers["X-Correlation-Id"] == "correlation-7"
    assert sent.headers["X-Request-Id"] == "id-1"
    assert sent.headers["Accept"] == sent.headers["Content-Type"] == "application/json"
    assert sent.headers["User-Agent"] == f"cloudblue-connect-adobe-vip/{__version__}"
    assert body_of(sent) == {"resellerId": "1000512301", "companyProfile": {"companyName": "Käse & Söhne"}}


@pytest.mark.parametrize(
    "trouble",
    [
        refusal(401, "4116"),
        refusal(403, "4117"),
        refusal(429, "4118"),
        refusal(500, "1124"),
        page_of_html(502),
        refusal(400, "4122"),
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        page_of_html(200),
    ],
)
def test_a_persisting_call_is_never_repeated(trouble: httpx.Response | Exception) -> None:
    adobe, clockwork = ScriptedAdobe(trouble), Clockwork()
    with pytest.raises(AdobeError):
        a_client(adobe, clockwork).send(A_WRITE, "correlation-7")
    assert len(adobe.requests) == 1
    assert clockwork.pauses == []


def test_after_a_401_a_persisting_calls_next_generation_gets_a_fresh_token() -> None:
    adobe = ScriptedAdobe(refusal(401, "4116"), answer(201, CUSTOMER))
    client = a_client(adobe)
    with pytest.raises(AdobeCredentialsError):
        client.send(A_WRITE, "generation-1")
    client.send(A_WRITE, "generation-2")
    assert adobe.headers("Authorization") == ["Bearer token-1", "Bearer token-2"]
    assert adobe.headers("X-Correlation-Id") == ["generation-1", "generation-2"]


def test_after_a_403_the_token_is_kept() -> None:
    adobe = ScriptedAdobe(refusal(403, "4121"), answer(201, CUSTOMER))
    client = a_client(adobe)
    with pytest.raises(AdobeRefusedError):
        client.send(A_WRITE, "generation-1")
    client.send(A_WRITE, "generation-2")
    assert adobe.headers("Authorization") == ["Bearer token-1", "Bearer token-1"]


def test_a_read_is_repeated_once_with_a_fresh_token_and_fresh_ids_after_a_401() -> None:
    adobe = ScriptedAdobe(refusal(401, "4116"), answer(200, CUSTOMER))
    assert a_client(adobe).customers.get("1007200145").customer_id == "1007200145"
    assert adobe.headers("Authorization") == ["Bearer token-1", "Bearer token-2"]
    assert len(set(adobe.headers("X-Correlation-Id"))) == 2
    assert len(set(adobe.headers("X-Request-Id"))) == 2


def test_a_second_401_is_a_matter_of_credentials() -> None:
    adobe = ScriptedAdobe(refusal(401, "4116"), refusal(401, "4116"))
    with pytest.raises(AdobeCredentialsError):
        a_client(adobe).customers.get("1007200145")
    assert len(adobe.requests) == 2


def test_a_preview_is_repeated_after_a_401() -> None:
    adobe = ScriptedAdobe(refusal(401, "4116"), answer(200, PREVIEWED))
    order = a_client(adobe).orders.preview("1007200145", AN_ORDER)
    assert order.lines[0].offer_id == "65309999CA02A12"
    assert len(set(adobe.headers("X-Correlation-Id"))) == 2


@pytest.mark.parametrize("trouble", [refusal(429, "4118"), refusal(500, "1124"), page_of_html(502), httpx.ReadTimeout("x")])
def test_a_preview_is_not_repeated_after_other_trouble(trouble: httpx.Response | Exception) -> None:
    adobe = ScriptedAdobe(trouble)
    with pytest.raises(AdobeError):
        a_client(adobe).orders.preview("1007200145", AN_ORDER)
    assert len(adobe.requests) == 1


@pytest.mark.parametrize(
    "trouble",
    [refusal(500, "1124"), page_of_html(502), httpx.ReadTimeout("x"), httpx.ConnectError("x")],
)
def test_a_read_survives_two_troubles_after_small_pauses(trouble: httpx.Response | Exception) -> None:
    adobe, clockwork = ScriptedAdobe(trouble, httpx.ReadError("x"), answer(200, CUSTOMER)), Clockwork()
    assert a_client(adobe, clockwork).customers.get("1007200145").customer_id == "1007200145"
    assert len(clockwork.pauses) == 2
    assert all(0 < pause <= 5 for pause in clockwork.pauses)
    assert len(set(adobe.headers("X-Correlation-Id"))) == 3


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (refusal(500, "1124"), AdobeBrokenError),
        (page_of_html(503), AdobeResponseLostError),
        (httpx.ConnectError("x"), AdobeConnectError),
    ],
)
def test_a_third_trouble_is_raised(trouble: httpx.Response | Exception, kind: type[AdobeError]) -> None:
    adobe = ScriptedAdobe(httpx.ReadError("x"), httpx.ReadError("x"), trouble)
    with pytest.raises(kind):
        a_client(adobe).customers.get("1007200145")


def test_a_short_retry_after_is_honoured() -> None:
    adobe, clockwork = ScriptedAdobe(answer(429, {"code": "4118"}, {"Retry-After": "5"}), answer(200, CUSTOMER)), Clockwork()
    a_client(adobe, clockwork).customers.get("1007200145")
    assert clockwork.pauses == [5.0]


def test_a_long_retry_after_is_for_the_caller_to_wait() -> None:
    adobe, clockwork = ScriptedAdobe(answer(429, {"code": "4118"}, {"Retry-After": "6"})), Clockwork()
    with pytest.raises(AdobeThrottledError) as caught:
        a_client(adobe, clockwork).customers.get("1007200145")
    assert caught.value.retry_after == 6.0
    assert clockwork.pauses == []


def test_a_read_is_not_repeated_when_its_thirty_seconds_are_up() -> None:
    clockwork = Clockwork()

    class Slow(ScriptedAdobe):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            clockwork.seconds += 14.9
            return super().handle_request(request)

    adobe = Slow(httpx.ReadTimeout("x"), answer(200, CUSTOMER))
    with pytest.raises(AdobeResponseLostError):
        a_client(adobe, clockwork).customers.get("1007200145")
    assert len(adobe.requests) == 1
    assert clockwork.pauses == []


def test_a_body_that_trickles_through_any_transport_is_cut_when_the_time_is_up() -> None:
    clockwork = Clockwork()

    class Trickle(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(100):
                clockwork.seconds += 7
                yield b" "

    adobe = ScriptedAdobe(httpx.Response(201, stream=Trickle()))
    with pytest.raises(AdobeResponseLostError):
        a_client(adobe, clockwork).send(A_WRITE, "correlation-7")
    assert clockwork.seconds == 1000 + 5 * 7


@pytest.mark.parametrize("reply", [refusal(404, "1116"), page_of_html(200)])
def test_a_read_that_was_answered_is_not_repeated(reply: httpx.Response) -> None:
    adobe = ScriptedAdobe(reply)
    with pytest.raises((AdobeRefusedError, AdobeGibberishError)):
        a_client(adobe).customers.get("1007200145")
    assert len(adobe.requests) == 1


def test_the_answer_to_a_persisting_call_can_be_stored_without_losing_a_cent() -> None:
    reply = httpx.Response(201, content=b'{"customerId": 1007200145, "amount": 0.10, "list": [1, 2.50, null]}')
    stored = a_client(ScriptedAdobe(reply)).send(A_WRITE, "c")
    assert stored == {"customerId": 1007200145, "amount": "0.10", "list": [1, "2.50", None]}


def test_a_client_in_a_hurry_repeats_no_read_beyond_its_time_and_shares_token_and_connections() -> None:
    world = Clockwork()
    adobe = ScriptedAdobe(answer(200, CUSTOMER), page_of_html(502), answer(200, CUSTOMER))
    client = a_client(adobe, world)
    assert client.customers.get("1007200145").customer_id == "1007200145"
    with pytest.raises(AdobeResponseLostError):
        client.within(0.4).customers.get("1007200145")
    assert world.pauses == []
    assert client.within(30.0).customers.get("1007200145").customer_id == "1007200145"
    assert len(adobe.token_requests) == 1
