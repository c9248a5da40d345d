"""The connector's log lines: their form, their fields, and that nobody else's logging is disturbed."""

from __future__ import annotations

import io
import json
import logging
import re
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from connector.log import bound, configure
from tests.captured_log import captured_log

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = logging.getLogger("connector.fulfillment.example")
CONNECTOR = logging.getLogger("connector")


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    with captured_log() as stream:
        yield stream


@pytest.fixture
def console() -> Iterator[io.StringIO]:
    with captured_log("console") as stream:
        yield stream


def failing(text: str) -> None:
    nothing: dict[str, str] = {}
    try:
        nothing["the first"]
    except KeyError as error:
        raise ValueError(text) from error


def the_lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def the_line(out: io.StringIO) -> dict[str, Any]:
    (line,) = the_lines(out)
    return line


def test_a_line_is_one_json_object_with_time_level_logger_and_message(out: io.StringIO) -> None:
    LOG.info("asked for %d seats", 3)
    line = the_line(out)
    assert list(line) == ["time", "level", "logger", "message"]
    assert (line["level"], line["logger"], line["message"]) == ("info", "connector.fulfillment.example", "asked for 3 seats")


def test_times_are_utc_to_the_millisecond(out: io.StringIO) -> None:
    record = logging.makeLogRecord({"name": "connector", "msg": "at midnight", "created": 1767225600.25, "levelno": logging.INFO})
    CONNECTOR.handle(record)
    assert the_line(out)["time"] == "2026-01-01T00:00:00.250Z"
    assert datetime.fromisoformat(the_line(out)["time"]).tzinfo == UTC


def test_extra_fields_stand_beside_the_message_as_they_are(out: io.StringIO) -> None:
    LOG.info("called", extra={"event": "adobe_call", "status": 201, "milliseconds": 31, "code": None, "done": True, "ratio": 0.5})
    line = the_line(out)
    assert {name: line[name] for name in ("event", "status", "milliseconds", "done", "ratio")} == {
        "event": "adobe_call",
        "status": 201,
        "milliseconds": 31,
        "done": True,
        "ratio": 0.5,
    }
    assert "code" not in line


def test_values_that_json_does_not_know_become_text(out: io.StringIO) -> None:
    LOG.info("odd", extra={"at": datetime(2026, 1, 2, tzinfo=UTC), "share": float("nan"), "kinds": {"one"}, "pair": (1, b"x")})
    line = the_line(out)
    assert (line["at"], line["share"], line["kinds"], line["pair"]) == ("2026-01-02 00:00:00+00:00", "nan", ["one"], [1, "b'x'"])


def test_a_value_that_contains_itself_ends_somewhere(out: io.StringIO) -> None:
    endless: list[object] = []
    endless.append(endless)
    LOG.info("round", extra={"endless": endless})
    assert the_line(out)["endless"] == [[[[["…"]]]]]


def test_extra_fields_cannot_replace_time_and_level(out: io.StringIO) -> None:
    LOG.info("said", extra={"time": "never", "level": "fatal", "logger": "root"})
    line = the_line(out)
    assert (line["level"], line["logger"]) == ("info", "connector.fulfillment.example")
    assert line["time"] != "never"


def test_bound_fields_stand_on_every_line_of_the_block_and_on_none_after_it(out: io.StringIO) -> None:
    with bound(request="PR-1", intent="place order", generation=1):
        LOG.info("inside")
        with bound(generation=2, code=None):
            LOG.info("deeper")
        LOG.info("inside again", extra={"intent": "another"})
    LOG.info("outside")
    fields = [[line.get(name) for name in ("request", "intent", "generation")] for line in the_lines(out)]
    assert fields == [["PR-1", "place order", 1], ["PR-1", "place order", 2], ["PR-1", "another", 1], [None, None, None]]


def test_bound_fields_end_with_an_exception_too(out: io.StringIO) -> None:
    with pytest.raises(KeyError), bound(request="PR-1"):
        raise KeyError("gone")
    LOG.info("outside")
    assert "request" not in the_line(out)


def test_two_threads_bind_their_own_fields(out: io.StringIO) -> None:
    together = threading.Barrier(2)

    def deliver(request: str) -> None:
        with bound(request=request):
            together.wait(timeout=10)
            LOG.info(request)
            together.wait(timeout=10)

    threads = [threading.Thread(target=deliver, args=(request,)) for request in ("PR-1", "PR-2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {line["message"]: line["request"] for line in the_lines(out)} == {"PR-1": "PR-1", "PR-2": "PR-2"}


def test_an_exception_is_told_with_its_cause(out: io.StringIO) -> None:
    try:
        failing("the second")
    except ValueError:
        LOG.exception("failed")
    told = the_line(out)["exception"]
    assert told.index("the first") < told.index("direct cause") < told.index("ValueError: the second")


def test_the_stack_is_told_when_it_is_asked_for(out: io.StringIO) -> None:
    LOG.info("here", stack_info=True)
    assert "test_the_stack_is_told_when_it_is_asked_for" in the_line(out)["exception"]


def test_configuring_twice_writes_each_line_once_to_the_last_stream(out: io.StringIO) -> None:
    second = io.StringIO()
    configure("json", stream=second)
    LOG.info("once")
    assert out.getvalue() == ""
    assert the_line(second)["message"] == "once"


def test_without_a_stream_lines_go_to_standard_error(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    configure("json")
    LOG.info("to standard error")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["message"] == "to standard error"


def test_the_runners_logging_stays_as_it_was(out: io.StringIO) -> None:
    names = (None, "connect.eaas", "eaas", "eaas.eventsapp", "httpx")
    before = [(list(logging.getLogger(name).handlers), logging.getLogger(name).level) for name in names]
    configure("console", stream=io.StringIO())
    assert [(list(logging.getLogger(name).handlers), logging.getLogger(name).level) for name in names] == before


def test_a_handler_of_somebody_else_on_our_logger_stays(out: io.StringIO) -> None:
    theirs = logging.NullHandler()
    CONNECTOR.addHandler(theirs)
    configure("json", stream=io.StringIO())
    configure("json", stream=io.StringIO())
    assert theirs in CONNECTOR.handlers


def test_lines_do_not_travel_on_to_the_root_logger(out: io.StringIO) -> None:
    root_stream = io.StringIO()
    at_root = logging.StreamHandler(root_stream)
    logging.getLogger().addHandler(at_root)
    try:
        LOG.error("ours alone")
    finally:
        logging.getLogger().removeHandler(at_root)
    assert root_stream.getvalue() == ""
    assert the_line(out)["message"] == "ours alone"


def test_debug_is_silent_unless_somebody_asked_for_it(out: io.StringIO) -> None:
    LOG.debug("silent")
    CONNECTOR.setLevel(logging.DEBUG)
    configure("json", stream=out)
    LOG.debug("asked for")
    assert the_line(out)["message"] == "asked for"


def test_the_console_shows_one_readable_line(console: io.StringIO) -> None:
    with bound(request="PR-1"):
        LOG.warning("called", extra={"status": 429, "reason": "too many calls", "empty": ""})
    pattern = r'\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z WARNING called request=PR-1 status=429 reason="too many calls" empty=""\n'
    assert re.fullmatch(pattern, console.getvalue())


def test_a_foreign_text_can_neither_forge_a_line_on_the_console_nor_steer_the_terminal(console: io.StringIO) -> None:
    LOG.info("name: %s", "x\n2026-01-01 forged\x1b[2J", extra={"company": "Ā\r\x07"})
    try:
        failing("bell \x07")
    except ValueError:
        LOG.exception("failed")
    text = console.getvalue()
    assert r"x\n2026-01-01 forged\x1b[2J" in text
    assert text.startswith("20")
    assert not set(text) & {"\x1b", "\x07", "\r"}
    assert "Traceback (most recent call last):\n" in text


def test_a_terminal_that_knows_only_ascii_still_gets_the_line(out: io.StringIO) -> None:
    raw = io.BytesIO()
    # Pytest's own handler would hand the line to its report, which cannot carry half a character between processes.
    with captured_log("console"):
        terminal = io.TextIOWrapper(raw, encoding="ascii")
        configure("console", stream=terminal)
        LOG.info("Müller \ud800")
    assert rb"M\xfcller \ud800" in raw.getvalue()
    terminal.close()


def test_arguments_that_do_not_fit_cost_the_message_but_not_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments: tuple[object, ...] = ("three",)
    with captured_log() as out:
        LOG.info("asked for %d seats", *arguments)
    assert the_line(out)["message"] == "asked for %d seats (its arguments do not fit: TypeError)"
    assert capsys.readouterr().err == ""


def test_a_stream_that_is_closed_stops_nobody(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    out.close()
    LOG.info("lost, with %s", "its argument")
    assert capsys.readouterr().err == ""
