"""An explanation: the ladder of a real delivery, on what stands in journal, platform and Adobe, with nothing done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from connector import bootstrap
from connector.cloudblue.reading import read_any_request
from connector.fulfillment.explaining import Step, explain
from connector.store import Store, StoreError
from tests.flows.arrivals import a_customer_to_import, order_import
from tests.flows.reselling import OTHER_CREDENTIALS, OTHER_MARKETPLACE, a_world_of_two_marketplaces, set_up
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from connector.simulator.adobe.calls import Call

CREATE = "POST /v3/customers"
ORDERS = "POST /v3/customers/{id}/orders"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which everything is set up as it should be."""
    return World(tmp_path)


def explained(world: World, request: str) -> list[Step]:
    """Explain a request with a store that only looks, and see that nothing was written to Adobe or to the platform by it."""
    called, written = len(world.adobe.control.calls()), len(world.connect.control.writes())
    store = Store(world.variables["DATABASE_URL"], offset=lambda: world.now() - datetime.now(UTC), only_looks=True)
    platform = bootstrap.platform_of(world.application().client)
    parsed = read_any_request(world.connect.control.document(request))
    steps = list(explain(parsed, replace(world.means, store=store), platform, world.now()))
    store.close()
    assert [call.path for call in world.adobe.control.calls()[called:] if persists(call)] == []
    assert len(world.connect.control.writes()) == written
    return steps


def persists(call: Call) -> bool:
    """Whether a call leaves something behind at Adobe."""
    looks = call.method == "GET" or call.path == "/ims/token/v3"
    return not looks and call.request_body.get("orderType") != "PREVIEW"


def texts(steps: list[Step], kind: str) -> list[str]:
    """Give the texts of one kind of step."""
    return [step.text for step in steps if step.kind == kind]


def test_a_new_companys_purchase_would_create_its_customer(world: World) -> None:
    request = world.buy()
    steps = explained(world, request)
    asset = world.connect.control.asset_of(request)
    assert steps == [
        Step("known", f"{request} is a purchase request of {asset}, pending"),
        Step("known", f"its Adobe account is {world.means.settings.accounts[0].name}"),
        Step("seen", f"the Adobe reseller of the tier {world.product.reseller}, on the platform: {world.reseller_id}"),
        Step("seen", f"the other assets of the tier {world.product.customer}, on the platform: none"),
        Step(
            "next",
            f"create an Adobe customer under the reseller {world.reseller_id} with the reference {world.product.customer}",
        ),
        Step("why", "the journal knows no attempt of it"),
    ]


def test_nothing_is_left_behind_in_the_store_either(world: World) -> None:
    request = world.buy()
    explained(world, request)
    assert world.means.store.attempts(request) == ()
    assert world.means.store.request_state(request) is None
    # A delivery right afterwards finds no lease in its way.
    assert world.settle(request) == "approved"


def test_where_the_customer_was_made_it_previews_and_would_order(world: World) -> None:
    world.adobe.control.fault(ORDERS, "throttled", order_type="PREVIEW")
    request = world.buy()
    world.deliver()
    world.advance(seconds=30)
    customer = world.params(request)["adobe_customer_id"]
    steps = explained(world, request)
    assert any(text.endswith("generation 1: accepted, HTTP 200") for text in texts(steps, "known"))
    assert texts(steps, "seen")[-1] == (
        f"a preview of the order for the Adobe customer {customer}: 10 of 65304470CA01A12, 5 of 65309999CA01A12: "
        "10 of 65304470CA02A12, 5 of 65309999CA02A12"
    )
    assert texts(steps, "next") == [
        f"order for the Adobe customer {customer}, with the reference {request}: 10 of 65304470CA02A12, 5 of 65309999CA02A12"
    ]


def test_what_would_be_kept_on_the_way_is_told_and_gone_on_from(world: World) -> None:
    world.connect.control.add_fault(method="PUT", status=503)
    request = world.buy()
    world.deliver()
    (customer,) = world.adobe.control.customers()
    steps = explained(world, request)
    assert texts(steps, "would") == [f"write adobe_customer_id = {customer['customerId']} to the request"]
    assert texts(steps, "next")[0].startswith(f"order for the Adobe customer {customer['customerId']}")


def test_an_import_would_keep_its_customer_though_the_asset_has_it_and_be_approved(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer)
    world.application().client.requests[request].update({"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}})
    steps = explained(world, request)
    assert texts(steps, "would")[0] == f"write adobe_customer_id = {customer} to the request"
    assert f"the product's other assets with the Adobe customer {customer}, on the platform: none" in texts(steps, "seen")
    assert texts(steps, "next")[0].startswith("approve")


def test_a_request_that_has_its_verdict_needs_nothing(world: World) -> None:
    request = world.buy()
    assert world.settle(request) == "approved"
    steps = explained(world, request)
    assert texts(steps, "next") == ["nothing"]
    assert texts(steps, "why") == ["only pending requests are worked on, this one is approved"]


def test_a_call_without_an_answer_would_go_out_again_before_anything_else(world: World) -> None:
    world.adobe.control.fault(CREATE, "no answer", after_effect=True)
    request = world.buy()
    world.deliver()
    steps = explained(world, request)
    (told,) = texts(steps, "next")
    assert told.startswith("send again under its own correlation id: create customer ")
    assert told.endswith(f"generation 1: open, of {request}")
    assert texts(steps, "seen") == []


def test_a_call_without_an_answer_whose_customer_is_known_is_found_as_well(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    request = world.buy()
    world.deliver()
    (told,) = texts(explained(world, request), "next")
    assert told.startswith("send again under its own correlation id: place order ")


def test_an_answer_that_adobe_has_forgotten_would_be_given_up(world: World) -> None:
    world.adobe.control.fault(CREATE, "no answer")
    request = world.buy()
    world.deliver()
    world.advance(days=9, seconds=1)
    (told,) = texts(explained(world, request), "next")
    assert told.startswith("give up, since Adobe has forgotten its id: create customer ")


def test_another_request_of_the_company_with_an_open_order_would_be_waited_for(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    world.buy()
    world.deliver()
    second = world.buy({"30007777CA": 100})
    steps = explained(world, second)
    assert texts(steps, "next") == ["wait, and look again after 30 s"]
    assert texts(steps, "why") == ["another request of this customer has an open order"]


def test_the_wait_for_an_open_order_is_told_as_long_as_it_is_among_many(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    for number in range(299):
        other = f"PR-0000-0000-{number:04}"
        world.means.store.track(other, kind="purchase", customer_key=f"customer/{number}")
        world.means.store.set_unsettled(other, "P0000000001")
    assert texts(explained(world, request), "next") == ["wait, and look again after 100 s"]


def test_a_request_without_an_account_would_park(tmp_path: Path) -> None:
    world = World(tmp_path, account={"marketplace": "MP-99999"})
    steps = explained(world, world.buy())
    assert texts(steps, "next") == ["park the request: a person is needed"]
    assert texts(steps, "why")[0].startswith("account-missing: No Adobe account is configured for product PRD-000-000-001")


def test_without_a_database_it_says_so_and_looks_around_as_a_first_delivery_would(world: World) -> None:
    request = world.buy()
    world.means.store.close()
    world.database.unlink()
    steps = explained(world, request)
    assert "there is no database yet: the first delivery makes it" in texts(steps, "known")
    assert texts(steps, "next")[0].startswith("create an Adobe customer")
    assert not world.database.exists()


def test_where_adobe_gives_no_answer_it_would_wait(world: World) -> None:
    world.adobe.control.fault(ORDERS, "throttled", order_type="PREVIEW")
    request = world.buy()
    world.deliver()
    world.adobe.control.fault(ORDERS, "gateway page", order_type="PREVIEW", times=9)
    steps = explained(world, request)
    assert texts(steps, "seen")[-1].endswith(": no usable answer")
    assert texts(steps, "next")[0].startswith("wait, and look again after ")


def test_what_nobody_foresaw_is_not_hidden(world: World) -> None:
    request = world.buy()
    headers = {"content-type": "application/json", "content-range": "items 0-0/1"}
    world.connect.control.add_fault(path="/public/v1/subscriptions/assets", status=200, body="[{}]", headers=headers)
    with pytest.raises(KeyError):
        explained(world, request)


def test_a_store_that_only_looks_refuses_to_write(world: World) -> None:
    store = Store(world.variables["DATABASE_URL"], only_looks=True)
    with pytest.raises(StoreError, match="only looks"):
        store.set_unsettled("PR-1", None)
    with pytest.raises(StoreError, match="only looks"):
        store.migrate()
    store.close()


def test_a_resellers_set_up_is_explained_like_any_other_request(tmp_path: Path) -> None:
    world = World(tmp_path, reseller=False, seeded=False)
    request = world.connect.trade.set_up_tier(world.product.reseller)
    configuration = world.connect.control.document(request)["configuration"]["id"]
    assert explained(world, request) == [
        Step("known", f"{request} is a reseller setup request of {configuration}, pending"),
        Step("known", f"its Adobe account is {world.means.settings.accounts[0].name}"),
        Step(
            "seen",
            f"the other configurations of the tier {world.product.reseller} under this Adobe account, on the platform: none",
        ),
        Step("next", f"create an Adobe reseller under the distributor D1000000000 with the reference {world.product.reseller}"),
        Step("why", "the journal knows no attempt of it"),
    ]


def test_an_account_update_is_explained_for_each_adobe_account_that_it_concerns(world: World) -> None:
    product = world.product.product
    (request,) = world.connect.trade.update_account(world.product.reseller, tell=[product])
    steps = explained(world, request)
    held = f"what the tier {world.product.reseller} has at Adobe under this account, on the platform"
    assert texts(steps, "seen") == [
        f"{held}: the reseller {world.reseller_id}",
        f"the Adobe reseller {world.reseller_id}: {world.reseller_id}, status 1000",
    ]
    (nobody,) = world.connect.trade.update_account(world.connect.trade.add_account("Another Inc"), tell=[product])
    assert texts(explained(world, nobody), "next") == ["approve the request, after writing nothing"]


def test_of_an_account_update_under_several_accounts_it_is_said_that_it_is_answered_once(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    for marketplace in (None, OTHER_MARKETPLACE):
        assert world.settle(set_up(world, marketplace)) == "approved"
    (request,) = world.connect.trade.update_account(world.product.reseller, tell=[world.product.product])
    steps = explained(world, request)
    assert texts(steps, "next") == ["approve the request, after writing nothing"] * 2
    assert steps[-1] == Step(
        "why", "the platform is told once, after the last account: it ends only where nothing is left to do under any"
    )
