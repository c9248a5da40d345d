"""The variables of price lists: which are fetched, and how the distributor's prices are made."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import pytest

from connector.settings import PriceListScope, PriceMaking, SettingsError, parse_settings

LIST: Final = {"distributor_id": "D1000000000", "region": "WE", "market_segment": "COM", "currency": "GBP"}
KNOWN: Final = "environment, distributor_id, region, market_segment, currency, type"
RULE: Final = {"way": "margin", "percent": "12.5"}


def problems_of(**variables: object) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        parse_settings({name: value if isinstance(value, str) else json.dumps(value) for name, value in variables.items()})
    return raised.value.problems


def test_nothing_is_fetched_and_no_price_is_made_by_default() -> None:
    settings = parse_settings({})
    assert (settings.price_lists, settings.price_rules) == ((), ())
    assert (settings.price_list_page_size, settings.price_list_type_field, settings.price_move_limit) == (50, "priceListType", 20)


def test_every_field_of_a_list_is_read() -> None:
    lgas = {**LIST, "environment": "test", "market_segment": "GOV", "type": "STD-LGA"}
    settings = parse_settings({"PRICE_LISTS": json.dumps([LIST, lgas])})
    assert settings.price_lists == (
        PriceListScope(distributor_id="D1000000000", region="WE", market_segment="COM", currency="GBP"),
        PriceListScope(
            environment="test", distributor_id="D1000000000", region="WE", market_segment="GOV", currency="GBP", type="STD-LGA"
        ),
    )
    assert settings.price_lists[1].account == "test/D1000000000"


def test_every_field_of_a_rule_is_read() -> None:
    whole = {**RULE, "way": "markup", "reseller": "TA-0000-0001", "product": "65304470CA", "rounding": "up", "step": "0.05"}
    settings = parse_settings({"PRICE_RULES": json.dumps([RULE, whole])})
    assert settings.price_rules == (
        PriceMaking(way="margin", percent=Decimal("12.5")),
        PriceMaking(
            reseller="TA-0000-0001",
            product="65304470CA",
            way="markup",
            percent=Decimal("12.5"),
            rounding="up",
            step=Decimal("0.05"),
        ),
    )


def test_the_other_variables_are_read() -> None:
    settings = parse_settings({"PRICE_LIST_PAGE_SIZE": "100", "PRICE_LIST_TYPE_FIELD": "discountType", "PRICE_MOVE_LIMIT": "5"})
    assert (settings.price_list_page_size, settings.price_list_type_field, settings.price_move_limit) == (100, "discountType", 5)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("WE", "PRICE_LISTS[0]: must be an object, as in {…}"),
        (
            {**LIST, "segment": "COM"},
            f"PRICE_LISTS[0]: has the field segment that is not known; known are {KNOWN}",
        ),
        (
            {**LIST, "S3cret!": "x"},
            f"PRICE_LISTS[0]: has a field that is not known; known are {KNOWN}",
        ),
        ({**LIST, "region": "EU"}, "PRICE_LISTS[0].region: must be one of NA, PA, EE, MX, LA, WE, JP, AP"),
        ({**LIST, "currency": "CHF"}, "PRICE_LISTS[0].currency: must be one of AUD, EUR, GBP, JPY, USD"),
        ({**LIST, "distributor_id": 5}, "PRICE_LISTS[0].distributor_id: must be a text in quotes"),
        (
            {**LIST, "distributor_id": "D 1"},
            "PRICE_LISTS[0].distributor_id: must have 4 to 40 letters, digits or hyphens, as Adobe's ids have",
        ),
        ({**LIST, "type": "VOLUME"}, "PRICE_LISTS[0].type: must be one of STANDARD, 3YC, STD-LGA"),
        (
            {**LIST, "type": "STD-LGA"},
            "PRICE_LISTS[0].market_segment: must be GOV for STD-LGA: large government agencies buy in that segment",
        ),
    ],
)
def test_what_is_wrong_with_a_list_is_told_with_its_place(entry: object, problem: str) -> None:
    assert problems_of(PRICE_LISTS=[entry]) == (problem,)


def test_missing_fields_of_a_list_are_told_all_at_once() -> None:
    assert problems_of(PRICE_LISTS=[{}]) == (
        "PRICE_LISTS[0].distributor_id: is missing",
        "PRICE_LISTS[0].region: is missing; it must be one of NA, PA, EE, MX, LA, WE, JP, AP",
        "PRICE_LISTS[0].market_segment: is missing; it must be one of COM, EDU, GOV",
        "PRICE_LISTS[0].currency: is missing; it must be one of AUD, EUR, GBP, JPY, USD",
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"way": "profit"}, "PRICE_RULES[0].way: must be one of margin, markup"),
        ({"percent": 12.5}, 'PRICE_RULES[0].percent: must be a number in quotes, as in "12.5"'),
        ({"percent": "-1"}, 'PRICE_RULES[0].percent: must be a number in quotes, as in "12.5"'),
        ({"percent": "100"}, "PRICE_RULES[0].percent: must be less than 100: a margin is a share of the price"),
        ({"rounding": "nearest"}, "PRICE_RULES[0].rounding: must be one of half_up, half_even, up, down"),
        ({"step": "0"}, "PRICE_RULES[0].step: must be more than 0"),
        ({"step": None}, 'PRICE_RULES[0].step: must be a number in quotes, as in "12.5"'),
        (
            {"reseller": "somebody"},
            'PRICE_RULES[0].reseller: must be the id of a reseller\'s account such as TA-0000-0000-0000, or "*"',
        ),
        ({"product": "photoshop"}, 'PRICE_RULES[0].product: must be the MPN of an item such as 65304470CA, or "*"'),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_with_its_place(changes: dict[str, Any], problem: str) -> None:
    assert problems_of(PRICE_RULES=[{**RULE, **changes}]) == (problem,)


def test_a_markup_may_be_more_than_the_cost_and_a_margin_may_be_nothing() -> None:
    rules = [{"way": "markup", "percent": "150"}, {"way": "margin", "percent": "0"}]
    assert [rule.percent for rule in parse_settings({"PRICE_RULES": json.dumps(rules)}).price_rules] == [Decimal(150), Decimal(0)]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("{}", "PRICE_LISTS: must be a list of entries, as in [{…}, {…}]"),
        ("[", "PRICE_LISTS: is not JSON: look at line 1, column 2"),
        ('[{"region": "NA", "region": "WE"}]', "PRICE_LISTS: names the same field twice in one entry; keep one of the two"),
    ],
)
def test_a_variable_that_is_no_list_is_a_problem(value: str, problem: str) -> None:
    assert problem in problems_of(PRICE_LISTS=value)


def test_an_entry_that_stands_there_twice_is_a_problem() -> None:
    assert problems_of(PRICE_LISTS=[LIST, LIST]) == ("PRICE_LISTS[1]: stands there twice; keep one",)


def test_an_entry_that_is_no_object_in_the_rules_is_a_problem() -> None:
    assert problems_of(PRICE_RULES=["12.5"]) == ("PRICE_RULES[0]: must be an object, as in {…}",)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PRICE_LIST_PAGE_SIZE", "1001", "from 1 to 1000"),
        ("PRICE_LIST_PAGE_SIZE", "0", "from 1 to 1000"),
        ("PRICE_MOVE_LIMIT", "20%", "from 1 to 1000"),
        ("PRICE_LIST_TYPE_FIELD", "month", "priceListType or discountType"),
    ],
)
def test_other_wrong_words_and_numbers_are_problems(name: str, value: str, words: str) -> None:
    (problem,) = problems_of(**{name: value})
    assert problem.startswith(f"{name}: ")
    assert words in problem
