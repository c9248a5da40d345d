"""The ground of the wire models: the same reading with either generation of pydantic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.wire import (
    CamelModel,
    OpenEnum,
    WireError,
    WireModel,
    plain,
    read_bool,
    read_date,
    read_datetime,
    read_decimal,
    read_int,
    read_json,
    read_text,
    write_datetime,
)


class Colour(OpenEnum):
    RED = "red"


class Part(CamelModel):
    part_id: str
    weight: Decimal | None = None


class Thing(CamelModel):
    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"kind": ("type", "sort")}
    private: ClassVar[frozenset[str]] = frozenset({"owner"})

    thing_id: str
    kind: str | None = None
    owner: str = ""
    count: int = 0
    done: bool = False
    made_at: datetime | None = None
    due: date | None = None
    colour: Colour | None = None
    parts: tuple[Part, ...] = ()
    tags: tuple[str, ...] = ()
    anything: dict[str, Any] | None = None


class PlainNames(WireModel):
    customer_id: str


def test_a_document_is_read_by_declared_types() -> None:
    document = {
        "thingId": 17,
        "sort": "round",
        "count": "3",
        "done": "TRUE",
        "madeAt": "2026-06-10T18:22:08.000+02:00",
        "due": "2026-06-10T23:30:00-02:00",
        "colour": "red",
        "parts": [{"partId": "p", "weight": "1.50"}],
        "tags": ["a", 1, None],
        "anything": {"free": [1, {"form": None}]},
        "unheardOf": 1,
    }
    thing = Thing.parse(document)
    assert thing == Thing(
        thing_id="17",
        kind="round",
        count=3,
        done=True,
        made_at=datetime(2026, 6, 10, 16, 22, 8, tzinfo=UTC),
        due=date(2026, 6, 11),
        colour=Colour.RED,
        parts=(Part(part_id="p", weight=Decimal("1.50")),),
        tags=("a", "1"),
        anything={"free": [1, {"form": None}]},
    )
    assert thing.parts[0].weight is not None
    assert str(thing.parts[0].weight) == "1.50"


def test_null_empty_and_absent_are_one() -> None:
    empty = {"thingId": "1", "type": "", "count": None, "madeAt": "", "colour": "", "parts": None, "tags": "", "anything": None}
    assert Thing.parse(empty) == Thing.parse({"thingId": "1"}) == Thing(thing_id="1")


def test_the_proper_spelling_wins_unless_it_is_empty() -> None:
    assert Thing.parse({"thingId": "1", "type": "a", "sort": "b"}).kind == "a"
    assert Thing.parse({"thingId": "1", "type": "", "sort": "b"}).kind == "b"


def test_names_without_camels_are_read_as_they_are() -> None:
    assert PlainNames.parse({"customer_id": "1"}).dump() == {"customer_id": "1"}


def test_a_lone_element_is_a_list_of_one() -> None:
    assert Thing.parse({"thingId": "1", "parts": {"partId": "p"}, "tags": "a"}).dump()["parts"] == [{"partId": "p"}]


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ({}, "Thing: thing_id: missing"),
        ({"thingId": "1", "count": "PRIVATE"}, "Thing: count: no number"),
        ({"thingId": "1", "count": 1.5}, "Thing: count: no whole number"),
        ({"thingId": "1", "made_at": "PRIVATE"}, "Thing: made_at: no date and time"),
        ({"thingId": "1", "done": "PRIVATE"}, "Thing: done: neither true nor false"),
        ({"thingId": True}, "Thing: thing_id: no text"),
        ({"thingId": "1", "parts": [{"partId": "p"}, {"weight": "1"}]}, "Thing: parts.1.part_id: missing"),
        ({"thingId": "1", "parts": [{"partId": "p", "weight": "PRIVATE"}]}, "Thing: parts.0: weight: no number"),
        ({"thingId": "1", "parts": ["PRIVATE"]}, "Thing: parts: no JSON object"),
        (["PRIVATE"], "Thing: no JSON object"),
        (None, "Thing: no JSON object"),
    ],
)
def test_a_complaint_names_the_place_and_not_the_value(document: object, complaint: str) -> None:
    with pytest.raises(WireError) as caught:
        Thing.parse(document)
    assert str(caught.value) == complaint
    assert caught.value.__context__ is None


def test_a_model_is_frozen_and_keeps_private_fields_from_its_repr() -> None:
    thing = Thing(thing_id="1", owner="Tomas Brandt")
    with pytest.raises((TypeError, ValueError)):
        thing.owner = "somebody else"
    assert thing.owner == "Tomas Brandt"
    assert "Tomas" not in f"{thing!r} {thing}"
    assert "thing_id='1'" in repr(thing)


def test_a_json_body_is_read_without_floats() -> None:
    assert read_json(b'{"a": 0.1, "b": 2, "c": 1e2}') == {"a": Decimal("0.1"), "b": 2, "c": Decimal(100)}


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b'{"a": NaN}', b"[Infinity]", b"\xff", b"[" * 100_000])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        read_json(body)


def test_plain_documents_hold_jsons_own_types_only() -> None:
    document = {"a": Decimal("1.10"), "b": [date(2026, 1, 2), Colour.RED], "c": (None, True, 1), "d": Part(part_id="p")}
    stored = plain(document)
    assert stored == {"a": "1.10", "b": ["2026-01-02", "red"], "c": [None, True, 1], "d": {"partId": "p"}}
    assert json.loads(json.dumps(stored)) == stored


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-04T05:06:07Z", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("2026-06-10T16:22:08.000+00:00", datetime(2026, 6, 10, 16, 22, 8, tzinfo=UTC)),
        ("2026-06-10T16:22:08.25-0130", datetime(2026, 6, 10, 17, 52, 8, 250_000, tzinfo=UTC)),
        ("2026-06-10T16:22:08", datetime(2026, 6, 10, 16, 22, 8, tzinfo=UTC)),
        ("2026-06-10", datetime(2026, 6, 10, tzinfo=UTC)),
    ],
)
def test_every_documented_way_to_write_a_moment_is_read_as_utc(text: str, moment: datetime) -> None:
    read = read_datetime(text)
    assert read == moment
    assert read.utcoffset() == timedelta(0)


def test_values_that_are_read_already_stay_what_they_are() -> None:
    moment = datetime(2026, 6, 10, 12, tzinfo=timezone(timedelta(hours=2)))
    assert read_datetime(moment) == moment
    assert read_date(date(2026, 6, 10)) == date(2026, 6, 10)
    assert read_date(moment) == date(2026, 6, 10)
    assert read_bool(value=False) is False


@pytest.mark.parametrize(
    "value",
    [1767225600, None, "yesterday", "2026-13-01", ["2026-01-01"], "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(WireError):
        read_datetime(value)


def test_a_moment_is_written_in_whole_seconds_of_utc() -> None:
    assert write_datetime(datetime(2026, 6, 10, 1, 2, 3, 999_999, tzinfo=timezone(timedelta(hours=2)))) == "2026-06-09T23:02:03Z"
    with pytest.raises(WireError):
        write_datetime(datetime(2026, 6, 10))  # noqa: DTZ001 - that it has no zone is the point.


@pytest.mark.parametrize(
    ("value", "text"), [("x", "x"), (12, "12"), (Decimal(9201447001), "9201447001"), (Decimal("1E+3"), "1000")]
)
def test_text_may_arrive_as_a_number(value: object, text: str) -> None:
    assert read_text(value) == text


@pytest.mark.parametrize("value", [True, None, 1.5, [], {}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(WireError):
        read_text(value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "", "1,5", float("nan"), float("inf"), True, None, [], {}])
def test_what_is_no_amount_is_refused(value: object) -> None:
    with pytest.raises(WireError):
        read_decimal(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_an_amount_survives_json_and_storage(amount: Decimal) -> None:
    document = read_json(f'{{"partId": "p", "weight": {amount:f}}}')
    part = Part.parse(document)
    assert part.weight == amount
    assert Part.parse(json.loads(json.dumps(part.dump()))) == part


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_is_the_same_in_every_way_to_write_it(number: int) -> None:
    assert read_int(number) == read_int(str(number)) == read_int(f"{number}.0") == read_int(Decimal(number)) == number
