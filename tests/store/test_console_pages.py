"""The pages that the console reads: each row once, in an order that holds, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from connector.domain.prices.scopes import Month, Scope
from connector.store import Shown
from tests.domain.pricing import a_row
from tests.store.builders import CUSTOMER, a_lease

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead

PLACES = ["MP-00001"]


def test_parked_requests_of_some_marketplaces_come_page_by_page(store: Store, ahead: Ahead) -> None:
    for number in range(5):
        place = "MP-00002" if number == 1 else "MP-00001"
        store.track(f"PR-{number}", kind="purchase", customer_key=CUSTOMER, shown=Shown(marketplace_id=place))
        store.park(f"PR-{number}", "A person must act.")
        ahead.by(seconds=1)
    store.park("PR-5", "It could never be read.")
    store.end("PR-2", "approve")
    first = store.parked_page(PLACES, limit=2)
    assert [one.request_id for one in first] == ["PR-0", "PR-3"]
    parked_at = first[-1].parked_at
    assert parked_at is not None
    assert [one.request_id for one in store.parked_page(PLACES, after=(parked_at, "PR-3"))] == ["PR-4", "PR-5"]
    assert [one.request_id for one in store.parked_page([])] == ["PR-5"]


def test_the_actions_on_an_asset_come_page_by_page_the_newest_first(store: Store, ahead: Ahead) -> None:
    for number in range(3):
        store.begin_action(f"action {number}", what="resume", subject="AS-1", digest="d", user="UR-1")
        ahead.by(seconds=1)
    store.begin_action("another", what="resume", subject="AS-2", digest="d", user="UR-1")
    first = store.actions_page("AS-1", limit=2)
    assert [one.action_id for one in first] == ["action 2", "action 1"]
    rest = store.actions_page("AS-1", after=(first[-1].began_at, first[-1].action_id))
    assert [one.action_id for one in rest] == ["action 0"]


def test_the_actions_that_asked_for_the_same_are_found_oldest_first(store: Store, ahead: Ahead) -> None:
    for number, (what, digest) in enumerate([("adopt", "R1"), ("adopt", "R2"), ("resume", "R1"), ("adopt", "R1")]):
        store.begin_action(f"action {number}", what=what, subject=f"TC-{number}", digest=digest, user="UR-1")
        ahead.by(seconds=1)
    assert [one.subject for one in store.actions_by("adopt", "R1")] == ["TC-0", "TC-3"]
    assert store.actions_by("adopt", "R3") == ()


def test_the_offers_of_a_product_are_named_once(store: Store) -> None:
    lease = a_lease(store, "price list")
    scope = Scope("production/D1000000000", "NA", "COM", "USD")
    listed = store.begin_price_list(lease, scope, Month(2026, 9), patience=timedelta(hours=6))
    offers = ("65304470CA01A12", "65304470CA02A12", "65304471CA01A12", "65304469CA01A12")
    rows = [a_row(offer, code=code) for offer in offers for code in ("", "HVD_L18_POST")]
    store.add_price_rows(lease, listed, rows, 8, 8)
    assert store.offers_of_product(listed.id, "65304470CA") == ("65304470CA01A12", "65304470CA02A12")
    assert store.offers_of_product(listed.id, "65304470CA", most=1) == ("65304470CA01A12",)
    assert store.offers_of_product(listed.id, "65304472CA") == ()
