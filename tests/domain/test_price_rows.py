"""A row of a price list: what must be there, what is kept as it came, and by what it is told from every other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from connector.domain.prices.rows import UNBOUNDED, RowError, read_day, read_row

OFFER: Final[dict[str, Any]] = {
    "offerId": "30005893CA01A12",
    "productFamily": "Ai Assistant For Acrobat For Enterprise",
    "users": "1 User",
    "acdIndicator": "Change",
    "acdEffectiveDate": "2024-02-01T00:00:00.000Z",
    "levelDetails": "Level 1 1 - 9",
    "firstOrderDate": "2024-03-28T00:00:00.000Z",
    "lastOrderDate": "2024-05-31T00:00:00.000Z",
    "partnerPrice": "1234.56",
    "estimatedStreetPrice": "1300.00",
    "discountCode": "ENT2024",
}


def test_an_offer_is_read_with_its_key_its_prices_and_every_attribute_as_it_came() -> None:
    row = read_row(OFFER)
    assert row.key == ("30005893CA01A12", "ENT2024", date(2024, 3, 28), date(2024, 5, 31))
    assert (row.partner_price, row.street_price) == (Decimal("1234.56"), Decimal("1300.00"))
    assert row.attributes == OFFER
    assert row.others == {
        "productFamily": "Ai Assistant For Acrobat For Enterprise",
        "users": "1 User",
        "levelDetails": "Level 1 1 - 9",
    }


def test_only_the_offer_id_must_be_there() -> None:
    row = read_row({"offerId": "30005893CA01A12", "discountCode": None, "partnerPrice": "", "lastOrderDate": " "})
    assert row.key == ("30005893CA01A12", "", *UNBOUNDED)
    assert (row.partner_price, row.street_price) == (None, None)
    assert row.raw == '{"offerId":"30005893CA01A12"}'
    assert row.covers(date(1999, 1, 1))


@pytest.mark.parametrize("offer", [{}, {"offerId": ""}, {"offerId": None}, {"offerId": "  ", "partnerPrice": "1"}])
def test_a_row_without_an_offer_id_is_no_row(offer: dict[str, object]) -> None:
    with pytest.raises(RowError, match="a row without offerId"):
        read_row(offer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("partnerPrice", "on request"),
        ("partnerPrice", "NaN"),
        ("estimatedStreetPrice", "Infinity"),
        ("estimatedStreetPrice", "1,234.50"),
        ("partnerPrice", "1_000"),
        ("partnerPrice", "-5"),
        ("partnerPrice", "+5"),
        ("partnerPrice", "1e3"),
        ("partnerPrice", "5."),
        ("partnerPrice", "\u0665"),
    ],
)
def test_a_price_that_is_no_amount_is_named_with_its_offer(name: str, value: str) -> None:
    with pytest.raises(RowError, match=f"^offer 30005893CA01A12: {name} is no amount$"):
        read_row({**OFFER, name: value})


@pytest.mark.parametrize("text", ["soon", "9999-12-31T23:59:59-08:00", "0001-01-01T00:00:00+01:00"])
@pytest.mark.parametrize("name", ["firstOrderDate", "lastOrderDate"])
def test_a_date_that_is_none_in_utc_is_named_with_its_offer(name: str, text: str) -> None:
    with pytest.raises(RowError, match=f"^offer 30005893CA01A12: {name} is no date$"):
        read_row({**OFFER, name: text})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-28T00:00:00.000Z", date(2024, 3, 28)),
        ("2025-05-01T00:00:00.000+00:00", date(2025, 5, 1)),
        ("2025-05-01T01:30:00+02:00", date(2025, 4, 30)),
        ("2025-05-01", date(2025, 5, 1)),
        ("2025-05-01T23:59:59", date(2025, 5, 1)),
    ],
)
def test_a_date_is_its_day_in_utc(text: str, day: date) -> None:
    assert read_day(text) == day


def test_values_that_are_no_texts_are_kept_as_their_digits_and_words() -> None:
    odd = {"partnerPrice": Decimal("12.50"), "users": 5, "bridge": True, "pool": False, "metric": {"b": 1, "a": [Decimal("1.5")]}}
    row = read_row({"offerId": "30005893CA01A12", **odd})
    assert row.partner_price == Decimal("12.50")
    assert row.attributes == {
        "offerId": "30005893CA01A12",
        "partnerPrice": "12.50",
        "users": "5",
        "bridge": "true",
        "pool": "false",
        "metric": '{"a": ["1.5"], "b": 1}',
    }


def test_yen_have_no_decimals_and_keep_none() -> None:
    assert str(read_row({**OFFER, "partnerPrice": "1234"}).partner_price) == "1234"


def test_two_rows_are_the_same_when_every_attribute_is_whatever_their_order() -> None:
    turned = dict(reversed(OFFER.items()))
    assert read_row(turned).digest == read_row(OFFER).digest
    assert read_row({**OFFER, "pool": ""}).digest == read_row(OFFER).digest
    assert read_row({**OFFER, "pool": "Discount1"}).digest != read_row(OFFER).digest


def test_a_window_includes_both_its_days() -> None:
    row = read_row(OFFER)
    assert [row.covers(day) for day in (date(2024, 3, 27), date(2024, 3, 28), date(2024, 5, 31), date(2024, 6, 1))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("text", ["half \ud800", "zero \x00"])
def test_a_row_with_a_character_that_no_database_takes_is_no_row(text: str) -> None:
    with pytest.raises(RowError, match=r"^offer 30005893CA01A12: a character in it cannot be kept$"):
        read_row({**OFFER, "pool": text})
