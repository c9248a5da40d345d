"""Price lists in the console: kept, compared, searched and exported, each to whom its account belongs."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from connect.eaas.core.testing import WebAppTestClient
from requests.adapters import BaseAdapter

from connector import bootstrap
from connector.domain.prices.scopes import Month, Scope
from connector.prices.running import fetch_all
from connector.webapp import AdobeWebApplication
from tests.planted import assert_nowhere
from tests.prices.shop import an_offer
from tests.web.console import Console, problem
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from httpx import Response
    from requests import PreparedRequest
    from requests import Response as PlatformResponse

ACCOUNT: Final = f"production/{DISTRIBUTOR}"
SCOPE: Final = Scope(ACCOUNT, "NA", "COM", "USD")
LIST: Final = {"distributor_id": DISTRIBUTOR, "region": "NA", "market_segment": "COM", "currency": "USD"}
OFFER: Final = "65304001CA01A12"
ITEMS: Final = [{"mpn": "65304001CA", "name": "One"}]
ALWAYS: Final = {"firstOrderDate": "2020-01-01T00:00:00.000Z", "lastOrderDate": "2099-12-31T00:00:00.000Z"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world that fetches one price list and makes prices with a margin."""
    rules = json.dumps([{"way": "margin", "percent": "20"}])
    return World(tmp_path, variables={"PRICE_LISTS": json.dumps([LIST]), "PRICE_RULES": rules})


@pytest.fixture
def console(world: World) -> Iterator[Console]:
    """The web worker of that world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)


def this_month(world: World) -> Month:
    """Give the month of the world's day."""
    return Month.of(world.now().date())


def keep(world: World, *prices: str, **more: str) -> None:
    """Let Adobe publish a list, and fetch it."""
    month = this_month(world)
    rows = [an_offer(number, partnerPrice=price, **ALWAYS, **more) for number, price in enumerate(prices, 1)]
    world.adobe.control.put_price_list(rows, month=str(month))
    means = world.means
    (fetched,) = fetch_all(means.settings, means.store, means.client_for, [(SCOPE, month)], bootstrap.way_of(means))
    assert fetched.kept is not None


def get(console: Console, path: str, who: str = "ours") -> dict[str, Any]:
    """Read a good answer."""
    answer = console.get(f"prices/{path}", who=who)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def differences(world: World, more: str = "") -> str:
    """Name the page of the differences of this month's list."""
    return f"differences?scope={SCOPE}&month={this_month(world)}{more}"


def test_kept_lists_are_shown_the_newest_first_page_by_page(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "110.00", "200.00")
    found = get(console, "snapshots?limit=1")
    (newest,) = found["snapshots"]
    assert (newest["id"], newest["revision"], newest["rows"], newest["total"]) == (2, 2, 2, 2)
    assert (newest["scope"], newest["month"], newest["status"]) == (str(SCOPE), str(this_month(world)), "published")
    assert found["next"] == "2"
    last = get(console, f"snapshots?limit=1&after={found['next']}")
    assert [one["id"] for one in last["snapshots"]] == [1]
    assert "next" not in last


def test_a_list_that_is_being_fetched_shows_how_far_it_is(console: Console, world: World) -> None:
    store = world.means.store
    lease = store.lease(("price list",), "a worker")
    assert lease is not None
    store.begin_price_list(lease, SCOPE, this_month(world), patience=timedelta(hours=6))
    (shown,) = get(console, "snapshots")["snapshots"]
    assert (shown["status"], shown["rows"], "total" in shown) == ("fetching", 0, False)


def test_two_revisions_differ_row_by_row(console: Console, world: World) -> None:
    keep(world, "100.00", "200.00")
    keep(world, "150.00", "200.00", "300.00")
    found = get(console, differences(world, "&limit=1"))
    assert (found["older"]["revision"], found["newer"]["revision"]) == (1, 2)
    (price,) = found["differences"]
    assert (price["kinds"], price["offer_id"], price["partner_before"], price["partner"]) == (
        ["price"],
        OFFER,
        "100.00",
        "150.00",
    )
    rest = get(console, differences(world, f"&limit=5&after={found['next']}"))
    assert [one["kinds"] for one in rest["differences"]] == [["added"]]
    assert "next" not in rest
    assert problem(console.get(f"prices/{differences(world, '&with=month')}")) == (404, "list-not-found")


def test_what_adobe_says_otherwise_stands_beside_the_difference(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "101.00", acdIndicator="ADD")
    price, disagreement = get(console, differences(world))["differences"]
    assert (price["kinds"], price["partner_before"], price["partner"]) == (["price"], "100.00", "101.00")
    assert (disagreement["kinds"], disagreement["offer_id"]) == (["disagreement"], OFFER)
    assert (disagreement["said"], disagreement["seen"]) == ("added", "was there before")


@pytest.mark.parametrize(
    "query", ["", "?scope=x", "?scope=x&month=2026", "?scope=x&month=202613", "?scope=x&month=202601&with=y"][:]
)
def test_a_comparison_that_cannot_be_made_is_refused(console: Console, query: str) -> None:
    assert problem(console.get(f"prices/differences{query}")) == (422, "input-invalid")


def test_an_offer_and_a_product_have_their_prices(console: Console, world: World) -> None:
    keep(world, "100.00", "200.00")
    (found,) = get(console, f"search?offer={OFFER}")["prices"]
    assert (found["partner_price"], found["currency"], found["exact_month"]) == ("100.00", "USD", True)
    assert found["snapshot"]["id"] == 1
    assert found["not_kept"] == []
    committed = get(console, f"search?offer={OFFER}&committed_since=2026-01-01&large_government=true")["prices"][0]
    assert (committed["partner_price"], committed["not_kept"]) == ("100.00", ["3YC", "STD-LGA"])
    assert [one["offer_id"] for one in get(console, "search?product=65304001CA")["prices"]] == [OFFER]
    later = this_month(world).after.after.first_day
    assert get(console, f"search?offer={OFFER}&day={later}&currency=USD")["prices"][0]["exact_month"] is False
    assert problem(console.get(f"prices/search?offer={OFFER}&day=2019-12-31")) == (404, "price-unknown")
    assert problem(console.get("prices/search?offer=65304999CA01A12")) == (404, "price-unknown")
    assert problem(console.get(f"prices/search?offer={OFFER}&currency=EUR")) == (404, "price-unknown")


@pytest.mark.parametrize("query", ["", f"?offer={OFFER}&product=65304001CA", "?offer=x", f"?offer={OFFER}&day=x", "?product=%00"])
def test_a_search_that_cannot_be_made_is_refused(console: Console, query: str) -> None:
    assert problem(console.get(f"prices/search{query}")) == (422, "input-invalid")


def test_several_lists_that_fit_are_told_apart_by_the_caller(tmp_path: Path) -> None:
    lists = json.dumps([LIST, {**LIST, "region": "WE"}])
    world = World(tmp_path, variables={"PRICE_LISTS": lists})
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        keep(world, "100.00")
        answer = console.get(f"prices/search?offer={OFFER}")
        assert problem(answer) == (422, "input-invalid")
        assert answer.json()["detail"] == "Say which price list with region: NA, WE."
        assert get(console, f"search?offer={OFFER}&region=NA")["prices"][0]["partner_price"] == "100.00"


def export(console: Console, who: str = "ours", **changes: object) -> Response:
    """Ask for an export."""
    body = {"list": 1, "form": "price-manager", "currency": "USD", "items": ITEMS, **changes}
    return console.post("prices/exports", body, who=who)


@pytest.mark.parametrize(("form", "sheet"), [("price-manager", "Price Manager"), ("flat-list", "Price-list")])
def test_a_list_is_downloaded_as_a_workbook(console: Console, world: World, form: str, sheet: str) -> None:
    keep(world, "100.00", "200.00")
    answer = export(console, form=form, vendor="VA-1", effective=world.now().date().isoformat())
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{form}-1.xlsx"'
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))[sheet].values)
    cells = [cell for row in rows[1:] for cell in row]
    assert "65304001CA" in {str(cell) for cell in cells}
    assert 125 in {float(cell) for cell in cells if isinstance(cell, int | float)}
    assert int(answer.headers["x-leftovers"]) == 1


def test_a_list_with_few_attributes_is_shown_as_one_and_its_export_warns(console: Console, world: World) -> None:
    world.adobe.control.fault("POST /v3/pricelist", "refused", code="5122")
    keep(world, "100.00")
    keep(world, "100.00")
    assert [one["asked_for"] for one in get(console, "snapshots")["snapshots"]] == ["all", "few"]
    assert "list 1" in export(console).headers["x-warnings"]
    assert "was asked for with few attributes" in export(console).headers["x-warnings"]
    assert "x-warnings" not in export(console, list=2).headers


def test_what_is_left_over_is_a_file_of_its_own(console: Console, world: World) -> None:
    keep(world, "100.00", "200.00")
    answer = export(console, part="leftovers")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["offer or item", "why"]
    assert [row[0] for row in rows[1:]] == ["65304002CA01A12"]


def test_the_items_may_be_those_of_a_product(console: Console, world: World) -> None:
    keep(world, "100.00")
    answer = export(console, items=[], product=world.product.product)
    assert answer.status_code == 200, answer.text
    assert problem(export(console, items=[], product="PRD-999-999-999")) == (422, "input-invalid")


def test_a_blocked_export_lists_what_blocks(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "200.00")
    answer = export(console, list=2)
    assert problem(answer) == (409, "export-blocked")
    (block,) = answer.json()["blocks"]
    assert f"the price of {OFFER} moved by 100.0 %" in block
    assert block.endswith(
        "since list 1: production/D1000000000 NA COM USD STANDARD "
        f"{this_month(world)} revision 1. Look at the differences, then approve the list."
    )
    assert answer.json()["approvable"] == [2]
    both = export(console, list=2, three_year=1, currency="EUR").json()["blocks"]
    assert len(both) == 2
    assert all("the marketplace sells in EUR" in one for one in both)
    assert export(console, list=2, three_year=1, currency="EUR").json()["approvable"] == []
    assert problem(export(console, list=1, three_year=1)) == (409, "export-blocked")
    world.means.store.approve_price_list(2, "Planted Approver")
    assert export(console, list=2).status_code == 200
    shown = console.get("prices/snapshots")
    assert [one["approved"] for one in shown.json()["snapshots"]] == [True, False]
    assert_nowhere(shown.text, ["Planted Approver"])


def test_an_approved_list_is_exported_and_the_first_approval_stands(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "200.00")
    assert problem(export(console, list=2)) == (409, "export-blocked")
    answer = console.post("prices/approve", {"list": 2}, context={"user_id": "UR-111"})
    assert (answer.status_code, answer.json()["id"], answer.json()["approved"]) == (200, 2, True)
    assert export(console, list=2).status_code == 200
    again = console.post("prices/approve", {"list": 2}, context={"user_id": "UR-222"})
    assert (again.status_code, again.json()) == (200, answer.json())
    assert world.means.store.price_list(2).approved_by == "UR-111"
    assert_nowhere(answer.text + console.get("prices/snapshots").text, ["UR-111", CLIENT_ID, CLIENT_SECRET])


def test_what_all_installations_of_an_account_export_is_approved_by_whom_all_of_it_is_shown(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"PRICE_LISTS": json.dumps([LIST]), "PRICE_RULES": '[{"way": "margin", "percent": "20"}]'})
    (account,) = json.loads(world.variables["CONNECTOR_ACCOUNTS"])
    world.variables["CONNECTOR_ACCOUNTS"] = json.dumps([account, {**account, "marketplace": "MP-00002"}])
    world.means = world.new_means()
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        keep(world, "100.00")
        keep(world, "200.00")
        for who in ("ours", "theirs"):
            blocked = export(console, who, list=2)
            assert (problem(blocked), blocked.json()["approvable"]) == ((409, "export-blocked"), [])
            assert blocked.json()["detail"].endswith("Whoever runs the connector approves it.")
            refused = console.post("prices/approve", {"list": 2}, who=who)
            assert problem(refused) == (403, "account-shared")
        assert world.means.store.price_list(2).approved_by is None
        assert problem(export(console, list=2)) == (409, "export-blocked")


def test_a_list_that_is_not_whole_cannot_be_approved(console: Console, world: World) -> None:
    store = world.means.store
    lease = store.lease(("price list",), "a worker")
    assert lease is not None
    fetching = store.begin_price_list(lease, SCOPE, this_month(world), patience=timedelta(hours=6))
    assert problem(console.post("prices/approve", {"list": fetching.id})) == (409, "list-not-whole")
    assert store.price_list(fetching.id).approved_by is None


@pytest.mark.parametrize(
    "changes",
    [{"form": "x"}, {"part": "x"}, {"items": []}, {"items": [{"mpn": "x"}]}, {"effective": "2020-01-01"}, {"list": "x"}],
)
def test_an_export_that_cannot_be_made_is_refused(console: Console, world: World, changes: dict[str, object]) -> None:
    keep(world, "100.00")
    assert problem(export(console, "ours", **changes)) == (422, "input-invalid")


def test_without_the_library_there_is_no_workbook(console: Console, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(world, "100.00")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    answer = export(console)
    assert problem(answer) == (422, "not-supported")
    assert "openpyxl" in answer.json()["detail"]


class Meanwhile(BaseAdapter):
    """The platform's wire; while it answers which marketplaces there are, something else happens."""

    def __init__(self, inner: BaseAdapter, happens: Callable[[], None]) -> None:
        super().__init__()
        self._inner = inner
        self._happens = happens

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> PlatformResponse:  # noqa: ANN401 - `requests`' own.
        """Carry a call over."""
        if "/marketplaces" in str(request.url):
            self._happens()
        return self._inner.send(request, *args, **kwargs)

    def close(self) -> None:
        """Nothing is open."""


def test_a_list_that_is_dropped_meanwhile_is_not_found(world: World) -> None:
    store = world.means.store
    lease = store.lease(("price list",), "a worker")
    assert lease is not None
    fetching = store.begin_price_list(lease, SCOPE, this_month(world), patience=timedelta(hours=6))
    world.adapter = Meanwhile(world.adapter, lambda: store.drop_price_list(lease, fetching))
    with WebAppTestClient(AdobeWebApplication) as client:
        answer = Console(world, client).post("prices/approve", {"list": fetching.id})
    assert problem(answer) == (404, "list-not-found")
    assert store.price_lists() == ()


def test_a_stranger_finds_no_list_no_price_and_no_export(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "110.00")
    assert get(console, "snapshots", who="theirs") == {"snapshots": []}
    assert problem(console.get(f"prices/{differences(world)}", who="theirs")) == (404, "list-not-found")
    assert problem(console.get(f"prices/search?offer={OFFER}", who="theirs")) == (404, "price-unknown")
    for number in (1, 99, 0, -1, 2**40):
        assert problem(export(console, who="theirs", list=number)) == (404, "list-not-found")
        assert problem(console.post("prices/approve", {"list": number}, who="theirs")) == (404, "list-not-found")
    assert [one.approved_by for one in world.means.store.price_lists()] == [None, None]
    assert problem(console.post("prices/approve", {"list": 99})) == (404, "list-not-found")
    assert problem(console.post("prices/approve", {"list": "x"})) == (422, "input-invalid")
    assert problem(export(console, list=99)) == (404, "list-not-found")


def test_no_answer_about_prices_holds_a_secret(console: Console, world: World) -> None:
    keep(world, "100.00")
    keep(world, "110.00")
    for path in ("snapshots", differences(world), f"search?offer={OFFER}"):
        assert_nowhere(console.get(f"prices/{path}").text, [CLIENT_ID, CLIENT_SECRET])
