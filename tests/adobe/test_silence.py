"""What our own lines, texts and tracebacks show of a call: ids and codes, never a secret, a token or a person."""

from __future__ import annotations

import logging
import traceback

import httpx
import pytest

from connector.adobe.auth import Token
from connector.adobe.calls import WriteCall
from connector.adobe.errors import AdobeError
from connector.adobe.record import CallRecord
from tests.adobe.scripted import API_KEY, SECRET, Clockwork, ScriptedAdobe, a_client, answer, credentials, page_of_html, refusal

A_WRITE = WriteCall("POST", "/v3/customers", {"companyProfile": {"companyName": "Northbeam Optics"}})
CREATED = {"customerId": "1007200145"}
UNSPEAKABLE = (SECRET, API_KEY, "token-1", "Northbeam", "Tomas")
PERSONAL = "Tomas of Northbeam Optics is unknown"

TROUBLES = [
    refusal(400, "1117", PERSONAL, additionalDetails=[PERSONAL]),
    refusal(401, "4116", PERSONAL),
    refusal(429, "4118", PERSONAL),
    refusal(500, "1124", PERSONAL),
    page_of_html(502),
    page_of_html(200),
    httpx.ReadTimeout("x"),
    httpx.ConnectError("x"),
]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_error_and_no_traceback_shows_a_secret_or_a_person(trouble: httpx.Response | Exception) -> None:
    client = a_client(ScriptedAdobe(trouble))
    with pytest.raises(AdobeError) as caught:
        client.send(A_WRITE, "correlation-7")
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error) + str(error)
    assert "correlation-7" in shown
    for secret in UNSPEAKABLE:
        assert secret not in shown


@pytest.mark.parametrize("trouble", [httpx.ReadTimeout("x"), httpx.ConnectError("x")])
def test_no_error_leads_back_to_the_http_request(trouble: Exception) -> None:
    client = a_client(ScriptedAdobe(trouble))
    with pytest.raises(AdobeError) as caught:
        client.send(A_WRITE, "correlation-7")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_a_refused_token_request_shows_no_secret(status: int) -> None:
    client = a_client(ScriptedAdobe(tokens=(answer(status, {"error": "invalid_client", "error_description": f"bad {SECRET}"}),)))
    with pytest.raises(AdobeError) as caught:
        client.send(A_WRITE, "correlation-7")
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "/ims/token/v3" in shown
    assert SECRET not in shown


def test_credentials_and_tokens_do_not_show_themselves() -> None:
    shown = repr(credentials()) + repr(Token("token-1", 1.0, 2.0))
    assert "https://partners.example" in shown
    for secret in UNSPEAKABLE:
        assert secret not in shown


def test_every_attempt_is_recorded_token_requests_included() -> None:
    clockwork = Clockwork()

    class Slow(ScriptedAdobe):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            clockwork.seconds += 0.25
            return super().handle_request(request)

    heard: list[CallRecord] = []
    adobe = Slow(answer(201, CREATED), refusal(400, "1127"))
    client = a_client(adobe, clockwork, listen=heard.append)
    client.send(A_WRITE, "correlation-7")
    with pytest.raises(AdobeError):
        client.send(A_WRITE, "correlation-8")
    assert heard == [
        CallRecord("POST", "/ims/token/v3", 200, "", "id-2", "", 250, "answered"),
        CallRecord("POST", "/v3/customers", 201, "", "id-1", "correlation-7", 250, "answered"),
        CallRecord("POST", "/v3/customers", 400, "1127", "id-3", "correlation-8", 250, "refused"),
    ]


@pytest.mark.parametrize(
    ("trouble", "status", "code", "outcome"),
    [
        (refusal(403, "4117"), 403, "4117", "refused"),
        (refusal(429, "4118"), 429, "4118", "throttled"),
        (refusal(500, "1124"), 500, "1124", "broken"),
        (page_of_html(502), 502, "", "gateway page"),
        (page_of_html(200), 200, "", "unreadable"),
        (httpx.ReadTimeout("x"), None, "", "no answer"),
        (httpx.ConnectError("x"), None, "", "not sent"),
    ],
)
def test_a_record_tells_how_it_went(trouble: httpx.Response | Exception, status: int | None, code: str, outcome: str) -> None:
    heard: list[CallRecord] = []
    client = a_client(ScriptedAdobe(trouble), listen=heard.append)
    with pytest.raises(AdobeError):
        client.send(A_WRITE, "correlation-7")
    _, record = heard
    assert (record.status, record.code, record.outcome) == (status, code, outcome)


@pytest.mark.parametrize(("reply", "status"), [(page_of_html(503), 503), (page_of_html(200), 200)])
def test_an_answer_without_a_token_is_recorded_as_one(reply: httpx.Response, status: int) -> None:
    heard: list[CallRecord] = []
    client = a_client(ScriptedAdobe(tokens=(reply,)), listen=heard.append)
    with pytest.raises(AdobeError):
        client.fetch_token()
    assert [(record.status, record.outcome) for record in heard] == [(status, "no token")]


def test_by_default_each_attempt_is_one_line_with_its_parts_as_fields(caplog: pytest.LogCaptureFixture) -> None:
    adobe = ScriptedAdobe(answer(201, CREATED))
    client = a_client(adobe)
    with caplog.at_level(logging.DEBUG):
        client.send(A_WRITE, "correlation-7")
    token_line, call_line = caplog.records
    assert (token_line.name, token_line.levelname) == ("connector.adobe", "INFO")
    assert call_line.getMessage() == "POST /v3/customers -> 201 answered in 0 ms"
    fields = vars(call_line)
    assert (fields["event"], fields["status"], fields["correlation_id"], fields["request_id"]) == (
        "adobe_call",
        201,
        "correlation-7",
        "id-1",
    )


def test_no_log_line_of_any_library_shows_the_name_that_was_searched_for(caplog: pytest.LogCaptureFixture) -> None:
    adobe = ScriptedAdobe(answer(200, {"totalCount": 0, "accounts": []}))
    with caplog.at_level(logging.DEBUG):
        a_client(adobe).customers.list("1000512301", statuses=("1000",), company_name="Northbeam Optics")
    assert ("company-name", "Northbeam Optics") in adobe.queries()[0]
    assert "Northbeam" not in caplog.text + repr([vars(record) for record in caplog.records])
