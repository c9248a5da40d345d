"""A filled parameter of a feature that this version lacks parks the request; one that asks for nothing does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import Meanwhile, assert_one_of_everything, assert_parked

if TYPE_CHECKING:
    from tests.world import World

FILLED: list[tuple[str, Any, str]] = [
    ("three_years_commitment", {"3 Years commitment": True}, "three-year commit"),
    ("three_years_recommitment", {"3YR": True}, "three-year recommitment"),
    ("adobe_discount_codes", {"items": [{"mpn": "65304470CA", "code": "SAVE"}]}, "discount codes"),
]
ASKING_NOTHING: list[dict[str, Any]] = [
    {
        "three_years_commitment": {"3 Years commitment": False},
        "three_years_recommitment": {"3YR": False},
        "adobe_discount_codes": {},
        "migration_info_object": {},
        "transaction_id": "  ",
        "cancel_reason": "none",
    },
    {
        "adobe_discount_codes": {"items": []},
        "transaction_items": "3",
        "business-model": "one-to-many",
        "is_cancellation_order": "no-cancellation-request",
        "cb_autorenewal": "active_auto_renewal_status",
    },
    {
        "three_years_minimum_licenses": "10",
        "three_years_minimum_consumables": "1000",
        "three_years_recommitment_minimum_licenses": "10",
        "three_years_recommitment_minimum_consumables": "1000",
        "cb_price_level_hint_draft": {"items": [{"mpn": "65304470CA", "level": "02", "unit_price": "1.00", "currency": "USD"}]},
    },
]


@pytest.mark.parametrize(("name", "value", "feature"), FILLED, ids=[name for name, _, _ in FILLED])
def test_a_filled_parameter_of_a_feature_that_is_not_built_parks(world: World, name: str, value: object, feature: str) -> None:
    filled: dict[str, Any] = {name: value}
    request = world.buy(**filled)
    world.deliver()
    assert_parked(world, request, feature)
    assert world.adobe.control.calls() == []


@pytest.mark.parametrize("params", ASKING_NOTHING, ids=["blank", "ordinary", "minimums alone"])
def test_parameters_that_ask_for_nothing_are_no_obstacle(world: World, params: dict[str, Any]) -> None:
    request = world.buy(**params)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_several_features_are_all_named_in_the_note(world: World) -> None:
    codes = {"items": [{"mpn": "65304470CA", "code": "SAVE"}]}
    request = world.buy(three_years_commitment={"3 Years commitment": True}, adobe_discount_codes=codes)
    world.deliver()
    assert_parked(world, request, "three-year commit")
    assert "discount codes" in world.note(request)


def test_a_correction_and_a_feature_at_once_ask_the_customer_and_tell_the_operator(world: World) -> None:
    request = world.buy(three_years_commitment={"3 Years commitment": True}, adobe_user_email="nobody")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_user_email"}
    assert "three-year commit" in world.note(request)


@pytest.mark.parametrize(
    "mark",
    [
        {"benefits": [{"type": "LARGE_GOVERNMENT_AGENCY", "status": "ACTIVE"}]},
        {"tags": ["HVD_MIGRATED_CUSTOMER"]},
        {"globalSalesEnabled": True},
        {"discounts": [{"offerType": "LICENSE", "level": "14", "discountCode": "HVD"}]},
    ],
    ids=["large government agency", "high volume", "deployments", "volume code"],
)
def test_a_customer_whose_state_cannot_be_handled_parks(world: World, mark: dict[str, Any]) -> None:
    customer = world.adobe.control.add_customer(world.reseller_id)
    Meanwhile(world).rewrite(f"GET /v3/customers/{customer}", mark)
    request = world.buy()
    on_asset = {"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}}
    world.application().client.requests[request].update(on_asset)
    world.deliver()
    assert_parked(world, request, "cannot serve")
    assert world.adobe.control.orders() == []
