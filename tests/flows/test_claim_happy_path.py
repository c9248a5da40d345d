"""A retail purchase that goes well: one reference, one claim, the link on the asset, and an approval that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.simulator.retail import RetailOptions
from tests.flows.builders import assert_one_of_everything
from tests.retail_world import EXPRESS_OFFER, PHOTOGRAPHY, PHOTOGRAPHY_OFFER, RETAIL_ID, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "AS-0000-0000-0001-30006514"


def test_one_product_is_claimed_and_its_link_stands_on_the_request(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    claim = world.the_claim()
    assert (claim["partner_reference_id"], claim["offer_id"]) == (REFERENCE, EXPRESS_OFFER)
    assert world.params(request) == {
        "adobe_partner_reference_id": REFERENCE,
        "adobe_redemption_url": claim["experience_url"],
        "adobe_redemption_short_url": claim["short_experience_url"],
        "adobe_redemption_code": claim["code"],
    }
    assert f"rc={claim['code']}" in claim["experience_url"]


def test_the_claim_is_exactly_what_adobe_documents(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.order({PHOTOGRAPHY: 1})
    world.deliver()
    (call,) = world.claims()
    assert call.request_body == {
        "workflow_type": "CLAIM_PRODUCT",
        "workflow_attributes": [
            {"key": "partner_reference_id", "value": f"AS-0000-0000-0001-{PHOTOGRAPHY_OFFER}"},
            {"key": "offer_id", "value": PHOTOGRAPHY_OFFER},
        ],
    }
    # Neither header is documented for this API.
    assert (call.request_id, call.correlation_id) == ("", "")
    assert [one.path for one in world.retail.control.calls()] == ["/ims/token/v3", "/retail/v1/workflows"]
    (token,) = world.retail.control.calls("POST", "/ims/token/v3")
    assert token.request_body == {
        "grant_type": "client_credentials",
        "client_id": RETAIL_ID,
        "scope": "openid,AdobeID,retail_partner",
    }


def test_the_reference_stands_on_the_asset_before_the_claim_goes_out(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault("POST /retail/v1/workflows", "no answer")
    request = world.order()
    world.deliver()
    assert world.params(request) == {"adobe_partner_reference_id": REFERENCE}


def test_it_is_approved_with_the_products_template(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    world.deliver()
    document = world.connect.control.document(request)
    assert (document["template"]["id"], document["activation_key"]) == ("TL-000-000-011", "")


def test_without_a_template_the_customer_reads_the_link(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, templates=False)
    request = world.order()
    world.deliver()
    assert world.the_claim()["experience_url"] in world.connect.control.document(request)["activation_key"]


def with_template(world: RetailWorld, identifier: str, body: str, *, is_configured: bool) -> None:
    """Give the product one template for approvals, by itself or by the marketplace's configuration."""
    world.connect.vendor.remove_template(world.retail_product, "TL-000-000-011")
    world.connect.vendor.add_template(world.retail_product, identifier, type="fulfillment", body=body)
    if is_configured:
        world.connect.vendor.add_parameter(world.retail_product, "activation_template_id", phase="configuration")
        world.connect.vendor.configure(world.retail_product, "activation_template_id", identifier)


@pytest.mark.parametrize("is_configured", [False, True], ids=["the product's", "the marketplace's"])
@pytest.mark.parametrize(
    ("body", "is_used"),
    [
        ("Your product is active.", False),
        ("Your code: {{ params.adobe_redemption_code }}", False),
        ("Open {{ params.adobe_redemption_url }}", True),
        ("Open {{ params.adobe_redemption_short_url }}", True),
    ],
)
def test_a_template_that_is_known_to_show_no_link_gives_way_to_a_text_that_does(
    tmp_path: Path, body: str, *, is_used: bool, is_configured: bool
) -> None:
    world = RetailWorld(tmp_path)
    with_template(world, "TL-000-000-021", body, is_configured=is_configured)
    request = world.order()
    world.deliver()
    document = world.connect.control.document(request)
    assert (document["template"] is not None and document["template"]["id"] == "TL-000-000-021") is is_used
    assert (world.the_claim()["experience_url"] in document["activation_key"]) is not is_used


def test_a_template_for_short_links_shows_none_where_adobe_gave_none(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, options=RetailOptions(short_links=False))
    with_template(world, "TL-000-000-021", "Open {{ params.adobe_redemption_short_url }}", is_configured=False)
    request = world.order()
    world.deliver()
    assert world.the_claim()["experience_url"] in world.connect.control.document(request)["activation_key"]


def test_a_configured_template_that_is_gone_gives_way_to_a_text_with_the_link(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    with_template(world, "TL-000-000-021", "any", is_configured=True)
    world.connect.vendor.remove_template(world.retail_product, "TL-000-000-021")
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert world.the_claim()["experience_url"] in world.connect.control.document(request)["activation_key"]


@pytest.mark.parametrize("status", [200, 202])
def test_the_status_says_nothing_about_new_or_repeated(tmp_path: Path, status: int) -> None:
    world = RetailWorld(tmp_path, options=RetailOptions(new_status=status))
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert [call.status for call in world.claims()] == [status]


def test_a_redirect_is_a_success_that_is_never_followed(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, options=RetailOptions(redirects=True))
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    claim = world.the_claim()
    assert world.params(request)["adobe_redemption_url"] == claim["experience_url"]
    assert world.params(request)["adobe_redemption_code"] == claim["code"]
    assert "adobe_redemption_short_url" not in world.params(request)
    assert [call.path for call in world.retail.control.calls()] == ["/ims/token/v3", "/retail/v1/workflows"]


def test_neither_a_short_link_nor_a_code_is_needed(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, options=RetailOptions(short_links=False, codes=False))
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert sorted(world.params(request)) == ["adobe_partner_reference_id", "adobe_redemption_url"]


def test_both_programmes_are_served_by_one_installation(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    retail, vip = world.order(), world.buy()
    world.deliver()
    assert world.status(retail) == "approved"
    assert_one_of_everything(world, vip)
    assert len(world.retail.control.claims()) == 1
    assert not [call for call in world.adobe.control.calls() if "workflows" in call.path]
    assert not [call for call in world.retail.control.calls() if "/v3/" in call.path.removeprefix("/ims/token/v3")]


def test_an_address_without_a_path_gets_adobes_own(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"url": "http://127.0.0.2:9"})
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert [call.path for call in world.claims()] == ["/retail/v1/workflows"]
