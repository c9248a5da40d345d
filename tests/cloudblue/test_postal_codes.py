"""The forms of postal codes by country; the examples are the postal services' own."""

from __future__ import annotations

import pytest

from connector.cloudblue.postal_codes import settled_postal_code


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("US", "92612"),
        ("US", "92612-1234"),
        ("CA", "K1A 0B1"),
        ("CA", "k1a 0b1"),
        ("GB", "SW1A 1AA"),
        ("DE", "10115"),
        ("PL", "00-950"),
        ("NL", "1234 AB"),
        ("JP", "154-0023"),
        ("BR", "40301-110"),
    ],
)
def test_a_code_in_its_countrys_form_is_right(country: str, code: str) -> None:
    assert settled_postal_code(country, code)[:2] == (code.upper(), True)


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("IN", "110 001", "110001"),
        ("IN", "110-001", "110001"),
        ("LV", "1010", "LV-1010"),
        ("LV", "LV 1010", "LV-1010"),
        ("LV", "lv1010", "LV-1010"),
        ("CH", "CH-8001", "8001"),
        ("CH", "CH 8001", "8001"),
        ("DE", "D-10115", "10115"),
        ("DE", "DE-10115", "10115"),
        ("AT", "A-1010", "1010"),
        ("LU", "L-1234", "1234"),
        ("LU", "LU-1234", "1234"),
        ("SE", "S-111 22", "11122"),
        ("SE", "SE-11122", "11122"),
        ("PL", "00001", "00-001"),
        ("PL", "PL 00001", "00-001"),
        ("PT", "1000001", "1000-001"),
        ("US", "926121234", "92612-1234"),
        ("JP", "154 0023", "154-0023"),
        ("BR", "40301 110", "40301-110"),
        ("NL", "NL-1234 AB", "1234 AB"),
        ("KY", "KY11100", "KY1-1100"),
    ],
)
def test_a_code_in_another_usual_spelling_is_brought_into_its_countrys_form(country: str, written: str, code: str) -> None:
    assert settled_postal_code(country, written)[:2] == (code, True)


@pytest.mark.parametrize(
    ("country", "code", "example"),
    [
        ("US", "9261", "95014"),
        ("US", "K1A 0B1", "95014"),
        ("US", "", "95014"),
        ("CA", "92612", "H3Z 2Y7"),
        ("DE", "1011", "26133"),
        ("DE", "X-10115", "26133"),
        ("DE", "PL-10115", "26133"),
        ("PL", "0095", "00-950"),
        ("DE", "-", "26133"),
    ],
)
def test_a_code_in_another_form_is_wrong_and_a_right_one_is_shown(country: str, code: str, example: str) -> None:
    assert settled_postal_code(country, code) == (code, False, example)


@pytest.mark.parametrize("country", ["HK", "AE"])
@pytest.mark.parametrize("code", ["", "00000"])
def test_where_a_country_has_no_codes_none_is_needed_and_none_is_wrong(country: str, code: str) -> None:
    assert settled_postal_code(country, code) == (code, True, "")


def test_where_codes_are_not_needed_an_empty_one_is_right() -> None:
    assert settled_postal_code("IE", "") == ("", True, "A65 F4E2")


@pytest.mark.parametrize("country", ["", "XX", "ZZ", "all", "ALL", "../", "U", "\u00dcS"])
def test_of_a_country_that_nobody_knows_any_code_is_right(country: str) -> None:
    assert settled_postal_code(country, "anything") == ("anything", True, "")


@pytest.mark.parametrize("region", ["BQ1", "BQ2", "BQ3", "CW"])
@pytest.mark.parametrize("code", ["", "0000"])
def test_the_dutch_islands_have_no_codes(region: str, code: str) -> None:
    assert settled_postal_code("NL", code, region) == (code, True, "")


@pytest.mark.parametrize(("country", "region"), [("NL", "NH"), ("NL", "00"), ("DE", "CW")])
def test_other_regions_need_their_countrys_codes(country: str, region: str) -> None:
    assert settled_postal_code(country, "", region)[1] is False
