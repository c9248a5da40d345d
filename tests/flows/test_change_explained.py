"""`explain` for changes and cancellations: the plan with its reasons, and nothing written anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from connector import bootstrap
from connector.cloudblue.reading import read_request
from connector.fulfillment.explaining import Step, explain
from connector.store import Store
from tests.flows.lives import FLAG, an_asset, changed, order_ids, steps, subscription_of
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def explained(world: World, request: str) -> list[Step]:
    """Explain a request with a store that only looks, and see that it wrote nothing to Adobe or the platform."""
    world.adobe.control.forget_calls()
    written = len(world.connect.control.writes())
    store = Store(world.variables["DATABASE_URL"], offset=lambda: world.now() - datetime.now(UTC), only_looks=True)
    platform = bootstrap.platform_of(world.application().client)
    parsed = read_request(world.connect.control.document(request))
    found = list(explain(parsed, replace(world.means, store=store), platform, world.now()))
    store.close()
    assert steps(world) == []
    assert len(world.connect.control.writes()) == written
    assert world.means.store.attempts(request) == ()
    return found


def next_of(found: list[Step]) -> str:
    (text,) = [step.text for step in found if step.kind == "next"]
    return text


def test_a_change_would_place_its_order(world: World) -> None:
    request = world.connect.trade.change(an_asset(world), {PHOTOSHOP: 14})
    found = explained(world, request)
    assert f"with the reference {request}: 4 of 65304470CA02A12" in next_of(found)
    assert found[-1] == Step("why", "the journal knows no attempt of it")


def test_a_cancellation_of_seats_would_return_the_order_that_was_found(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, _ = order_ids(world)
    found = explained(world, world.connect.trade.change(asset, {PHOTOSHOP: 11}, FLAG))
    assert next_of(found) == f"return of the Adobe order {first}: 4 of 65304470CA02A12"


def test_a_reduction_would_set_the_renewal(world: World) -> None:
    request = world.connect.trade.change(an_asset(world), {PHOTOSHOP: 7})
    found = explained(world, request)
    assert (
        next_of(found)
        == f"switch the auto-renewal of the Adobe subscription {subscription_of(world, PHOTOSHOP)} on, with 7 to renew"
    )


def test_a_cancel_request_would_return_everything(world: World) -> None:
    asset = an_asset(world)
    found = explained(world, world.connect.trade.cancel(asset))
    (first,) = order_ids(world)
    assert next_of(found) == f"return of the Adobe order {first}: 10 of 65304470CA02A12, 5 of 65309999CA02A12"


def test_what_would_be_asked_is_explained_too(world: World) -> None:
    request = world.connect.trade.change(an_asset(world), {PHOTOSHOP: 7}, {"cancel_order_id": "P99999999"})
    found = explained(world, request)
    assert next_of(found) == "ask the customer about cancel_order_id"
    assert "These can be returned: " in found[-1].text
