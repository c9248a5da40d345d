"""`support-bundle`: exactly what Adobe's support asks for about a claim, and the code only when it is asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.cloudblue.reading import read_request
from connector.fulfillment.supporting import support_bundle
from connector.simulator.connect.retail_product import RETAIL_PRODUCT, build_retail_product
from connector.store import Store
from tests.commands.desk import Desk, Platforms
from tests.retail_world import EXPRESS, EXPRESS_OFFER, PHOTOGRAPHY_OFFER, RETAIL_ID, RetailWorld, a_retail_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFERENCE: Final = "AS-0000-0000-0001-30006514"
CODE: Final = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"
TITLES: Final = ["client id", "partner_reference_id", "offer_id", "environment", "request timestamp", "response"]


@pytest.fixture
def platforms(tmp_path: Path) -> Iterator[Platforms]:
    """A platform that sells the retail product, on loopback."""
    built = Platforms(tmp_path)
    build_retail_product(built.connect)
    with built:
        yield built


def a_desk(platforms: Platforms, **account: object) -> Desk:
    """Give a desk with a retail account on it."""
    accounts = [*json.loads(platforms.variables["CONNECTOR_ACCOUNTS"]), a_retail_account(RETAIL_PRODUCT, account)]
    return Desk({**platforms.variables, "CONNECTOR_ACCOUNTS": json.dumps(accounts)})


def an_order(platforms: Platforms, **values: str) -> str:
    """Order a product; its parameters have these values already."""
    request = platforms.connect.trade.purchase({"EXPRESS-PREMIUM": 1}, product=RETAIL_PRODUCT)
    for name, value in values.items():
        platforms.connect.world.requests[request].params[name].value = value
    return request


def told(desk: Desk) -> dict[str, str]:
    """Read what was printed: titles to texts."""
    return {title.strip(): text.strip() for title, _, text in (line.partition("  ") for line in desk.lines)}


def test_before_anything_was_claimed_it_says_what_is_known(platforms: Platforms) -> None:
    desk = a_desk(platforms)
    assert desk.type("support-bundle", an_order(platforms)) == 0
    assert told(desk) == {
        "client id": RETAIL_ID,
        "partner_reference_id": "none yet",
        "offer_id": EXPRESS_OFFER,
        "environment": "production",
        "request timestamp": "none is remembered",
        "response": "none is remembered",
    }


def test_the_code_is_shown_only_to_whoever_asks_for_it(platforms: Platforms) -> None:
    request = an_order(platforms, adobe_partner_reference_id=REFERENCE, adobe_redemption_code=CODE)
    desk = a_desk(platforms)
    assert desk.type("support-bundle", request) == 0
    assert list(told(desk)) == TITLES
    assert CODE not in desk.printed
    desk.lines.clear()
    assert desk.type("support-bundle", request, "--show-code") == 0
    assert list(told(desk)) == [*TITLES, "redemption code"]
    assert told(desk)["redemption code"] == CODE
    assert told(desk)["partner_reference_id"] == REFERENCE


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("TCR-0000-0000-0000-001", "Only fulfilment requests have a support bundle"),
        ("PR-9999-9999-9999-999", "knows no request"),
    ],
)
def test_what_has_no_bundle_is_said(platforms: Platforms, request_: str, words: str) -> None:
    desk = a_desk(platforms)
    assert desk.type("support-bundle", request_) == 1
    assert words in desk.printed


def test_a_request_of_the_other_programme_has_none(platforms: Platforms) -> None:
    desk = a_desk(platforms)
    request = platforms.connect.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    assert desk.type("support-bundle", request) == 1
    assert "is not sold under a Partner Connection Retail account" in desk.printed


def test_an_item_that_is_not_mapped_has_no_offer(platforms: Platforms) -> None:
    desk = a_desk(platforms, offers={"SOMETHING-ELSE": "1"}, environment="production")
    assert desk.type("support-bundle", an_order(platforms)) == 0
    assert told(desk)["offer_id"] == "none"


# What the journal remembers -----------------------------------------------------------------------------------------------------


def the_bundle(world: RetailWorld, request: str) -> dict[str, Any]:
    """Give the bundle of a request that was worked on in a world."""
    read = read_request(world.connect.control.document(request))
    account = world.means.settings.account_for(read.product_id, read.marketplace_id, read.connection_type)
    assert account is not None
    return support_bundle(read, account, world.means.store, show_code=False)


def test_with_the_journal_lost_the_offer_is_that_of_the_reference_whatever_its_item_is_mapped_to_now(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    world.deliver()
    read = read_request(world.connect.control.document(request))
    account = world.means.settings.account_for(read.product_id, read.marketplace_id, read.connection_type)
    assert account is not None
    elsewhere = replace(account, offers={EXPRESS: PHOTOGRAPHY_OFFER})
    lost = Store(f"sqlite:///{tmp_path / 'lost.sqlite3'}", only_looks=True)
    bundle = support_bundle(read, elsewhere, lost, show_code=False)
    lost.close()
    assert (bundle["partner_reference_id"], bundle["offer_id"]) == (REFERENCE, EXPRESS_OFFER)


def test_a_refusal_is_shown_whole(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"environment": "test"})
    world.retail.control.withdraw_offer(RETAIL_ID, EXPRESS_OFFER)
    items = {"EXPRESS-PREMIUM": 1}
    request = world.connect.trade.purchase(items, product=world.retail_product, connection_type="test")
    world.deliver()
    bundle = the_bundle(world, request)
    assert bundle["response"] == 'HTTP 400 {"code": "INVALID_OFFER", "message": "offer_id is not recognized"}'
    assert (bundle["partner_reference_id"], bundle["offer_id"]) == (REFERENCE, EXPRESS_OFFER)
    assert bundle["environment"] == "sandbox"
    assert bundle["request timestamp"].endswith("Z")


def test_a_success_is_shown_without_its_links(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    world.deliver()
    bundle = the_bundle(world, request)
    assert bundle["response"].startswith('success {"workflow_type": "CLAIM_PRODUCT"')
    assert "http" not in bundle["response"]


def test_a_cancellation_has_the_bundle_of_its_assets_claim(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_cancel": True})
    bought = world.order()
    world.deliver()
    world.advance(minutes=1)
    request = world.connect.trade.cancel(world.connect.control.asset_of(bought))
    world.deliver()
    assert the_bundle(world, request) == the_bundle(world, bought)


def test_a_claim_that_nobody_answered_says_so(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault("POST /retail/v1/workflows", "no answer", after_effect=True)
    request = world.order()
    world.deliver()
    assert the_bundle(world, request)["response"] == "no answer came"


def test_a_store_that_was_lost_and_made_anew_remembers_nothing(platforms: Platforms) -> None:
    request = an_order(platforms, adobe_partner_reference_id=REFERENCE)
    store = Store(f"sqlite:///{platforms.database}")
    store.migrate()
    store.close()
    desk = a_desk(platforms)
    assert desk.type("support-bundle", request) == 0
    assert told(desk)["response"] == "none is remembered"
