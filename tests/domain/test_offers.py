"""What an offer id tells: ten characters of product, two of level, three of variant and term."""

from __future__ import annotations

import pytest

from connector.domain.offers import base_offer, group, is_consumable, is_mpn, product_key, stands_for


def test_the_product_key_is_the_same_for_every_level() -> None:
    assert product_key("65304578CA01A12") == product_key("65304578CA12A12") == "65304578CA"


@pytest.mark.parametrize(("offer", "expected"), [("65304578CA01A12", "01A12"), ("65305122CAT1A12", "T1A12"), ("65304578CA", "")])
def test_the_discount_group_is_level_variant_and_term(offer: str, expected: str) -> None:
    assert group(offer) == expected


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ("65305122CAT1A12", True),
        ("65305122CATAA12", True),
        ("65305122CAT5012", True),
        ("65304578CA01A12", False),
        ("65304578CA", False),
    ],
)
def test_a_consumable_has_a_level_that_begins_with_t(offer: str, expected: bool) -> None:  # noqa: FBT001 - a row of the table.
    assert is_consumable(offer) is expected


@pytest.mark.parametrize(
    ("mpn", "consumable", "expected"),
    [
        ("65304578CA", False, "65304578CA01A12"),
        ("65305122CA", True, "65305122CAT1A12"),
        ("65304578CA04A12", False, "65304578CA01A12"),
        ("65305122CAT7A12", False, "65305122CAT1A12"),
        ("65304578CA01A03", False, "65304578CA01A03"),
    ],
)
def test_the_base_offer_is_the_product_at_its_lowest_level(mpn: str, consumable: bool, expected: str) -> None:  # noqa: FBT001 - a row of the table.
    assert base_offer(mpn, consumable=consumable) == expected


@pytest.mark.parametrize("mpn", ["65304578CA", "65304578CA01A12", "65305122CAT1A12", "65304578CC"])
def test_a_product_key_or_a_whole_offer_id_can_be_an_mpn(mpn: str) -> None:
    assert is_mpn(mpn)


@pytest.mark.parametrize("mpn", ["", "MPN-A", "65304578", "65304578ca", "65304578CA01", "65304578CA012A12", "A5304578CA"])
def test_anything_else_is_no_mpn(mpn: str) -> None:
    assert not is_mpn(mpn)


@pytest.mark.parametrize(
    ("mpn", "offer"),
    [
        ("65304578CA", "65304578CA01A12"),  # A product key stands for every offer of its product,
        ("65304578CA", "65304578CAT1A12"),  # whatever its kind.
        ("65304578CA01A12", "65304578CA12A12"),  # A whole offer id stands for its product at every level.
        ("65304578CAT1A12", "65304578CAT5A12"),
    ],
)
def test_an_item_is_sold_as_every_level_of_its_product(mpn: str, offer: str) -> None:
    assert stands_for(mpn, offer)


@pytest.mark.parametrize(
    ("mpn", "offer"),
    [
        ("65304578CA", "65305122CA01A12"),
        ("65304578CA01A12", "65305122CA01A12"),
        ("65304578CA01A12", "65304578CAT1A12"),  # A consumable is not what a licence's item sells,
        ("65304578CA01A12", "65304578CA01A03"),  # nor is another term.
    ],
)
def test_an_item_is_not_sold_as_another_product_kind_or_term(mpn: str, offer: str) -> None:
    assert not stands_for(mpn, offer)
