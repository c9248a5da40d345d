from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

    Refused = Callable[[Callable[[], Any]], tuple[int, str, list[str]]]


@pytest.fixture
def world(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    """One purchase, one open tier request, one changed account, one installation, one schedule."""
    simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    simulator.trade.ask_tier(adobe.tier_configuration)
    simulator.trade.update_account(adobe.customer, name="Renamed Inc", tell=[adobe.product])
    simulator.control.add_installation("EIN-000-000-001")
    simulator.control.add_schedule("sync")


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("accounts", ["VA-000-001"]),
        ("assets?eq(product.id,PRD-000-000-001)", ["AS-0000-0000-0001"]),
        ("subscriptions/assets", ["AS-0000-0000-0001"]),
        ("assets/AS-0000-0000-0001/requests?type=purchase", ["PR-0000-0000-0001-001"]),
        ("conversations", ["CO-000-000-001"]),
        ("hubs/HB-0000-0001/connections?type=test", ["CT-0000-0002"]),
        ("marketplaces", ["MP-00001"]),
        ("products", ["PRD-000-000-001"]),
        ("products/PRD-000-000-001/actions", []),
        ("products/PRD-000-000-001/connections", ["CT-0000-0001", "CT-0000-0002", "CT-0000-0003"]),
        ("products/PRD-000-000-001/items?mpn=65309999CA", ["PRD-000-000-001-0002"]),
        ("tier/accounts?type=customer", ["TA-0000-0000-0002"]),
        ("tier/configs?eq(account.id,TA-0000-0000-0001)", ["TC-000-000-001"]),
        ("tier/config-requests?in(status,(pending))", ["TCR-000-000-001-002"]),
        ("tier/account-requests?status=pending", ["TAR-0000-0000-0002-001"]),
        ("devops/services/SRVC-0000-0001/installations", ["EIN-000-000-001"]),
        ("devops/services/SRVC-0000-0001/environments/ENV-0000-0001-01/schedules", ["EFS-000-000-001"]),
    ],
)
def test_every_collection_lists_what_there_is(world: None, client: ConnectClient, address: str, ids: list[str]) -> None:
    assert [entry["id"] for entry in client.get(address)] == ids


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("accounts/VA-000-001", "Demo Vendor"),
        ("marketplaces/MP-00001", "Demo Marketplace"),
        ("products/PRD-000-000-001", "Adobe VIP Marketplace for Commercial"),
        ("products/PRD-000-000-001/templates/TL-000-000-004", "Reseller approved"),
        ("tier/accounts/TA-0000-0000-0002", "Renamed Inc"),
        ("tier/configs/TC-000-000-001", "Configuration of Demo Reseller Inc"),
    ],
)
def test_every_object_is_found_by_its_id(world: None, client: ConnectClient, address: str, name: str) -> None:
    assert client.get(address)["name"] == name


@pytest.mark.parametrize(
    "address",
    [
        "accounts/VA-9",
        "hubs/HB-9/connections",
        "products/PRD-9",
        "products/PRD-000-000-001/templates/TL-9",
        "conversations/CO-9",
        "assets/AS-9/requests",
        "tier/configs/TC-9",
        "devops/services/SRVC-9/installations",
        "devops/services/SRVC-0000-0001/environments/ENV-9",
    ],
)
def test_what_does_not_exist_is_a_404(world: None, client: ConnectClient, refused: Refused, address: str) -> None:
    assert refused(lambda: client.get(address))[:2] == (404, "NTF_001")


def test_a_conversations_messages_can_be_read(world: None, client: ConnectClient) -> None:
    client.conversations["CO-000-000-001"].messages.create({"text": "Hello"})
    assert [message["text"] for message in client.conversations["CO-000-000-001"].messages.all()] == ["Hello"]
    assert client.get("conversations/CO-000-000-001")["messages"][0]["text"] == "Hello"


def test_a_tier_account_request_can_be_ignored_once(
    world: None, simulator: ConnectSimulator, client: ConnectClient, refused: Refused
) -> None:
    told = client.ns("tier").collection("account-requests")["TAR-0000-0000-0002-001"]
    assert told("ignore").post(payload={"reason": "Nothing to do."})["reason"] == "Nothing to do."
    assert refused(lambda: told("accept").post()) == (
        400,
        "REQ_003",
        ["Only pending requests can be accepted; TAR-0000-0000-0002-001 is ignored."],
    )


def test_requests_are_assigned(world: None, client: ConnectClient) -> None:
    client.create("requests/PR-0000-0000-0001-001/assign/UR-000-000-009")
    assert client.requests["PR-0000-0000-0001-001"].get()["assignee"] == "UR-000-000-009"
    tier = client.ns("tier").collection("config-requests")["TCR-000-000-001-002"]
    tier("assign").post()
    assert tier.get()["assignee"] == {"id": "UR-000-000-001"}


def test_a_tier_update_can_be_created_over_the_api(adobe: AdobeProduct, client: ConnectClient, refused: Refused) -> None:
    body = {
        "type": "update",
        "configuration": {"id": adobe.tier_configuration},
        "params": [{"id": "reseller_city", "value": "Fresno"}],
    }
    made = client.ns("tier").collection("config-requests").create(body)
    assert (made["type"], made["status"]) == ("update", "pending")
    assert refused(lambda: client.ns("tier").collection("config-requests").create(body))[:2] == (400, "REQ_003")


@pytest.mark.parametrize(
    "body",
    [
        {"type": "purchase", "asset": {"product": {"id": "PRD-000-000-001"}}},
        {"type": "change", "asset": {}},
        {"type": "renew", "asset": {"id": "AS-0000-0000-0001"}},
        {"type": "change", "asset": {"id": "AS-0000-0000-0001", "items": [{"mpn": "65304470CA", "quantity": -1}]}},
    ],
)
def test_a_request_that_says_too_little_is_not_created(
    world: None, client: ConnectClient, refused: Refused, body: dict[str, object]
) -> None:
    assert refused(lambda: client.requests.create(body))[:2] == (400, "VAL_001")


def test_a_body_that_is_no_json_is_refused(world: None, client: ConnectClient, refused: Refused) -> None:
    call = lambda: client.execute("put", "requests/PR-0000-0000-0001-001", data="{nothing")  # noqa: E731 - one call, named for the line's length.
    assert refused(call) == (400, "VAL_001", ["JSON parse error."])


def test_a_value_outside_the_choices_is_refused(world: None, client: ConnectClient, refused: Refused) -> None:
    params = [{"id": "action_type", "value": "gift"}, {"id": "adobe_order_id", "structured_value": {"a": 1}}]
    status, _, sentences = refused(lambda: client.requests["PR-0000-0000-0001-001"].update({"asset": {"params": params}}))
    assert (status, sentences) == (
        400,
        [
            "params: action_type must be one of purchase, transfer.",
            "params: adobe_order_id takes a value, not a structured_value.",
        ],
    )
