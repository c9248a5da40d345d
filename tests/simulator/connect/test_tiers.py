from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.judge import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

    Refused = Callable[[Callable[[], Any]], tuple[int, str, list[str]]]

APPROVAL = {"template": {"id": "TL-000-000-004"}}


@pytest.fixture
def unknown_reseller(simulator: ConnectSimulator) -> AdobeProduct:
    """A world whose reseller has no tier configuration yet."""
    return build_adobe_product(simulator, adobe_reseller_id=None)


@pytest.fixture
def waiting(simulator: ConnectSimulator, unknown_reseller: AdobeProduct) -> tuple[str, str]:
    """A purchase in `tiers_setup` and the set-up request that it waits for."""
    purchase = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    return purchase, next(iter(simulator.world.config_requests))


def test_a_purchase_waits_until_its_reseller_is_set_up(
    simulator: ConnectSimulator, client: ConnectClient, waiting: tuple[str, str]
) -> None:
    purchase, setup = waiting
    assert simulator.control.status(purchase) == "tiers_setup"
    requests = client.ns("tier").collection("config-requests")
    document = requests[setup].get()
    assert problems("config-request", document) == []
    assert (document["type"], document["status"], document["environment"]) == ("setup", "pending", "production")
    requests[setup].update({"params": [{"id": "adobe_reseller_id", "value": "5556667778"}], "notes": "created"})
    assert requests[setup]("approve").post(payload=APPROVAL) is None
    assert simulator.control.status(purchase) == "pending"
    configuration = client("tier").configs.filter(account__id=document["account"]["id"]).first()
    assert configuration["status"] == "active"
    assert simulator.control.params(configuration["id"])["adobe_reseller_id"] == "5556667778"


def test_a_failed_setup_takes_the_waiting_purchase_along(
    simulator: ConnectSimulator, client: ConnectClient, waiting: tuple[str, str]
) -> None:
    purchase, setup = waiting
    client.ns("tier").collection("config-requests")[setup]("fail").post(payload={"reason": "No."})
    assert simulator.control.status(purchase) == "failed"
    again = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    assert simulator.control.status(again) == "tiers_setup"
    assert len(simulator.world.config_requests) == 2


def test_an_active_reseller_holds_nobody_up(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    purchase = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    assert simulator.control.status(purchase) == "pending"
    assert simulator.control.params(adobe.tier_configuration)["adobe_reseller_id"] == "PR14000001"


def test_the_template_of_a_tier_approval_is_an_object(client: ConnectClient, refused: Refused, waiting: tuple[str, str]) -> None:
    setup = client.ns("tier").collection("config-requests")[waiting[1]]
    assert refused(lambda: setup("approve").post(payload={"template_id": "TL-000-000-004"}))[:2] == (400, "VAL_001")
    assert refused(lambda: setup("approve").post(payload={"template": {"id": "TL-000-000-001"}}))[:2] == (400, "TPL_001")


def test_the_note_of_a_tier_request_is_called_notes(client: ConnectClient, refused: Refused, waiting: tuple[str, str]) -> None:
    setup = client.ns("tier").collection("config-requests")[waiting[1]]
    assert refused(lambda: setup.update({"note": "x"}))[0] == 400
    assert setup.update({"notes": "x"})["notes"] == "x"


def test_an_inquired_tier_request_comes_back_corrected(
    simulator: ConnectSimulator, client: ConnectClient, waiting: tuple[str, str]
) -> None:
    setup = client.ns("tier").collection("config-requests")[waiting[1]]
    setup.update({"params": [{"id": "reseller_postal_code", "value_error": "Wrong."}]})
    setup("inquire").post()
    simulator.trade.correct_tier(waiting[1], {"reseller_postal_code": "95110"})
    assert simulator.control.status(waiting[1]) == "pending"
    assert simulator.control.param_errors(waiting[1]) == {}


def test_an_update_starts_from_the_configurations_values(
    simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient
) -> None:
    update = simulator.trade.ask_tier(adobe.tier_configuration, {"reseller_city": "San Jose"})
    assert simulator.control.params(update)["adobe_reseller_id"] == "PR14000001"
    client.ns("tier").collection("config-requests")[update]("approve").post(payload={"activation_tile": "Done."})
    assert simulator.control.params(adobe.tier_configuration)["reseller_city"] == "San Jose"


def test_a_changed_account_is_told_and_accepted(simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient) -> None:
    (told,) = simulator.trade.update_account(adobe.customer, contact_info={"city": "Fresno"}, tell=[adobe.product])
    document = client.ns("tier").collection("account-requests")[told].get()
    assert problems("account-request", document) == []
    assert (document["account"]["version"], document["account"]["contact_info"]["city"]) == (2, "Fresno")
    assert document["account"]["contact_info"]["postal_code"] == "95110"
    client.ns("tier").collection("account-requests")[told]("accept").post()
    assert simulator.control.status(told) == "accepted"


def test_each_marketplace_and_level_has_a_configuration_of_its_own(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    simulator.vendor.add_marketplace("MP-00002", "Another Marketplace")
    second = simulator.trade.set_up_tier(adobe.reseller, marketplace="MP-00002")
    level_2 = simulator.trade.set_up_tier(adobe.reseller, level=2)
    shown = [simulator.control.document(one) for one in (second, level_2)]
    assert [(one["marketplace"]["id"], one["tier_level"]) for one in shown] == [("MP-00002", 1), ("MP-00001", 2)]
    assert all(problems("config-request", one) == [] for one in shown)


def test_a_set_up_sets_free_only_the_purchases_of_its_own_marketplace(
    simulator: ConnectSimulator, client: ConnectClient, waiting: tuple[str, str]
) -> None:
    purchase, setup = waiting
    simulator.vendor.add_marketplace("MP-00002", "Another Marketplace")
    other = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}, marketplace="MP-00002")
    client.ns("tier").collection("config-requests")[setup]("approve").post(payload=APPROVAL)
    assert (simulator.control.status(purchase), simulator.control.status(other)) == ("pending", "tiers_setup")
