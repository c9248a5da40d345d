"""A fetch that dies: what was kept stays, the next one goes on behind it, and never two work on one list at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from connector.prices.fetching import Result
from connector.simulator.adobe import InProcessTransport, SimulatorSettings
from tests.prices.shop import MONTH, SCOPE, Abandoned, Shop, abandon, an_offer, offers, queries

if TYPE_CHECKING:
    from connector.simulator.adobe import AdobeSimulator
    from connector.store import Lease, Store
    from tests.store.builders import Ahead

NAME = f"price list/{SCOPE}/{MONTH}"


def a_fetch_that_dies(shop: Shop) -> None:
    with pytest.raises(Abandoned):
        shop.fetch(told=abandon)
    shop.control.forget_calls()


def test_an_abandoned_fetch_is_gone_on_with_behind_the_kept_rows(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    assert shop.store.latest_price_list(SCOPE, MONTH) is None
    fetched = shop.fetch()
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=1000"]
    assert [row.raw for row in shop.kept(fetched)] == sorted({row.raw for row in shop.kept(fetched)})
    assert len(shop.kept(fetched)) == 1200


def test_a_resumed_list_is_the_same_as_one_fetched_at_once(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    first = shop.fetch()
    assert shop.fetch().result is Result.UNCHANGED
    assert [kept.id for kept in shop.store.price_lists()] == [first.kept.id if first.kept else None]


def test_a_list_that_changed_meanwhile_is_begun_again(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    shop.control.put_price_list(offers(1100), month="202609")
    fetched = shop.fetch()
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=0"]
    assert len(shop.kept(fetched)) == 1100


class _Emptied(InProcessTransport):
    """An Adobe that answers one question for a page behind the first with no rows, and with these fields."""

    def __init__(self, adobe: AdobeSimulator, **fields: int) -> None:
        super().__init__(adobe)
        self._fields = fields
        self._waits = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if not self._waits or request.url.params.get("offset") != "20":
            return response
        self._waits = False
        return httpx.Response(200, json={**json.loads(response.read()), "count": 0, "offers": [], **self._fields})


def test_an_empty_page_before_the_last_row_makes_the_list_incomplete(shop: Shop) -> None:
    shop.control.put_price_list(offers(60), month="202609")
    shop.client = shop.new_client(_Emptied(shop.adobe))
    fetched = shop.fetch(page_size=20)
    assert (fetched.result, fetched.needs_a_person) == (Result.INCOMPLETE, True)
    assert fetched.text == "Adobe speaks of 60 rows, and 20 different ones came. Fetch it again."
    assert queries(shop.pages()) == ["limit=20&offset=0", "limit=20&offset=20"]
    assert shop.store.latest_price_list(SCOPE, MONTH) is None


def test_an_empty_page_that_speaks_of_no_rows_is_no_end_of_a_list_that_had_some(shop: Shop) -> None:
    shop.control.put_price_list(offers(60), month="202609")
    shop.client = shop.new_client(_Emptied(shop.adobe, totalCount=0))
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.PUBLISHED
    assert [query.rpartition("=")[2] for query in queries(shop.pages())] == ["0", "20", "0", "20", "40"]
    assert len(shop.kept(fetched)) == 60


def test_rows_that_moved_forward_in_a_list_as_long_as_before_are_noticed(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    # The fifth row is gone, another is new at the end: what was the row behind the kept ones is the last of them now.
    moved = [*offers(1201)[:4], *offers(1201)[5:]]
    shop.control.put_price_list(moved, month="202609")
    fetched = shop.fetch()
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=0"]
    assert {row.offer_id for row in shop.kept(fetched)} == {offer["offerId"] for offer in moved}


def test_a_price_that_changed_on_the_last_kept_page_is_noticed(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    changed = [*offers(998), an_offer(999, partnerPrice="1300.00"), *offers(1200)[999:]]
    shop.control.put_price_list(changed, month="202609")
    fetched = shop.fetch()
    assert queries(shop.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=0"]
    assert str(shop.kept(fetched)[998].partner_price) == "1300.00"


def test_a_list_that_ends_before_the_kept_rows_now_is_begun_again(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    shop.control.put_price_list(offers(900), month="202609")
    fetched = shop.fetch()
    assert fetched.result is Result.PUBLISHED
    assert [call.status for call in shop.pages()[:2]] == [404, 200]
    assert len(shop.kept(fetched)) == 900


def test_an_empty_page_in_the_place_of_kept_rows_is_a_difference(shop: Shop) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    shop.client = shop.new_client(_EmptyAtFirst(shop.adobe))
    fetched = shop.fetch()
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages())[:2] == ["limit=50&offset=950", "limit=50&offset=0"]


def test_the_last_kept_page_is_read_in_as_many_pages_as_adobe_gives_it(store: Store) -> None:
    shop = Shop(store, SimulatorSettings(price_list_cap=30))
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    assert shop.fetch().result is Result.PUBLISHED
    # 34 pages of 30 rows are the first piece of at least a thousand.
    assert queries(shop.pages())[:3] == ["limit=50&offset=970", "limit=50&offset=1000", "limit=50&offset=1020"]


def test_a_beginning_of_more_than_six_hours_ago_is_thrown_away(shop: Shop, ahead: Ahead) -> None:
    shop.control.put_price_list(offers(1200), month="202609")
    a_fetch_that_dies(shop)
    ahead.by(hours=6, minutes=1)
    assert shop.fetch().result is Result.PUBLISHED
    assert queries(shop.pages())[0] == "limit=50&offset=0"
    assert len(shop.store.price_lists()) == 1


def test_a_list_is_fetched_by_one_worker_at_a_time(shop: Shop) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    lease = shop.store.lease((NAME,), "worker 2")
    assert lease is not None
    assert shop.fetch().result is Result.BUSY
    lease.release()
    assert shop.fetch().result is Result.PUBLISHED


def test_a_worker_that_slept_too_long_writes_nothing_over_the_other_ones_work(shop: Shop, store: Store, ahead: Ahead) -> None:
    shop.control.put_price_list(offers(1200), month="202609")

    def sleep_and_be_overtaken(*_progress: object) -> None:
        ahead.by(seconds=61)
        other = store.lease((NAME,), "worker 2")
        assert other is not None

    assert shop.fetch(told=sleep_and_be_overtaken).result is Result.BUSY
    (begun,) = store.price_lists()
    assert (begun.row_count, begun.revision) == (1000, None)


def test_a_slow_fetch_keeps_its_lease_alive(shop: Shop, store: Store, ahead: Ahead) -> None:
    shop.control.put_price_list(offers(120), month="202609")
    slow = _Slow(shop, ahead)
    shop.client = shop.new_client(slow)
    assert shop.fetch().result is Result.PUBLISHED
    assert slow.rivals == [None, None, None]


class _Slow(InProcessTransport):
    """A network over which each page takes 29 seconds, at whose end another worker tries to take the list over."""

    def __init__(self, shop: Shop, ahead: Ahead) -> None:
        super().__init__(shop.adobe)
        self._shop = shop
        self._ahead = ahead
        self.rivals: list[Lease | None] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v3/pricelist":
            self._ahead.by(seconds=29)
            self._shop.tick(29)
            self.rivals.append(self._shop.store.lease((NAME,), "worker 2"))
        return super().handle_request(request)


class _EmptyAtFirst(InProcessTransport):
    """A network over which the first page of a list comes without its rows."""

    def __init__(self, simulator: AdobeSimulator) -> None:
        super().__init__(simulator)
        self._emptied = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if self._emptied or request.url.path != "/v3/pricelist":
            return response
        self._emptied = True
        page = json.loads(response.read())
        return httpx.Response(200, json={**page, "count": 0, "offers": []})
