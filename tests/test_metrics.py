"""What is counted: names, labels that can be listed, and the text that Prometheus reads."""

from __future__ import annotations

import pytest

from connector.metrics import Meters, exposition

CALLS = "connector_adobe_calls_total"


def calls(meters: Meters) -> dict[tuple[str, ...], float]:
    """Give the calls by account, code, outcome and status."""
    return {tuple(value for _, value in labels): count for (name, labels), count in meters.totals().items() if name == CALLS}


def test_calls_are_counted_by_account_outcome_status_and_adobes_code() -> None:
    meters = Meters()
    meters.count_call("production/D1", "answered", 200, "", 120)
    meters.count_call("production/D1", "refused", 400, "1117", 80)
    meters.count_call("production/D1", "refused", 400, "1117", 90)
    meters.count_call("test/D1", "refused", 400, "1117", 90)
    meters.count_call("production/D1", "refused", 409, "ALREADY_FULFILLED", 90)
    meters.count_call("production/D1", "no answer", None, "", 25_000)
    assert calls(meters) == {
        ("production/D1", "none", "answered", "200"): 1.0,
        ("production/D1", "1117", "refused", "400"): 2.0,
        ("test/D1", "1117", "refused", "400"): 1.0,
        ("production/D1", "ALREADY_FULFILLED", "refused", "409"): 1.0,
        ("production/D1", "none", "no answer", "none"): 1.0,
    }


def test_drafts_are_counted_by_outcome_and_timed_where_they_were_judged() -> None:
    meters = Meters()
    meters.count_draft("clean", 120)
    meters.count_draft("unjudged", None)
    told = exposition(meters.totals()).decode().splitlines()
    assert 'connector_drafts_total{outcome="clean"} 1.0' in told
    assert 'connector_drafts_total{outcome="unjudged"} 1.0' in told
    assert 'connector_draft_seconds_bucket{le="0.25"} 1.0' in told
    assert "connector_draft_seconds_count 1.0" in told


@pytest.mark.parametrize("code", ["somebody@example.com", "P1005053489", "jane", "12345", "A" * 50])
def test_what_is_none_of_adobes_codes_becomes_no_label(code: str) -> None:
    meters = Meters()
    meters.count_call("production/D1", "refused", 400, code, 80)
    assert calls(meters) == {("production/D1", "other", "refused", "400"): 1.0}


def test_what_came_since_is_given_once_and_again_where_it_could_not_be_kept() -> None:
    meters = Meters()
    meters.count_verdict("wait")
    came = meters.since()
    assert came == {("connector_verdicts_total", (("verdict", "wait"),)): 1.0}
    assert meters.since() == {}
    meters.undo(came)
    meters.count_verdict("wait")
    assert meters.since() == {("connector_verdicts_total", (("verdict", "wait"),)): 2.0}


def test_something_is_due_after_its_time_and_not_at_first() -> None:
    meters = Meters()
    assert [meters.is_time("keep", 30.0, now) for now in (100.0, 120.0, 130.0, 159.0, 160.0)] == [False, False, True, False, True]
    assert not meters.is_time("tell", 30.0, 160.0)


def test_prometheus_reads_the_text() -> None:
    meters = Meters()
    meters.count_verdict("approve")
    meters.count_call("production/D1", "answered", 200, "", 700)
    text = exposition({**meters.totals(), ("connector_requests", (("state", "waiting"),)): 12.0}).decode()
    lines = text.splitlines()
    assert "# TYPE connector_verdicts_total counter" in lines or "# TYPE connector_verdicts counter" in lines
    assert 'connector_verdicts_total{verdict="approve"} 1.0' in lines
    assert 'connector_requests{state="waiting"} 12.0' in lines
    buckets = [line for line in lines if line.startswith("connector_adobe_call_seconds_bucket")]
    assert buckets == [
        'connector_adobe_call_seconds_bucket{le="0.1"} 0.0',
        'connector_adobe_call_seconds_bucket{le="0.25"} 0.0',
        'connector_adobe_call_seconds_bucket{le="0.5"} 0.0',
        'connector_adobe_call_seconds_bucket{le="1.0"} 1.0',
        'connector_adobe_call_seconds_bucket{le="2.5"} 1.0',
        'connector_adobe_call_seconds_bucket{le="5.0"} 1.0',
        'connector_adobe_call_seconds_bucket{le="10.0"} 1.0',
        'connector_adobe_call_seconds_bucket{le="30.0"} 1.0',
        'connector_adobe_call_seconds_bucket{le="+Inf"} 1.0',
    ]
    assert "connector_adobe_call_seconds_sum 0.7" in lines
