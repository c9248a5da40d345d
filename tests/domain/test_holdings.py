"""What an asset holds at Adobe: its subscriptions by id, never by product alone, and the seats that its orders explain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from connector.domain.holdings import Holdings, holdings_of, owned
from connector.domain.ledger import Entry, EntryLine
from tests.builders import ACROBAT, PHOTOSHOP, an_item
from tests.domain.owning import a_request, held

if TYPE_CHECKING:
    from connector.domain.requests import Value

ITEM: Final = an_item(PHOTOSHOP, 2, old_quantity=5)
EXPIRED: Final = held(id="S-expired", status="1004")


@pytest.mark.parametrize(
    ("listed", "plain", "found"),
    [
        # The list says which subscription an item is.
        ([{"sku": PHOTOSHOP, "subscription_id": "S-photoshop"}], "", {PHOTOSHOP: "S-photoshop"}),
        ([{"sku": PHOTOSHOP, "subscription_id": "S-gone"}], "S-photoshop", {}),
        (["S-photoshop", {"sku": PHOTOSHOP}], "", {}),
        # Rule 36: of an expired and an active one of a product, the active one, whatever their order.
        ([{"sku": PHOTOSHOP, "subscription_id": one} for one in ("S-expired", "S-photoshop")], "", {PHOTOSHOP: "S-photoshop"}),
        ([{"sku": PHOTOSHOP, "subscription_id": one} for one in ("S-photoshop", "S-expired")], "", {PHOTOSHOP: "S-photoshop"}),
        # Without a list, the ids of the plain parameter, told apart by their products.
        ([], "S-photoshop, S-acrobat", {PHOTOSHOP: "S-photoshop"}),
        ([], "S-acrobat", {}),
        ([], "", {}),
        # Whatever else somebody left in its place is no list.
        (True, "S-photoshop", {PHOTOSHOP: "S-photoshop"}),
        ({"sku": PHOTOSHOP}, "S-photoshop", {PHOTOSHOP: "S-photoshop"}),
    ],
)
def test_an_items_subscription_is_the_one_that_the_asset_names(listed: object, plain: str, found: dict[str, str]) -> None:
    values: dict[str, Value] = {"cb_adobe_account_subscription_list": {"value": listed}, "adobe_subscription_id": plain}
    seen = (EXPIRED, held(), held(ACROBAT))
    holdings = holdings_of(a_request(ITEM, values=values), seen)
    assert {mpn: one.id for mpn, one in holdings.by_mpn.items()} == found


def test_a_product_without_the_list_has_the_plain_parameter() -> None:
    request = a_request(ITEM, without=["cb_adobe_account_subscription_list"])
    assert holdings_of(request, (held(),)).ids == {"S-photoshop"}


def test_a_later_look_shows_the_same_subscriptions_and_forgets_none() -> None:
    holdings = Holdings({PHOTOSHOP: held(), ACROBAT: held(ACROBAT)})
    later = holdings.as_seen((held(quantity=9),))
    assert [one.quantity for one in later.by_mpn.values()] == [9, 5]
    assert later.of("65304521CA") is None


def _entry(day: int, kind: str, remaining: int, *, mpn: str = PHOTOSHOP, status: str = "1000") -> Entry:
    return Entry(f"O-{day}", kind, datetime(2026, 2, day, tzinfo=UTC), status, (EntryLine(mpn, 1, 20, remaining),))


@pytest.mark.parametrize(
    ("ledger", "until", "seats"),
    [
        ((), None, 0),
        ((_entry(1, "NEW", 5),), None, 5),
        ((_entry(1, "NEW", 5), _entry(2, "NEW", 3)), None, 8),
        ((_entry(1, "TRANSFER", 5),), None, 5),
        ((_entry(1, "NEW", 5), _entry(2, "RETURN", 0)), None, 5),
        ((_entry(1, "NEW", 5, mpn=ACROBAT),), None, 0),
        # A renewal says what is owned from then on; another product's does not.
        ((_entry(2, "RENEWAL", 4), _entry(1, "NEW", 10), _entry(3, "NEW", 1)), None, 5),
        ((_entry(1, "NEW", 10), _entry(2, "RENEWAL", 4, mpn=ACROBAT)), None, 10),
        # What was returned whole counts with what remains of it, which is nothing; what never completed does not count.
        ((_entry(1, "NEW", 0, status="1008"),), None, 0),
        ((_entry(1, "NEW", 5, status="1002"), _entry(2, "NEW", 5, status="1004")), None, 0),
        # Only orders that are not later than the request can have been deferred; one of the very second was bought before it.
        ((_entry(1, "NEW", 5), _entry(4, "NEW", 3)), datetime(2026, 2, 3, tzinfo=UTC), 5),
        ((_entry(1, "NEW", 5), _entry(3, "NEW", 3)), datetime(2026, 2, 3, tzinfo=UTC), 8),
    ],
)
def test_the_seats_that_the_assets_orders_explain(ledger: tuple[Entry, ...], until: datetime | None, seats: int) -> None:
    assert owned(ledger, PHOTOSHOP, until) == seats
