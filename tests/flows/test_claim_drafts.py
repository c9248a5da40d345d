"""Drafts of retail orders: judged by the same ladder, and nothing is claimed or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.retail_world import EXPRESS, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path


def judged(world: RetailWorld, items: dict[str, int | str], kind: str = "purchase", **params: object) -> dict[str, str]:
    """Give the errors that a draft comes back with, by parameter."""
    trade = world.connect.trade
    request = trade.purchase(items, params, product=world.retail_product, draft=True)
    method = {"purchase": "validate_purchase", "change": "validate_change"}[kind]
    document: dict[str, Any] = {**world.connect.control.document(request), "type": kind}
    response = getattr(world.application(), method)(document)
    return {one["id"]: one["value_error"] for one in response.body["asset"]["params"] if one["value_error"]}


def test_a_draft_is_told_what_fulfilment_would_say(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    (told,) = judged(world, {EXPRESS: 2}).values()
    assert "Order again with the quantity 1." in told
    assert world.retail.control.calls() == []


def test_a_good_draft_is_told_nothing_and_claims_nothing(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    assert judged(world, {EXPRESS: 1}) == {}
    assert world.retail.control.calls() == []
    assert world.connect.control.writes() == []


def test_where_the_store_is_away_the_request_alone_is_judged(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    # Port 1 of this machine: nobody listens there.
    world.variables["DATABASE_URL"] = "postgresql+psycopg://nobody:planted-password-5e2@127.0.0.1:1/connector?connect_timeout=2"
    world.means = world.new_means()
    (told,) = judged(world, {EXPRESS: 2}).values()
    assert "Order again with the quantity 1." in told
    world.connect.vendor.add_parameter(world.retail_product, "cb_autorenewal")
    assert judged(world, {EXPRESS: 1}, "change") == {}
    assert judged(world, {EXPRESS: 1}, "change", cb_autorenewal="inactive_auto_renewal_status")


def test_a_draft_of_a_reseller_is_told_nothing(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.connect.vendor.add_parameter(world.retail_product, "reseller_company_name", scope="tier1")
    request = world.connect.trade.set_up_tier(world.product.reseller, product=world.retail_product)
    document = {**world.connect.control.document(request), "status": "draft"}
    assert world.application().validate_tier_setup(document).body["params"] == document["params"]
    world.variables["DATABASE_URL"] = "postgresql+psycopg://nobody:planted-password-5e2@127.0.0.1:1/connector?connect_timeout=2"
    world.means = world.new_means()
    again = world.application().validate_tier_setup(document).body
    assert [one.get("value_error") for one in again["params"]] == [one.get("value_error") for one in document["params"]]


def test_the_form_of_an_inquiring_order_looks_at_adobe_within_its_patience(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True})
    reference = "AS-0000-0000-0001-30006514"
    request = world.order()
    params = world.connect.world.requests[request].params
    params["adobe_partner_reference_id"].value = reference
    params["adobe_redemption_url"].value = "https://redeem.adobe.com/express-premium?rc=FOUND"
    document = {**world.connect.control.document(request), "status": "inquiring"}
    told = world.application().validate_purchase(document).body["asset"]["params"]
    assert [one["value_error"] for one in told if one["value_error"]] == []
    assert [call.path for call in world.retail.control.calls("GET")] == [f"/retail/v1/subscriptions/{reference}"]
    assert world.claims() == []
