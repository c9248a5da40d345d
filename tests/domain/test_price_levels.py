"""Levels and quantities, margins and mark-ups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connector.domain.prices.levels import high_growth, is_base, level_of, limits_disagree, lower_limit, told_limit
from connector.domain.prices.margins import PriceRule, Rounding, Way, rule_for, smallest_step


@pytest.mark.parametrize(
    ("details", "quantity"),
    [
        ("Level 1 1 - 9", 1),
        ("Level 13 50 - 99", 50),
        ("Level 4 100+", 100),
        ("Tier 5 15,000 to 49,999 Transactions", 15_000),
        ("TIER 7 100,000+", 100_000),
        ("", None),
        ("Volume", None),
    ],
)
def test_the_quantity_is_read_from_adobes_words(details: str, quantity: int | None) -> None:
    assert told_limit(details) == quantity


@pytest.mark.parametrize(
    ("level", "quantity"),
    [
        ("01", 1),
        ("02", 10),
        ("03", 50),
        ("04", 100),
        ("06", 100),
        ("07", 1_000),
        ("08", 5_000),
        ("09", 10_000),
        ("12", 10),
        ("13", 50),
        ("14", 100),
        ("T1", 1),
        ("T2", 1_000),
        ("T3", 2_500),
        ("T4", 5_000),
        ("T5", 15_000),
        ("T6", 50_000),
        ("T7", 100_000),
        ("TA", 1),
        ("TB", 1_000),
        ("TC", 2_500),
        ("TD", 5_000),
        ("TE", 15_000),
        ("TF", 50_000),
        ("TG", 100_000),
        ("23", None),
    ],
)
def test_without_adobes_words_the_level_of_the_id_says_the_quantity(level: str, quantity: int | None) -> None:
    assert level_of(f"65304470CA{level}A12") == level
    assert lower_limit(f"65304470CA{level}A12", "") == quantity


def test_adobes_words_come_first_and_a_contradiction_is_seen() -> None:
    assert lower_limit("65304470CA02A12", "Level 2 20 - 49") == 20
    assert limits_disagree("65304470CA02A12", "Level 2 20 - 49")
    assert not limits_disagree("65304470CA02A12", "Level 2 10 - 49")
    assert not limits_disagree("65304470CA02A12", "")
    assert not limits_disagree("65304470CA23A12", "Level 23 5 - 9")


@pytest.mark.parametrize(
    ("offer", "base", "growth"),
    [
        ("65304470CA01A12", True, ""),
        ("65304470CAT1A12", True, ""),
        ("65304470CA02A12", False, ""),
        ("65304470CA14X12", False, "MOQ_100"),
        ("65304470CA14Y12", False, "MOQ_250"),
        ("65304470CA14Z12", False, "MOQ_500"),
    ],
)
def test_the_base_level_is_that_without_any_discount_and_no_high_growth_offer(offer: str, base: bool, growth: str) -> None:  # noqa: FBT001 - a table's cell.
    assert is_base(offer) is base
    assert high_growth(offer) == growth


@pytest.mark.parametrize(
    ("way", "percent", "rounding", "step", "currency", "price"),
    [
        ("margin", "20", "half_up", None, "USD", "125.00"),
        ("markup", "20", "half_up", None, "USD", "120.00"),
        ("margin", "12.5", "half_up", None, "USD", "114.29"),
        ("margin", "12.5", "down", None, "USD", "114.28"),
        ("margin", "12.5", "up", "0.05", "USD", "114.30"),
        ("margin", "12.5", "half_up", None, "JPY", "114"),
        ("markup", "12.345", "half_even", "0.01", "EUR", "112.34"),
        ("markup", "12.345", "half_up", "0.01", "EUR", "112.35"),
        ("markup", "0", "half_up", None, "GBP", "100.00"),
        ("margin", "12.5", "up", "10", "USD", "120"),
    ],
)
def test_a_price_is_made_by_margin_or_markup_and_rounded_as_told(
    way: Way, percent: str, rounding: Rounding, step: str | None, currency: str, price: str
) -> None:
    rule = PriceRule(way, Decimal(percent), rounding=rounding, step=None if step is None else Decimal(step))
    assert str(rule.price(Decimal(100), currency)) == price


def test_the_smallest_coin_depends_on_the_currency() -> None:
    assert (smallest_step("JPY"), smallest_step("USD")) == (Decimal(1), Decimal("0.01"))


def test_the_most_specific_rule_counts_the_reseller_before_the_product() -> None:
    general = PriceRule("margin", Decimal(1))
    of_product = PriceRule("margin", Decimal(2), product="65304470CA")
    of_reseller = PriceRule("margin", Decimal(3), reseller="TA-1")
    of_both = PriceRule("margin", Decimal(4), reseller="TA-1", product="65304470CA")
    rules = (of_product, general, of_both, of_reseller)
    assert rule_for(rules, "TA-1", "65304470CA") is of_both
    assert rule_for(rules, "TA-1", "65309999CA") is of_reseller
    assert rule_for(rules, "TA-2", "65304470CA") is of_product
    assert rule_for(rules, "TA-2", "65309999CA") is general
    assert rule_for((of_both,), "TA-2", "65304470CA") is None
