"""Access tokens: cached, fetched early, by one thread. Expectations: developer.adobe.com/vipmp/docs/authentication."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

import httpx
import pytest

from connector.adobe.auth import Token, Tokens
from connector.adobe.calls import WriteCall
from connector.adobe.errors import AdobeConnectError, AdobeCredentialsError, AdobeError, AdobeThrottledError
from tests.adobe.scripted import SECRET, Clockwork, ScriptedAdobe, a_client, answer, page_of_html

KEY = ("https://ims.example", "f00dcafe")
A_WRITE = WriteCall("POST", "/v3/customers", {})


def token(text: str, expires_in: object = 86399) -> httpx.Response:
    return answer(200, {"access_token": text, "token_type": "bearer", "expires_in": expires_in})


def an_empty_reseller() -> httpx.Response:
    return answer(200, {"resellerId": "1000512301"})


def tokens_used(expires_in: object, *moments: float) -> list[str]:
    """Read at each moment after the first token was fetched, and tell with which token."""
    clockwork = Clockwork()
    begin = clockwork.seconds
    adobe = ScriptedAdobe(
        *(an_empty_reseller() for _ in moments), tokens=(token("first", expires_in), token("second", expires_in))
    )
    client = a_client(adobe, clockwork)
    for moment in moments:
        clockwork.seconds = begin + moment
        client.resellers.get("1000512301")
    return [header.removeprefix("Bearer ") for header in adobe.headers("Authorization")]


def test_a_token_is_asked_for_as_ims_wants_it() -> None:
    adobe = ScriptedAdobe(an_empty_reseller())
    a_client(adobe).resellers.get("1000512301")
    (asked,) = adobe.token_requests
    assert (asked.method, str(asked.url)) == ("POST", "https://ims.example/ims/token/v3")
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["f00dcafe"],
        "client_secret": [SECRET],
        "scope": ["openid,AdobeID,read_organizations"],
    }


def test_a_token_serves_until_three_minutes_before_its_end() -> None:
    assert tokens_used(3600, 0, 3419, 3421) == ["first", "first", "second"]


def test_a_life_that_comes_as_text_is_read() -> None:
    assert tokens_used("3600", 0, 3419, 3421) == ["first", "first", "second"]


def test_a_token_that_lives_shorter_than_the_margin_serves_for_95_percent_of_its_life() -> None:
    assert tokens_used(100, 0, 94, 96) == ["first", "first", "second"]


def test_clients_with_the_same_key_share_one_token() -> None:
    clockwork = Clockwork()
    shared = Tokens(clockwork.monotonic)
    adobe = ScriptedAdobe(an_empty_reseller(), an_empty_reseller())
    for _ in range(2):
        a_client(adobe, clockwork, tokens=shared).resellers.get("1000512301")
    assert len(adobe.token_requests) == 1


def test_many_threads_fetch_one_token() -> None:
    fetched = []
    everybody = threading.Barrier(8, timeout=10)
    arrived = threading.Event()
    tokens = Tokens(lambda: 0.0)

    def fetch() -> Token:
        assert arrived.wait(10)
        fetched.append(1)
        return Token("only", 100.0, 200.0)

    def use(number: int) -> str:
        everybody.wait()
        if number == 7:
            arrived.set()
        return tokens.get(KEY, fetch).text

    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(use, range(8)))
    assert texts == ["only"] * 8
    assert fetched == [1]


def test_a_failed_fetch_is_everybodys_failure_and_the_next_one_tries_again() -> None:
    adobe = ScriptedAdobe(answer(201, {"customerId": "1"}), tokens=(httpx.ConnectError("x"), token("late")))
    client = a_client(adobe)
    with pytest.raises(AdobeConnectError):
        client.send(A_WRITE, "c")
    client.send(A_WRITE, "c")
    assert adobe.headers("Authorization") == ["Bearer late"]


def test_a_failed_fetch_that_others_wait_for_fails_them_too() -> None:
    tokens = Tokens(lambda: 0.0)
    begun, release = threading.Event(), threading.Event()

    def fetch() -> Token:
        begun.set()
        assert release.wait(10)
        raise RuntimeError("no token")

    with ThreadPoolExecutor(2) as threads:
        leader = threads.submit(tokens.get, KEY, fetch)
        assert begun.wait(10)
        follower = threads.submit(tokens.get, KEY, fetch)
        release.set()
        assert isinstance(leader.exception(10), RuntimeError)
        assert isinstance(follower.exception(10), RuntimeError)


def test_only_the_current_token_is_forgotten() -> None:
    tokens = Tokens(lambda: 0.0)
    tokens.get(KEY, lambda: Token("new", 100.0, 200.0))
    tokens.invalidate(KEY, "old")
    assert tokens.get(KEY, lambda: Token("newer", 100.0, 200.0)).text == "new"
    tokens.invalidate(KEY, "new")
    assert tokens.get(KEY, lambda: Token("newer", 100.0, 200.0)).text == "newer"


def test_a_token_still_serves_while_the_identity_service_cannot_be_reached_for_a_new_one() -> None:
    clockwork = Clockwork()
    troubles = (httpx.ConnectError("x"), page_of_html(503), answer(429), httpx.ReadTimeout("x"))
    adobe = ScriptedAdobe(*(an_empty_reseller() for _ in range(5)), tokens=(token("first", 3600), *troubles))
    client = a_client(adobe, clockwork)
    client.resellers.get("1000512301")
    clockwork.seconds += 3500
    for _ in troubles:
        client.resellers.get("1000512301")
    assert adobe.headers("Authorization") == ["Bearer first"] * 5
    assert len(adobe.token_requests) == 5


def test_a_token_that_has_ended_is_not_used_even_when_there_is_no_new_one() -> None:
    clockwork = Clockwork()
    adobe = ScriptedAdobe(answer(201, {"customerId": "1"}), tokens=(token("first", 3600), httpx.ConnectError("x")))
    client = a_client(adobe, clockwork)
    client.send(A_WRITE, "c")
    clockwork.seconds += 3600
    with pytest.raises(AdobeConnectError):
        client.send(A_WRITE, "d")
    assert len(adobe.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_refused_token_request_is_a_matter_of_credentials_and_nothing_was_sent(status: int) -> None:
    said = {"error": "invalid_client", "error_description": "invalid client_secret parameter"}
    adobe = ScriptedAdobe(tokens=(answer(status, said),))
    with pytest.raises(AdobeCredentialsError) as caught:
        a_client(adobe).customers.get("1007200145")
    error = caught.value
    assert (error.status, error.code, error.message) == (status, "invalid_client", "invalid client_secret parameter")
    assert error.never_sent
    assert error.path == "/ims/token/v3"
    assert adobe.requests == []
    assert len(adobe.token_requests) == 1


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        page_of_html(502),
        answer(500, {"error": "server_error"}),
        page_of_html(200),
        answer(200, {"token_type": "bearer"}),
        answer(200, {"access_token": "t", "expires_in": "soon"}),
    ],
)
def test_without_a_token_nothing_was_executed(failure: httpx.Response | Exception) -> None:
    adobe = ScriptedAdobe(tokens=(failure,))
    with pytest.raises(AdobeConnectError):
        a_client(adobe).send(A_WRITE, "correlation-7")
    assert adobe.requests == []


def test_a_throttled_token_request_is_throttling_before_the_call() -> None:
    adobe = ScriptedAdobe(tokens=(answer(429, None, {"Retry-After": "30"}),))
    with pytest.raises(AdobeThrottledError) as caught:
        a_client(adobe).send(A_WRITE, "correlation-7")
    assert caught.value.never_sent
    assert caught.value.retry_after == 30.0


def test_the_credentials_can_be_tried_without_any_call() -> None:
    adobe = ScriptedAdobe(tokens=(answer(401, {"error": "invalid_client"}), token("good")))
    client = a_client(adobe)
    with pytest.raises(AdobeError):
        client.fetch_token()
    client.fetch_token()
    assert len(adobe.token_requests) == 2
