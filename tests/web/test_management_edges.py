"""The rarer ends of the management methods: several accounts, retail, other workers at the same customer, what Adobe refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from connector import bootstrap
from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.opening import company_key, customer_key
from connector.settings import parse_settings
from connector.store import Store
from tests.accounts import a_retail_account
from tests.flows.arrivals import MEMBERSHIP
from tests.flows.lives import ORDERS, SUBSCRIPTION, an_asset, seats, steps
from tests.web.console import OURS, problem
from tests.world import PHOTOSHOP, an_account

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.console import Console
    from tests.world import World

SWITCH = "subscription/autorenewal"
ACCOUNT = "production/D1000000000"


def sold_under(world: World, *accounts: dict[str, Any]) -> None:
    """Give the connector other accounts from now on."""
    world.variables["CONNECTOR_ACCOUNTS"] = json.dumps(accounts)
    world.means = world.new_means()


def a_cart(world: World) -> dict[str, Any]:
    """Write a cart for the world's customer."""
    (customer,) = world.adobe.control.customers()
    return {"marketplace": OURS, "customer": customer["customerId"], "items": [{"offerId": PHOTOSHOP + "01A12", "quantity": 1}]}


def test_products_under_different_accounts_need_to_be_named(console: Console) -> None:
    world = console.world
    an_asset(world)
    mine = an_account(world.product.product, {})
    sold_under(world, mine, an_account("PRD-000-000-009", {"distributor_id": "D2000000000"}))
    assert problem(console.post("order/preview", a_cart(world))) == (422, "account-ambiguous")
    named = {**a_cart(world), "product": world.product.product}
    assert console.post("order/preview", named).status_code == 200


def test_a_customer_of_an_account_for_any_marketplace_is_known_by_its_company(console: Console) -> None:
    world = console.world
    an_asset(world)
    sold_under(world, an_account("*", {"marketplace": "*"}))
    assert console.post("order/preview", a_cart(world)).status_code == 200
    assert problem(console.post("order/preview", {**a_cart(world), "customer": "P1999999999"})) == (404, "customer-not-found")


def test_retail_has_no_renewals(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    sold_under(world, a_retail_account(product=world.product.product, marketplace=OURS, url="http://127.0.0.1:9"))
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False})) == (422, "not-supported")


def test_an_asset_without_an_account_is_left_alone(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    sold_under(world, an_account("PRD-000-000-009", {}))
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False})) == (409, "account-missing")
    assert problem(console.get(f"assets/{asset}/customer")) == (409, "account-missing")


def test_a_membership_that_adobe_does_not_know_is_refused_in_words(console: Console) -> None:
    answer = console.post("transfer/preview", {"marketplace": OURS, "membership": MEMBERSHIP})
    assert problem(answer) == (422, "adobe-refused")


@pytest.mark.parametrize("busy", ["company", "customer"])
def test_another_worker_at_the_same_customer_comes_first(console: Console, busy: str) -> None:
    world = console.world
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    names = {"company": company_key(world.product.customer, ACCOUNT), "customer": customer_key(ACCOUNT, customer["customerId"])}
    lease = world.means.store.lease((names[busy],), "another worker")
    assert lease is not None
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False})) == (409, "customer-busy")
    lease.release()
    assert steps(world) == []
    assert console.post(SWITCH, {"asset_id": asset, "autorenewal": False}).status_code == 200


def test_a_request_that_was_answered_elsewhere_holds_nobody_up(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12}, {})
    world.deliver()
    world.application().client.requests[request]("fail").post({"reason": "by hand"})
    assert console.post(SWITCH, {"asset_id": asset, "autorenewal": False}).status_code == 200


def test_a_customer_that_adobe_does_not_show_is_refused_in_words(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    world.adobe.control.fault("GET /v3/customers/{id}/subscriptions", "refused", status=404, code="1116")
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False})) == (422, "adobe-refused")
    world.adobe.control.fault("GET /v3/customers/{id}", "refused", status=404, code="1116")
    assert problem(console.get(f"assets/{asset}/customer")) == (422, "adobe-refused")


def test_tokens_that_adobe_refuses_again_and_again_end_the_action(console: Console) -> None:
    asset = an_asset(console.world)
    console.world.adobe.control.fault(SUBSCRIPTION, "refused", status=401, code="4116", times=2)
    assert problem(console.post(SWITCH, {"asset_id": asset, "autorenewal": False}))[0] == 409
    assert seats(console.world, PHOTOSHOP) == (10, 10)


def test_a_renewal_date_that_differs_is_marked(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    world.connect.world.assets[asset].params["renewal_date"].value = "2001-01-01"
    items = console.get(f"assets/{asset}/customer").json()["items"]
    assert [one["differs"] for one in items] == [["renewal_date"], ["renewal_date"]]


def test_a_refusal_names_itself_by_its_code_alone() -> None:
    assert str(NotPossibleError("customer-busy", "Somebody's words")) == "customer-busy"


def test_where_there_is_no_database_yet_nothing_is_saved(tmp_path: Path) -> None:
    found = parse_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"})
    with bootstrap.looking(found, None) as (means, _platform):
        assert means.current() is means
        assert isinstance(means.store, Store)
