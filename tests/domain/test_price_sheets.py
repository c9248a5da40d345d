"""The rows of CloudBlue's two price files: levels, ratings, the base level, and what is left over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from connector.domain.prices.margins import PriceRule
from connector.domain.prices.sheets import FlatRow, Item, Leftover, LevelRow, Terms, flat_rows, in_words, level_rows, months_of
from tests.domain.pricing import a_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.domain.prices.rows import PriceRow

PHOTOSHOP: Final = Item("65304470CA", "Photoshop")
SIGN: Final = Item("30007777CA", "Sign")
TERMS: Final = Terms("USD", date(2026, 9, 14), (PriceRule("margin", Decimal(20)),))

LEVELS: Final = [
    a_row("65304470CA01A12", partner="100.00", levelDetails="Level 1 1 - 9"),
    a_row("65304470CA02A12", partner="95.00", levelDetails="Level 2 10 - 49"),
    a_row("65304470CA03A12", partner="90.00", levelDetails="Level 3 50 - 99"),
]
HUNDRED: Final = a_row("65304470CA04A12", partner="85.00", levelDetails="Level 4 100+")


def levels(
    plain: Iterable[PriceRow], committed: Iterable[PriceRow] = (), items: Iterable[Item] = (PHOTOSHOP,), terms: Terms = TERMS
) -> list[LevelRow | Leftover]:
    return list(level_rows(list(items), plain, committed, terms))


def told(rows: Iterable[object]) -> list[tuple[str, int, str, str]]:
    """Give MPN, lower limit, rating and wholesale price of the rows that are no leftovers."""
    return [(row.mpn, row.lower_limit, row.rating, str(row.wholesale)) for row in rows if isinstance(row, LevelRow)]


def leftovers(rows: Iterable[object]) -> list[tuple[str, str]]:
    return [(row.what, row.why) for row in rows if isinstance(row, Leftover)]


def test_each_level_is_a_row_from_its_lower_limit_on() -> None:
    rows = levels(LEVELS)
    assert told(rows) == [
        ("65304470CA", 1, "", "125.00"),
        ("65304470CA", 10, "", "118.75"),
        ("65304470CA", 50, "", "112.50"),
    ]
    assert rows[0] == LevelRow("65304470CA", "1 year(s)", "Recurring", 1, "", None, Decimal("125.00"), Decimal("125.00"))


def test_committed_high_volume_and_high_growth_prices_have_their_rating_beside_the_plain_level() -> None:
    committed = [
        a_row("65304470CA12A12", partner="80.00", levelDetails="Level 12 10 - 49"),
        a_row("65304470CA13A12", partner="76.00", levelDetails="Level 13 50 - 99"),
        a_row("65304470CA13A12", partner="70.00", levelDetails="Level 13 50 - 99", code="HVD_L18_POST"),
        a_row("65304470CA13A12", partner="72.00", levelDetails="Level 13 50 - 99", code="HVD_L17_PRE"),
    ]
    committed += [a_row("65304470CA14X12", partner="60.00", levelDetails="Level 14 100+")]
    rows = levels([*LEVELS, HUNDRED], committed)
    assert leftovers(rows) == []
    assert told(rows)[4:] == [
        ("65304470CA", 10, "3YC", "100.00"),
        ("65304470CA", 50, "3YC", "95.00"),
        ("65304470CA", 50, "HVD17PRE", "90.00"),
        ("65304470CA", 50, "HVD18POS", "87.50"),
        ("65304470CA", 100, "MOQ_100", "75.00"),
    ]


EARLY: Final = {"first": "2026-01-01"}
LATE: Final = {"first": "2026-09-01"}


@pytest.mark.parametrize(("plain", "committed"), [(EARLY, LATE), (LATE, EARLY)], ids=["the 3YC row is newer", "it is older"])
@pytest.mark.parametrize(
    ("offer", "code", "rating", "written"),
    [
        ("65304470CA14X12", "", "MOQ_100", "60.00"),
        ("65304470CA14Y12", "", "MOQ_250", "60.00"),
        ("65304470CA14Z12", "", "MOQ_500", "60.00"),
        ("65304470CA14A12", "HVD_L22_POST", "HVD22POS", "60.00"),
        ("65304470CA14A12", "ACD2024", "ACD2024", "64.00"),
    ],
)
def test_of_both_lists_the_committed_one_says_what_only_committed_customers_get(
    plain: dict[str, str], committed: dict[str, str], offer: str, code: str, rating: str, written: str
) -> None:
    standard = a_row(offer, partner="64.00", street="", code=code, levelDetails="Level 14 100+", **plain)
    of_three_years = a_row(offer, partner="60.00", street="", code=code, levelDetails="Level 14 100+", **committed)
    # At cost: the price names the row that it was made from.
    at_cost = replace(TERMS, rules=(PriceRule("margin", Decimal(0)),))
    made = levels([HUNDRED, standard], [of_three_years], terms=at_cost)
    assert told(made)[1:] == [("65304470CA", 100, rating, written)]
    assert leftovers(made) == [(offer, f"another row has the same level (from 100, {rating})")]


def test_a_code_that_is_no_high_volume_one_is_its_own_rating() -> None:
    assert told(levels([LEVELS[0], a_row("65304470CA01A12", code="ACD2024")]))[1] == ("65304470CA", 1, "ACD2024", "125.00")


def test_a_rating_without_the_same_plain_level_is_left_over() -> None:
    rows = levels(LEVELS[:1], [a_row("65304470CA13A12", levelDetails="Level 13 50 - 99")])
    assert leftovers(rows) == [("65304470CA13A12", "3YC from 50 has no level without a rating beside it")]


def test_consumables_begin_at_their_tier() -> None:
    row = a_row("30007777CAT5012", levelDetails="Tier 5 15,000 to 49,999 Transactions")
    assert told(levels([row], items=[SIGN])) == [("30007777CA", 15_000, "", "125.00")]


def test_only_the_window_of_the_day_is_written_and_of_two_the_later_one() -> None:
    rows = [
        a_row(first="2025-01-01", last="2025-12-31", partner="90.00"),
        a_row(first="2026-01-01", last="2026-12-31", partner="100.00"),
        a_row(first="2026-06-01", last="2026-12-31", partner="110.00"),
        a_row(first="2027-01-01", last="2027-12-31", partner="120.00"),
    ]
    made = levels(rows)
    assert told(made) == [("65304470CA", 1, "", "137.50")]
    assert leftovers(made) == [
        ("65304470CA01A12", "not on sale on 2026-09-14"),
        ("65304470CA01A12", "not on sale on 2026-09-14"),
        ("65304470CA01A12", "another row has the same level (from 1, no rating)"),
    ]
    assert told(levels(rows, terms=replace(TERMS, effective=date(2027, 2, 1)))) == [("65304470CA", 1, "", "150.00")]


def test_rows_that_are_not_on_sale_on_the_day_are_named_in_both_files() -> None:
    later = {"first": "2026-10-01", "last": "2027-09-30"}
    plain = [LEVELS[0], a_row("65304470CA02A12", levelDetails="Level 2 10 - 49", **later)]
    committed = [a_row("65304470CA12A12", levelDetails="Level 12 10 - 49", **later)]
    made = levels(plain, committed)
    assert told(made) == [("65304470CA", 1, "", "125.00")]
    assert leftovers(made) == [
        ("65304470CA02A12", "not on sale on 2026-09-14"),
        ("65304470CA12A12", "not on sale on 2026-09-14"),
    ]
    # The flat list has the base level alone, so no other level can be missing from it.
    base = [a_row("65304470CA01A12", **later), a_row("65304470CA01A12", code="HVD_L18_POST", **later), plain[1]]
    assert leftovers(flat_rows([PHOTOSHOP], base, TERMS)) == [
        ("65304470CA01A12", "not on sale on 2026-09-14"),
        ("65304470CA", "the list has no price for this item"),
    ]


def test_offers_without_an_item_and_items_without_a_price_are_named() -> None:
    foreign = a_row("99999999CA01A12")
    made = levels([*LEVELS, foreign], [a_row("99999999CA12A12")], items=[PHOTOSHOP, SIGN, Item("65304470CA01A12")])
    assert leftovers(made) == [
        ("99999999CA01A12", "no item has this MPN"),
        ("99999999CA12A12", "no item has this MPN"),
        ("30007777CA", "the list has no price for this item"),
        ("65304470CA01A12", "the item 65304470CA is the same product"),
    ]


def test_an_item_that_names_a_whole_offer_has_the_prices_of_its_kind_and_term_alone() -> None:
    year, three = Item("65304470CA01A12"), Item("65304470CA01A36")
    rows = [
        LEVELS[0],
        a_row("65304470CA01A36", partner="240.00"),
        LEVELS[1],
        a_row("65304470CA02A36", partner="220.00"),
        a_row("65304470CAT1A12", partner="1.00"),
    ]
    made = levels(rows, items=[year, three])
    assert told(made) == [
        ("65304470CA01A12", 1, "", "125.00"),
        ("65304470CA01A12", 10, "", "118.75"),
        ("65304470CA01A36", 1, "", "300.00"),
        ("65304470CA01A36", 10, "", "275.00"),
    ]
    assert leftovers(made) == [("65304470CAT1A12", "no item has this MPN")]
    flat = list(flat_rows([three], rows, TERMS))
    assert [row.offer_id for row in flat if isinstance(row, FlatRow)] == ["65304470CA01A36"]
    assert [what for what, _why in leftovers(flat)] == ["65304470CA01A12", "65304470CA02A12", "65304470CAT1A12"]
    assert leftovers(levels(LEVELS[:1], items=[three, PHOTOSHOP])) == [
        ("65304470CA01A36", "the list has no price for this item"),
    ]


def test_a_product_of_the_committed_list_alone_is_looked_at_too() -> None:
    assert leftovers(levels([], [a_row("65304470CA12A12")])) == [
        ("65304470CA12A12", "3YC from 10 has no level without a rating beside it"),
        ("65304470CA", "the list has no price for this item"),
    ]


def test_a_level_that_nobody_knows_is_left_over_and_one_that_contradicts_its_id_is_named() -> None:
    made = levels([a_row("65304470CA01A12", levelDetails="Level 1 5 - 9"), a_row("65304470CA23A12")])
    assert told(made) == [("65304470CA", 5, "", "125.00")]
    assert leftovers(made) == [
        ("65304470CA23A12", "its level and the quantity that it begins at are not known"),
        ("65304470CA01A12", "written from 5 on; its level says otherwise than Level 1 5 - 9"),
    ]


def test_without_a_rule_the_suggested_price_is_written_alone_and_without_either_nothing() -> None:
    bare = replace(TERMS, rules=())
    assert [(row.wholesale, row.retail) for row in levels(LEVELS[:1], terms=bare) if isinstance(row, LevelRow)] == [
        (None, Decimal("125.00"))
    ]
    reason = "there is neither a price of the distributor's (PRICE_RULES) nor one that Adobe suggests"
    assert leftovers(levels([a_row(street="")], terms=bare))[0] == ("65304470CA01A12", reason)
    assert leftovers(levels([a_row(partner="", street="")]))[0] == ("65304470CA01A12", reason)


def test_the_flat_list_has_the_base_level_alone() -> None:
    growth = a_row("65304470CA14X12")
    high_volume = a_row("65304470CA01A12", code="HVD_L18_POST", partner="70.00")
    (row,) = flat_rows([PHOTOSHOP], [LEVELS[0], high_volume, growth, *LEVELS[1:]], TERMS)
    assert row == FlatRow(
        PHOTOSHOP, "65304470CA01A12", "1 year(s)", "License", Decimal("100.00"), Decimal("125.00"), Decimal("125.00")
    )


def test_the_flat_list_names_what_it_leaves_out() -> None:
    plain = [
        a_row("30007777CAT1A12", partner=""),
        a_row("65304470CA01A12", first="2026-01-01"),
        a_row("65304470CA01A12", first="2026-02-01", metric="USER"),
        a_row("99999999CA01A12"),
    ]
    made = list(flat_rows([PHOTOSHOP, SIGN], plain, TERMS))
    assert leftovers(made) == [
        ("30007777CAT1A12", "there is no cost, or no rule of PRICE_RULES for it"),
        ("65304470CA01A12", "another row has the same level (base)"),
        ("99999999CA01A12", "no item has this MPN"),
        ("30007777CA", "the list has no price for this item"),
    ]
    assert [row.unit for row in made if isinstance(row, FlatRow)] == ["USER"]
    without_rules = list(flat_rows([PHOTOSHOP], LEVELS, replace(TERMS, rules=())))
    assert leftovers(without_rules)[0] == ("65304470CA01A12", "there is no cost, or no rule of PRICE_RULES for it")


def test_a_consumable_of_the_flat_list_is_counted_in_units() -> None:
    (row,) = flat_rows([SIGN], [a_row("30007777CAT1A12")], TERMS)
    assert isinstance(row, FlatRow)
    assert row.unit == "Unit"


@pytest.mark.parametrize(
    ("offer", "duration", "months"),
    [
        ("65304470CA01A12", "12 Months", 12),
        ("65304470CA01A12", "36 months", 36),
        ("65304470CA01A12", "6 Months", 6),
        ("65304470CA01A12", "", 12),
        ("65304470CA01A36", "", 36),
        ("65304470CA01A36", "long", 36),
        ("30007777CAT5012", "", 12),
        ("65304470CA01A00", "", None),
        ("65304470CA012A12", "", None),
        ("65304470CA", "", None),
    ],
)
def test_the_term_is_adobes_word_for_it_else_that_of_the_offer_id_and_never_guessed(
    offer: str, duration: str, months: int | None
) -> None:
    assert months_of(a_row(offer, duration=duration)) == months


@pytest.mark.parametrize(("months", "period"), [(12, "1 year(s)"), (36, "3 year(s)"), (6, "6 month(s)")])
def test_the_term_is_said_in_the_platforms_words(months: int, period: str) -> None:
    assert in_words(months) == period


def test_a_row_without_a_term_is_left_over_in_both_files() -> None:
    unknown = a_row("65304470CA01A1X", levelDetails="Level 1 1 - 9")
    why = "neither its duration nor its offer id says for how many months its price is"
    no_price = ("65304470CA", "the list has no price for this item")
    assert leftovers(levels([unknown])) == [("65304470CA01A1X", why), no_price]
    assert leftovers(flat_rows([PHOTOSHOP], [unknown], TERMS)) == [("65304470CA01A1X", why), no_price]


def test_each_term_of_a_product_has_its_own_levels_and_ratings() -> None:
    plain = [
        LEVELS[0],
        a_row("65304470CA01A36", partner="240.00", levelDetails="Level 1 1 - 9"),
        LEVELS[1],
    ]
    committed = [a_row("65304470CA12A12", partner="80.00"), a_row("65304470CA12A36", partner="200.00")]
    made = levels(plain, committed)
    assert [(row.period, row.lower_limit, row.rating, str(row.wholesale)) for row in made if isinstance(row, LevelRow)] == [
        ("1 year(s)", 1, "", "125.00"),
        ("3 year(s)", 1, "", "300.00"),
        ("1 year(s)", 10, "", "118.75"),
        ("1 year(s)", 10, "3YC", "100.00"),
    ]
    # The plain level beside a rating must be of the same term.
    assert leftovers(made) == [("65304470CA12A36", "3YC from 10 has no level without a rating beside it")]


def test_the_flat_list_has_the_price_of_twelve_months_else_of_the_shortest_term() -> None:
    half, year, three = a_row("65304470CA01A06"), LEVELS[0], a_row("65304470CA01A36", first="2026-06-01")
    made = list(flat_rows([PHOTOSHOP], [half, year, three], TERMS))
    assert [row.offer_id for row in made if isinstance(row, FlatRow)] == ["65304470CA01A12"]
    assert leftovers(made) == [
        ("65304470CA01A06", "its term is 6 month(s), and an item has one price here: that of 1 year(s)"),
        ("65304470CA01A36", "its term is 3 year(s), and an item has one price here: that of 1 year(s)"),
    ]
    (row, left) = flat_rows([PHOTOSHOP], [a_row("65304470CA01A24"), three], TERMS)
    assert isinstance(row, Leftover)
    assert isinstance(left, FlatRow)
    assert (row.what, left.offer_id, left.period) == ("65304470CA01A36", "65304470CA01A24", "2 year(s)")
