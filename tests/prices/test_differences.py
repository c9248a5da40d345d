"""Two kept lists compared: by month and by revision, in every stretch, and always enough to make the one from the other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.prices.comparing import Change, ChangeKind, Disagreement, apply
from connector.domain.prices.scopes import Month
from connector.prices.differences import differences, period_between, summary_of
from connector.store import Store
from tests.databases import a_database, database_kinds
from tests.examples import examples
from tests.prices.shop import SCOPE, Shop, an_offer, offers

if TYPE_CHECKING:
    import pytest

    from connector.domain.prices.lists import PriceList


def kept(shop: Shop, month: str, rows: list[dict[str, Any]]) -> PriceList:
    shop.control.put_price_list(rows, month=month)
    fetched = shop.fetch(month=Month.parse(month))
    assert fetched.kept is not None
    return fetched.kept


def test_a_month_is_compared_with_the_month_before_and_a_revision_with_the_one_before(shop: Shop) -> None:
    july = kept(shop, "202607", offers(2))
    september = kept(shop, "202609", offers(3))
    revised = kept(shop, "202609", [an_offer(1, partnerPrice="1300.00"), *offers(3)[1:]])
    store = shop.store
    assert store.price_list_before(revised) == september
    assert store.price_list_before(revised, other_month=True) == july
    assert store.price_list_before(september) == july
    assert store.price_list_before(july) is None
    assert summary_of(store, july, september).counts == {ChangeKind.ADDED: 1}
    assert summary_of(store, september, revised).counts == {ChangeKind.PRICE: 1}
    assert summary_of(store, july, revised).counts == {ChangeKind.ADDED: 1, ChangeKind.PRICE: 1}


def test_differences_are_found_in_every_stretch_of_long_lists(shop: Shop) -> None:
    older = kept(shop, "202608", offers(4500))
    changed = {7: "1.00", 2500: "2.00", 4499: "3.00"}
    newer = [an_offer(one, partnerPrice=changed.get(one, "1206.84")) for one in range(1, 4501) if one not in {1, 2001, 4500}]
    found = [one for one in differences(shop.store, older, kept(shop, "202609", newer)) if isinstance(one, Change)]
    assert [(change.row.offer_id, change.kinds[0].value) for change in found] == [
        ("65304001CA01A12", "removed"),
        ("65304007CA01A12", "price"),
        ("65306001CA01A12", "removed"),
        ("65306500CA01A12", "price"),
        ("65308499CA01A12", "price"),
        ("65308500CA01A12", "removed"),
    ]


def test_the_largest_move_is_found_and_named(shop: Shop) -> None:
    older = kept(shop, "202608", [an_offer(1, partnerPrice="100.00"), an_offer(2, partnerPrice="200.00")])
    newer = kept(shop, "202609", [an_offer(1, partnerPrice="110.00"), an_offer(2, partnerPrice="150.00")])
    summary = summary_of(shop.store, older, newer)
    assert summary.largest is not None
    assert (summary.largest_move, summary.largest.row.offer_id) == (Decimal(25), "65304002CA01A12")


def test_adobes_own_statements_are_held_against_what_is_seen(shop: Shop) -> None:
    said = {"acdIndicator": "Add", "acdEffectiveDate": "2026-09-01T00:00:00.000Z"}
    older = kept(shop, "202608", [an_offer(1), an_offer(2), an_offer(3, **said)])
    newer = kept(
        shop,
        "202609",
        [
            an_offer(1, **said),
            an_offer(2, partnerPrice="1.00"),
            an_offer(3, **said),
            an_offer(4, acdIndicator="ADD"),
            an_offer(5),
        ],
    )
    found = [one for one in differences(shop.store, older, newer) if isinstance(one, Disagreement)]
    assert [(one.row.offer_id, one.said, one.seen) for one in found] == [
        ("65304001CA01A12", "added", "was there before"),
        ("65304002CA01A12", "nothing", "price"),
        ("65304005CA01A12", "nothing", "added"),
        ("65304003CA01A12", "added", "is the same as before"),
    ]
    assert summary_of(shop.store, older, newer).disagreements == 4


def test_a_comparison_of_months_is_about_the_newer_one_and_of_revisions_about_the_days_between(shop: Shop) -> None:
    august, september = kept(shop, "202608", offers(1)), kept(shop, "202609", offers(1))
    revised = kept(shop, "202609", offers(2))
    assert (period_between(august, september).since, period_between(august, september).until) == (
        date(2026, 9, 1),
        date(2026, 9, 30),
    )
    assert september.fetched_at is not None
    assert period_between(september, revised).since == september.fetched_at.date()


_OFFERS = st.lists(
    st.builds(
        an_offer,
        st.integers(1, 6),
        firstOrderDate=st.sampled_from(["2025-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"]),
        lastOrderDate=st.sampled_from(["2026-06-30T00:00:00.000Z", "2026-12-31T00:00:00.000Z"]),
        partnerPrice=st.sampled_from(["100.00", "110.00", "0.01"]),
        discountCode=st.sampled_from([None, "HVD_L18_POST"]),
        acdIndicator=st.sampled_from([None, "Add", "Change"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda offer: tuple(offer.get(name, "") for name in ("offerId", "firstOrderDate", "lastOrderDate", "discountCode")),
)


def test_the_kept_differences_make_the_newer_list_from_the_older_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    for kind in database_kinds():
        with a_database(kind, tmp_path_factory.mktemp("lists")) as url:
            store = Store(url)
            store.migrate()
            must_make_the_one_from_the_other(Shop(store))
            store.close()


def must_make_the_one_from_the_other(shop: Shop) -> None:
    @settings(max_examples=examples(60))
    @given(_OFFERS, _OFFERS)
    def make(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
        older, newer = kept(shop, "202608", before), kept(shop, "202609", after)
        changes = [one for one in differences(shop.store, older, newer) if isinstance(one, Change)]
        assert apply(shop.store.price_rows(older.id), changes) == list(shop.store.price_rows(newer.id))

    make()
    assert shop.store.latest_price_list(SCOPE, Month(2026, 9)) is not None
