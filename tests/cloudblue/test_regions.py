"""Regions as people write them, and the codes that Adobe takes."""

from __future__ import annotations

import pytest

from connector.cloudblue.regions import resolve_region


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("US", "CA", "CA"),
        ("US", "ca", "CA"),
        ("US", "US-CA", "CA"),
        ("US", "us-ca", "CA"),
        ("US", "California", "CA"),
        ("US", "california", "CA"),
        ("US", "Calfornia", "CA"),
        ("US", "Texass", "TX"),
        ("CA", "Ontario", "ON"),
        ("CA", "Quebec", "QC"),
        ("CA", "Québec", "QC"),
        ("DE", "Bayern", "BY"),
        ("DE", "Baden-Wurttemberg", "BW"),
        ("JP", "13", "13"),
        ("GB", "Isle of Anglesey", "AGY"),
        ("PH", "Ilocos", "01"),
        ("US", "N.Y.", "NY"),
        ("US", "Califronia", "CA"),
        ("US", "West Virgina", "WV"),
        ("US", "Washington", "WA"),
        ("AE", "Dubai", "DU"),
        ("AE", "Abu Dhabi", "AZ"),
        ("KR", "Seoul", "11"),
        ("CO", "Bogota", "DC"),
        ("JP", "Tokyo", "13"),
        ("TW", "Hsinchu City", "HSZ"),
        ("TW", "Hsinchu County", "HSQ"),
    ],
)
def test_a_region_becomes_its_code(country: str, text: str, code: str) -> None:
    assert resolve_region(country, text) == (code, True, ())


def test_several_close_matches_are_offered_and_none_is_chosen() -> None:
    region, known, offered = resolve_region("US", "Nort Carolina")
    assert (region, known) == ("Nort Carolina", False)
    assert sorted(offered) == ["North Carolina (NC)", "South Carolina (SC)"]


@pytest.mark.parametrize(
    "text", ["DC", "D.C.", "Washington DC", "Washington, DC", "Washington D.C.", "washington, d. c.", "District of Columbia"]
)
def test_the_capital_is_not_the_state_of_its_name(text: str) -> None:
    assert resolve_region("US", text) == ("DC", True, ())


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("TW", "Hsinchu", ("Hsinchu (HSQ, County)", "Hsinchu (HSZ, City)")),
        ("TW", "Chiayi", ("Chiayi (CYI, City)", "Chiayi (CYQ, County)")),
        ("HU", "Veszprém", ("Veszprém (VE, County)", "Veszprém (VM, City with county rights)")),
        ("AZ", "Şəki", ("Şəki (SA, Municipality)", "Şəki (SAK, Rayon)")),
        ("EE", "Võru", ("Võru (917, Rural municipality)", "Võru (919, Urban municipality)")),
        ("ES", "Cantabria", ("Cantabria (CB, Autonomous community)", "Cantabria (S, Province)")),
    ],
)
def test_regions_of_one_name_are_offered_and_none_is_chosen(country: str, text: str, expected: tuple[str, ...]) -> None:
    assert resolve_region(country, text) == (text, False, expected)


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("US", "Washington State", ("Washington (WA)",)),
        ("US", "Washington DC 20001", ("District of Columbia (DC)", "Washington (WA)")),
        ("IN", "New Delhi", ("Delhi (DL)",)),
    ],
)
def test_a_name_with_more_words_is_offered_only(country: str, text: str, expected: tuple[str, ...]) -> None:
    assert resolve_region(country, text) == (text, False, expected)


def test_what_is_close_but_not_very_close_is_offered_only() -> None:
    assert resolve_region("NL", "North Holland") == ("North Holland", False, ("Noord-Holland (NH)",))


@pytest.mark.parametrize("text", ["!!!", "\ud800", "."])
def test_a_text_without_letters_is_no_region(text: str) -> None:
    assert resolve_region("US", text) == (text, False, ())


def test_two_spellings_of_one_region_are_one_match() -> None:
    assert resolve_region("MD", "Gagauzia, Unitatea teritoriala autonom") == ("GA", True, ())


def test_a_text_that_is_close_to_nothing_is_unknown() -> None:
    assert resolve_region("US", "Bavaria") == ("Bavaria", False, ())


@pytest.mark.parametrize(("country", "text"), [("US", "00"), ("DE", "00"), ("SG", "00")])
def test_adobes_placeholder_is_taken_everywhere(country: str, text: str) -> None:
    assert resolve_region(country, text) == ("00", True, ())


def test_no_region_is_no_question() -> None:
    assert resolve_region("US", "") == ("", True, ())


@pytest.mark.parametrize(("country", "text", "expected"), [("HK", "Kowloon", "KOWLOON"), ("", "Somewhere", "SOMEWHERE")])
def test_a_country_without_regions_takes_what_was_written(country: str, text: str, expected: str) -> None:
    assert resolve_region(country, text) == (expected, True, ())
