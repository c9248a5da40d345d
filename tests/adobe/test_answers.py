"""What each HTTP answer is taken for. Expectations: developer.adobe.com/vipmp/docs/references/error-handling."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from connector.adobe.answers import retry_after
from connector.adobe.calls import WriteCall
from connector.adobe.errors import (
    AdobeAnswerError,
    AdobeBrokenError,
    AdobeConnectError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeRefusedError,
    AdobeResponseLostError,
    AdobeThrottledError,
    AdobeUnreachableError,
)
from tests.adobe.scripted import ScriptedAdobe, a_client, answer, page_of_html, refusal

A_WRITE = WriteCall("POST", "/v3/customers", {"resellerId": "1000512301"})
NOW = datetime(2026, 9, 4, 10, 0, 0, tzinfo=UTC)


def trouble_with(scripted: httpx.Response | Exception) -> AdobeError:
    adobe = ScriptedAdobe(scripted)
    with pytest.raises(AdobeError) as caught:
        a_client(adobe).send(A_WRITE, "correlation-7")
    assert len(adobe.requests) == 1
    return caught.value


def answered_no(scripted: httpx.Response) -> AdobeAnswerError:
    error = trouble_with(scripted)
    assert isinstance(error, AdobeAnswerError)
    return error


def test_adobes_own_error_body_is_read_whole() -> None:
    details = ["companyProfile.address.city", "companyProfile.contacts[2].lastName"]
    error = answered_no(refusal(400, "1117", "Some Fields are Invalid", additionalDetails=details))
    assert type(error) is AdobeRefusedError
    assert (error.status, error.code, error.message) == (400, "1117", "Some Fields are Invalid")
    assert error.details == ("companyProfile.address.city", "companyProfile.contacts[2].lastName")
    assert error.reasons == ()
    assert error.lines == ()


def test_invalid_fields_are_merged_with_the_details_each_once() -> None:
    error = answered_no(
        refusal(400, "1117", additionalDetails=["cotermDate"], invalidFields=["cotermDate", "companyProfile.companyName"])
    )
    assert error.details == ("cotermDate", "companyProfile.companyName")


def test_lines_and_reasons_are_found_in_the_details() -> None:
    details = ["Line Item: 2, Reason: INELIGIBLE_ADD_ON", "Line Item: 14, Reason: Not an LGA Customer", "Line Item: 2"]
    error = answered_no(refusal(400, "2129", additionalDetails=details))
    assert error.lines == (2, 14)
    assert error.reasons == ("INELIGIBLE_ADD_ON", "Not an LGA Customer")


def test_bare_reason_codes_are_found_also_with_a_digit_an_ampersand_or_a_space() -> None:
    codes = ["RETURNABLE_PURCHASE", "T&C_ACCEPTANCE_REQUIRED", "NOT_LGA PARTNER", "3YC_LINKED_MEMBERSHIP", "Line Item: 1234"]
    error = answered_no(refusal(400, "5117", additionalDetails=codes))
    assert error.reasons == ("RETURNABLE_PURCHASE", "T&C_ACCEPTANCE_REQUIRED", "NOT_LGA PARTNER", "3YC_LINKED_MEMBERSHIP")


def test_a_symbolic_code_with_422_is_a_refusal() -> None:
    error = answered_no(refusal(422, "RETURN_QTY_EXCEEDS_REMAINING"))
    assert type(error) is AdobeRefusedError
    assert error.code == "RETURN_QTY_EXCEEDS_REMAINING"
    assert error.details == ()


def test_a_code_that_is_a_number_is_read_as_text() -> None:
    error = answered_no(answer(404, {"code": 1116, "message": "Invalid Customer", "additionalDetails": None}))
    assert error.code == "1116"


def test_a_detail_outside_a_list_is_still_a_detail() -> None:
    assert answered_no(refusal(400, "2120", additionalDetails="Line Item: 3")).lines == (3,)


@pytest.mark.parametrize(
    "body", [b"", b"<html>Not Found</html>", b"[1, 2]", b'"no"', b"{", b'{"recommendations": {}}', b"\xff\xfe"]
)
def test_a_4xx_without_a_readable_code_is_a_refusal_without_code(body: bytes) -> None:
    error = answered_no(httpx.Response(404, content=body))
    assert type(error) is AdobeRefusedError
    assert (error.code, error.message, error.details) == ("", "", ())


def test_the_gateways_error_code_is_read() -> None:
    error = answered_no(answer(403, {"error_code": "403000", "message": "Api Key is invalid"}))
    assert type(error) is AdobeCredentialsError
    assert (error.code, error.message) == ("403000", "Api Key is invalid")
    assert not error.never_sent


@pytest.mark.parametrize(("status", "code"), [(401, "4116"), (403, "4115"), (403, "4117"), (401, ""), (403, "")])
def test_an_answer_about_who_we_are_is_a_matter_of_credentials(status: int, code: str) -> None:
    assert type(trouble_with(refusal(status, code))) is AdobeCredentialsError


def test_somebody_elses_object_is_a_refusal_and_not_a_matter_of_credentials() -> None:
    error = answered_no(refusal(403, "4121"))
    assert type(error) is AdobeRefusedError
    assert (error.status, error.code) == (403, "4121")


def test_a_5xx_with_adobes_code_is_adobes_own_failure() -> None:
    error = answered_no(refusal(500, "1124", "Internal Server Error"))
    assert type(error) is AdobeBrokenError
    assert (error.status, error.code) == (500, "1124")


@pytest.mark.parametrize(
    "reply",
    [
        page_of_html(502),
        httpx.Response(503),
        answer(504, {"message": "timeout"}),
        answer(503, {"error_code": "503000", "message": "upstream"}),
        answer(502, {"code": 502, "message": "Bad Gateway"}),
        answer(500, {"code": "", "message": "?"}),
        httpx.Response(302, headers={"location": "https://elsewhere.example/"}),
    ],
)
def test_what_something_in_front_of_adobe_says_is_no_answer_of_adobes(reply: httpx.Response) -> None:
    error = trouble_with(reply)
    assert type(error) is AdobeResponseLostError
    assert error.gateway_page


@pytest.mark.parametrize(
    "failure", [httpx.ReadTimeout("x"), httpx.ReadError("x"), httpx.WriteError("x"), httpx.RemoteProtocolError("x")]
)
def test_trouble_after_the_call_went_out_leaves_open_whether_it_was_executed(failure: Exception) -> None:
    error = trouble_with(failure)
    assert type(error) is AdobeResponseLostError
    assert not error.gateway_page


@pytest.mark.parametrize("failure", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
def test_trouble_while_connecting_means_never_sent(failure: Exception) -> None:
    error = trouble_with(failure)
    assert type(error) is AdobeConnectError
    assert isinstance(error, AdobeUnreachableError)


@pytest.mark.parametrize(
    "reply",
    [
        page_of_html(200),
        httpx.Response(201),
        answer(201, ["1007200145"]),
        answer(201, {"status": "1002"}),
        answer(201, {"customerId": "", "status": "1002"}),
        answer(201, {"customerId": {"id": 1}}),
        httpx.Response(204),
        httpx.Response(200, stream=httpx.ByteStream(b"not zipped"), headers={"content-encoding": "gzip"}),
    ],
)
def test_the_success_of_a_creation_that_names_nothing_is_gibberish(reply: httpx.Response) -> None:
    assert type(trouble_with(reply)) is AdobeGibberishError


@pytest.mark.parametrize("status", [200, 201, 202, 203])
def test_any_2xx_is_a_success(status: int) -> None:
    adobe = ScriptedAdobe(answer(status, {"customerId": "1007200145", "status": "1002"}))
    assert a_client(adobe).send(A_WRITE, "correlation-7") == {"customerId": "1007200145", "status": "1002"}


def test_an_update_may_succeed_without_a_body() -> None:
    adobe = ScriptedAdobe(httpx.Response(204))
    assert a_client(adobe).send(WriteCall("PATCH", "/v3/customers/1007200145", {}), "c") == {}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Fri, 04 Sep 2026 10:01:30 GMT", 90.0),
        ("Fri, 04 Sep 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_throttling_tells_how_long_to_wait() -> None:
    error = trouble_with(answer(429, {"code": "4118", "message": "Too many requests"}, {"Retry-After": "120"}))
    assert isinstance(error, AdobeThrottledError)
    assert (error.status, error.code, error.retry_after) == (429, "4118", 120.0)


def test_throttling_without_a_time_tells_none() -> None:
    error = trouble_with(answer(429, {"error_code": "429050", "message": "Too many requests"}))
    assert isinstance(error, AdobeThrottledError)
    assert (error.code, error.retry_after) == ("429050", None)


def test_the_text_of_an_error_names_the_call_and_nothing_of_its_content() -> None:
    error = answered_no(refusal(400, "1117", "Tomas Brandt is invalid", additionalDetails=["Tomas Brandt"]))
    assert (error.method, error.path, error.request_id, error.correlation_id) == (
        "POST",
        "/v3/customers",
        "id-1",
        "correlation-7",
    )
    assert str(error) == "POST /v3/customers: HTTP 400, code 1117 (request id id-1, correlation id correlation-7)"
