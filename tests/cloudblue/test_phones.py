"""Phone numbers in international form; the numbers are of the ranges that are kept for examples, or of public offices."""

from __future__ import annotations

import pytest

from connector.cloudblue.phones import international


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("+1 (408) 555-0100", "US", "+14085550100"),
        ("408.555.0100", "US", "+14085550100"),
        ("030 18 400-0", "DE", "+4930184000"),
        ("020 7946 0000", "GB", "+442079460000"),
    ],
)
def test_a_number_is_read_as_one_of_its_addresss_country(written: str, country: str, expected: str) -> None:
    assert international(written, country) == expected


@pytest.mark.parametrize("country", ["US", "JP", "XX", ""])
@pytest.mark.parametrize("written", ["+49 30 184000", "0049 30 184000"])
def test_a_number_with_a_calling_code_is_that_countrys_wherever_the_address_is(written: str, country: str) -> None:
    assert international(written, country) == "+4930184000"


@pytest.mark.parametrize("written", ["", "none", "12", "<408>", "1" * 41, "+", "00", "+999 123456", "\u0000", "\ud800", "4" * 30])
def test_what_is_no_number_gives_nothing(written: str) -> None:
    assert international(written, "US") == ""
