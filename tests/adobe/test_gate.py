"""The gate of an account: what holds its calls back, for how long, and what lifts it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import httpx
import pytest

from connector.adobe.errors import (
    AdobeBrokenError,
    AdobeConnectError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeHeldBackError,
    AdobeRefusedError,
    AdobeResponseLostError,
    AdobeStoppingError,
    AdobeThrottledError,
    CallTrace,
)
from connector.adobe.gate import Gate
from tests.adobe.scripted import Clockwork, ScriptedAdobe, a_client, answer, refusal

TRACE = CallTrace("GET", "/v3/customers/1", "id-1", "id-2")
NOW = datetime(2026, 9, 4, 10, 0, 0, tzinfo=UTC)
CUSTOMER = {"customerId": "1007200145", "status": "1000"}


def broken() -> AdobeBrokenError:
    return AdobeBrokenError(TRACE, status=500, code="1124")


def throttled(retry_after: float | None) -> AdobeThrottledError:
    return AdobeThrottledError(TRACE, code="4118", retry_after=retry_after)


def a_gate(clockwork: Clockwork) -> Gate:
    return Gate(clockwork.clock, clockwork.monotonic)


def left(gate: Gate) -> float:
    """Give for how long calls are held back."""
    try:
        gate.admit(TRACE)
    except AdobeHeldBackError as held:
        return held.retry_after or 0.0
    return 0.0


@pytest.mark.parametrize(("asked", "held"), [(400.0, 400.0), (7.5, 7.5), (None, 30.0), (0.0, 0.0), (86_400.0, 3600.0)])
def test_a_429_holds_every_call_back_for_the_time_that_adobe_names(asked: float | None, held: float) -> None:
    clockwork = Clockwork()
    gate = a_gate(clockwork)
    gate.failed(throttled(asked))
    assert left(gate) == held
    clockwork.seconds += held
    assert left(gate) == 0.0


def test_the_longer_of_two_times_counts() -> None:
    gate = a_gate(Clockwork())
    gate.failed(throttled(60.0))
    gate.failed(throttled(10.0))
    assert left(gate) == 60.0


def test_an_answer_to_a_call_that_began_earlier_lifts_nothing() -> None:
    clockwork = Clockwork()
    gate = a_gate(clockwork)
    gate.failed(throttled(60.0))
    gate.answered()
    assert left(gate) == 60.0


def test_what_is_held_back_says_since_when_and_was_never_sent() -> None:
    clockwork = Clockwork()
    gate = a_gate(clockwork)
    gate.failed(throttled(60.0))
    clockwork.seconds += 20
    with pytest.raises(AdobeHeldBackError) as caught:
        gate.admit(TRACE)
    assert caught.value.pressure is not None
    assert (caught.value.pressure.since, caught.value.pressure.is_throttled) == (NOW, True)
    assert caught.value.retry_after == 40.0


@pytest.mark.parametrize(
    "error",
    [
        broken(),
        AdobeResponseLostError(TRACE, "no answer"),
        AdobeConnectError(TRACE, "never sent"),
        AdobeGibberishError(TRACE, "what is this"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_five_failures_in_a_row_are_the_whole_accounts_trouble(error: AdobeError) -> None:
    gate = a_gate(Clockwork())
    for _ in range(4):
        gate.failed(error)
        assert (gate.is_troubled, error.pressure) == (False, None)
    gate.failed(error)
    assert gate.is_troubled
    assert error.pressure is not None
    assert (error.pressure.since, error.pressure.is_throttled) == (NOW, False)
    error.pressure = None
    assert left(gate) == 0.0


def test_the_first_success_lifts_it() -> None:
    gate = a_gate(Clockwork())
    for _ in range(9):
        gate.failed(broken())
    gate.answered()
    assert not gate.is_troubled


def test_failures_with_a_success_between_them_are_no_trouble_of_the_account() -> None:
    gate = a_gate(Clockwork())
    for _ in range(9):
        gate.failed(broken())
        gate.answered()
    assert not gate.is_troubled


@pytest.mark.parametrize(
    "refused", [AdobeRefusedError(TRACE, status=400, code="1117"), AdobeCredentialsError(TRACE, status=403, code="4115")]
)
def test_a_refusal_is_an_answer(refused: AdobeError) -> None:
    gate = a_gate(Clockwork())
    for _ in range(5):
        gate.failed(broken())
    gate.failed(refused)
    assert not gate.is_troubled


def test_refused_credentials_say_nothing_of_the_partner_api() -> None:
    gate = a_gate(Clockwork())
    for _ in range(5):
        gate.failed(broken())
    gate.failed(AdobeCredentialsError(TRACE, status=400, never_sent=True))
    assert gate.is_troubled


def test_a_stopping_process_lets_no_call_begin() -> None:
    clockwork = Clockwork()
    with pytest.raises(AdobeStoppingError, match="this process is stopping"):
        Gate(clockwork.clock, clockwork.monotonic, lambda: True).admit(TRACE)


def test_threads_that_fail_at_once_are_all_counted() -> None:
    gate = a_gate(Clockwork())
    threads = [threading.Thread(target=gate.failed, args=(broken(),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gate.is_troubled


def test_a_429_that_names_no_time_is_not_asked_again_within_the_call() -> None:
    adobe, clockwork = ScriptedAdobe(refusal(429, "4118")), Clockwork()
    with pytest.raises(AdobeThrottledError):
        a_client(adobe, clockwork).customers.get("1007200145")
    assert (len(adobe.requests), clockwork.pauses) == (1, [])


def test_while_the_account_is_in_trouble_a_read_is_one_call() -> None:
    troubles = [httpx.ReadError("x") for _ in range(6)]
    adobe = ScriptedAdobe(*troubles, answer(200, CUSTOMER), httpx.ReadError("x"), answer(200, CUSTOMER))
    client = a_client(adobe)
    sent = []
    for _ in range(3):
        with pytest.raises(AdobeResponseLostError):
            client.customers.get("1007200145")
        sent.append(len(adobe.requests))
    # Three tries of the first read, two of the second, of which the last is the fifth failure in a row; then one for each.
    assert sent == [3, 5, 6]
    client.customers.get("1007200145")
    # The success lifted it: the next trouble is asked again within the same read.
    client.customers.get("1007200145")
    assert len(adobe.requests) == 9
