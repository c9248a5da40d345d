from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.connect.judge import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

    Refused = Callable[[Callable[[], Any]], tuple[int, str, list[str]]]

APPROVAL = {"template_id": "TL-000-000-001"}


@pytest.fixture
def purchase(simulator: ConnectSimulator, adobe: AdobeProduct) -> str:
    return simulator.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"})


@pytest.fixture
def asset(simulator: ConnectSimulator, client: ConnectClient, purchase: str) -> str:
    """An active asset with ten seats."""
    client.requests[purchase].update({"asset": {"params": [{"id": "adobe_customer_id", "value": "P1005053489"}]}})
    client.requests[purchase]("approve").post(payload=APPROVAL)
    return simulator.control.asset_of(purchase)


def test_a_purchase_looks_as_the_documentation_says(client: ConnectClient, purchase: str) -> None:
    document = client.requests[purchase].get()
    assert problems("request", document) == []
    assert (document["type"], document["status"], document["asset"]["status"]) == ("purchase", "pending", "processing")
    assert document["asset"]["items"][0] == {
        "id": "PRD_000_000_001_0001",
        "global_id": "PRD-000-000-001-0001",
        "mpn": "65304470CA",
        "quantity": "10",
        "old_quantity": "0",
        "type": "Licenses",
        "display_name": "Photoshop for teams",
        "period": "Yearly",
        "item_type": "Reservation",
        "params": [],
    }
    assert document["asset"]["tiers"]["tier1"]["name"] == "Demo Reseller Inc"
    assert document["previous_approved_request"] is None


def test_an_approved_purchase_activates_its_asset(simulator: ConnectSimulator, purchase: str, asset: str) -> None:
    assert simulator.control.status(purchase) == "approved"
    assert simulator.control.status(asset) == "active"
    assert simulator.control.document(purchase)["template"]["id"] == "TL-000-000-001"


def test_a_failed_purchase_terminates_its_asset(simulator: ConnectSimulator, client: ConnectClient, purchase: str) -> None:
    client.requests[purchase]("fail").post(payload={"reason": "No."})
    assert simulator.control.document(purchase)["reason"] == "No."
    assert simulator.control.status(simulator.control.asset_of(purchase)) == "terminated"


def test_a_second_approval_is_refused_by_the_status(client: ConnectClient, refused: Refused, purchase: str, asset: str) -> None:
    status, code, _ = refused(lambda: client.requests[purchase]("approve").post(payload=APPROVAL))
    assert (status, code) == (400, "REQ_003")


def test_an_approval_needs_the_required_fulfilment_parameters(client: ConnectClient, refused: Refused, purchase: str) -> None:
    assert refused(lambda: client.requests[purchase]("approve").post(payload=APPROVAL)) == (
        400,
        "VAL_001",
        ["params: adobe_customer_id is required."],
    )


def test_an_approval_with_an_inquiring_template_is_refused(client: ConnectClient, refused: Refused, purchase: str) -> None:
    client.requests[purchase].update({"asset": {"params": [{"id": "adobe_customer_id", "value": "1"}]}})
    status, code, _ = refused(lambda: client.requests[purchase]("approve").post(payload={"template_id": "TL-000-000-002"}))
    assert (status, code) == (400, "TPL_001")


@pytest.mark.parametrize(
    "body", [{}, {"template": {"id": "TL-000-000-001"}}, {"template_id": "TL-000-000-001", "activation_tile": "x"}]
)
def test_an_approval_takes_one_template_or_one_tile(
    client: ConnectClient, refused: Refused, purchase: str, body: dict[str, object]
) -> None:
    assert refused(lambda: client.requests[purchase]("approve").post(payload=body))[:2] == (400, "VAL_001")


def test_an_unknown_parameter_refuses_the_whole_update(
    simulator: ConnectSimulator, client: ConnectClient, refused: Refused, purchase: str
) -> None:
    params = [{"id": "adobe_customer_id", "value": "1"}, {"id": "no_such", "value": "2"}]
    answer = refused(lambda: client.requests[purchase].update({"note": "kept out", "asset": {"params": params}}))
    assert answer == (400, "VAL_001", ["params: parameter no_such does not exist."])
    assert simulator.control.params(purchase)["adobe_customer_id"] == ""
    assert simulator.control.document(purchase)["note"] == ""


def test_only_note_and_parameter_values_can_be_updated(client: ConnectClient, refused: Refused, purchase: str) -> None:
    assert refused(lambda: client.requests[purchase].update({"status": "approved"}))[:2] == (400, "VAL_001")
    title = {"id": "adobe_customer_id", "title": "Mine"}
    assert refused(lambda: client.requests[purchase].update({"asset": {"params": [title]}}))[:2] == (400, "VAL_001")


def test_objects_travel_as_structured_values_and_texts_do_not(
    simulator: ConnectSimulator, client: ConnectClient, refused: Refused, purchase: str
) -> None:
    orders = {"orders": [{"order_id": "7"}]}
    client.requests[purchase].update({"asset": {"params": [{"id": "adobe_orders", "structured_value": orders}]}})
    assert simulator.control.params(purchase)["adobe_orders"] == orders
    wrong = {"id": "adobe_orders", "value": "text"}
    assert refused(lambda: client.requests[purchase].update({"asset": {"params": [wrong]}}))[0] == 400


def test_a_closed_request_cannot_be_updated(client: ConnectClient, refused: Refused, purchase: str, asset: str) -> None:
    assert refused(lambda: client.requests[purchase].update({"note": "late"}))[:2] == (400, "REQ_003")


def test_fulfilment_values_show_on_the_asset_at_once(simulator: ConnectSimulator, client: ConnectClient, purchase: str) -> None:
    client.requests[purchase].update({"asset": {"params": [{"id": "adobe_customer_id", "value": "P1005053489"}]}})
    assert simulator.control.params(simulator.control.asset_of(purchase))["adobe_customer_id"] == "P1005053489"


def test_an_inquired_request_comes_back_pending_without_the_error_of_the_corrected_parameter(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str
) -> None:
    wrong = [{"id": name, "value_error": "Wrong."} for name in ("customer_postal_code", "customer_city")]
    client.requests[purchase].update({"asset": {"params": wrong}})
    client.requests[purchase]("inquire").post(payload={"template_id": "TL-000-000-002"})
    assert simulator.control.status(purchase) == "inquiring"
    assert simulator.control.document(purchase)["params_form_url"].startswith("https://")
    simulator.trade.correct(purchase, {"customer_postal_code": "95110"})
    assert simulator.control.status(purchase) == "pending"
    assert simulator.control.param_errors(purchase) == {"customer_city": "Wrong."}
    assert simulator.control.params(purchase)["customer_postal_code"] == "95110"


def test_an_inquiry_without_a_template_is_accepted(simulator: ConnectSimulator, client: ConnectClient, purchase: str) -> None:
    client.requests[purchase]("inquire").post()
    assert simulator.control.status(purchase) == "inquiring"


def test_a_change_carries_both_quantities_and_its_predecessor(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str, asset: str
) -> None:
    change = simulator.trade.change(asset, {"65304470CA": 15, "65309999CA": 5})
    items = client.requests[change].get()["asset"]["items"]
    assert [(item["mpn"], item["quantity"], item["old_quantity"]) for item in items] == [
        ("65304470CA", "15", "10"),
        ("65309999CA", "5", "0"),
    ]
    assert client.requests[change].get()["previous_approved_request"] == {"id": purchase}
    client.requests[change]("approve").post(payload=APPROVAL)
    assert [(item["mpn"], item["quantity"]) for item in client.assets[asset].get()["items"]] == [
        ("65304470CA", "15"),
        ("65309999CA", "5"),
    ]


def test_a_failed_change_leaves_the_asset_as_it_was(simulator: ConnectSimulator, client: ConnectClient, asset: str) -> None:
    change = simulator.trade.change(asset, {"65304470CA": 15}, {"cb_autorenewal": "inactive_auto_renewal_status"})
    client.requests[change]("fail").post(payload={"reason": "No."})
    held = client.assets[asset].get()
    assert (held["status"], held["items"][0]["quantity"]) == ("active", "10")
    assert simulator.control.params(asset)["cb_autorenewal"] == ""


def test_parameters_stay_on_the_asset_from_one_request_to_the_next(
    simulator: ConnectSimulator, client: ConnectClient, asset: str
) -> None:
    first = simulator.trade.change(asset, {}, {"cb_autorenewal": "inactive_auto_renewal_status"})
    client.requests[first]("approve").post(payload=APPROVAL)
    second = simulator.trade.change(asset, {"65304470CA": 11})
    assert simulator.control.params(second)["cb_autorenewal"] == "inactive_auto_renewal_status"
    assert simulator.control.params(second)["adobe_customer_id"] == "P1005053489"


def test_an_asset_has_one_open_request_at_a_time(
    client: ConnectClient, refused: Refused, simulator: ConnectSimulator, asset: str
) -> None:
    simulator.trade.change(asset, {"65304470CA": 15})
    body = {"type": "cancel", "asset": {"id": asset}}
    assert refused(lambda: client.requests.create(body))[:2] == (400, "REQ_003")


@pytest.mark.parametrize(("verdict", "status"), [("approve", "terminated"), ("fail", "active")])
def test_a_cancellation_ends_the_asset_only_when_approved(
    simulator: ConnectSimulator, client: ConnectClient, asset: str, verdict: str, status: str
) -> None:
    cancel = simulator.trade.cancel(asset)
    assert simulator.control.status(asset) == "terminating"
    client.requests[cancel](verdict).post(payload={"approve": APPROVAL, "fail": {"reason": "No."}}[verdict])
    assert simulator.control.status(asset) == status


def test_suspension_and_resumption_follow_each_other(simulator: ConnectSimulator, client: ConnectClient, asset: str) -> None:
    client.requests[simulator.trade.suspend(asset)]("approve").post(payload=APPROVAL)
    assert simulator.control.status(asset) == "suspended"
    client.requests[simulator.trade.resume(asset)]("approve").post(payload=APPROVAL)
    assert simulator.control.status(asset) == "active"


def test_an_adjustment_changes_neither_quantities_nor_status(
    simulator: ConnectSimulator, client: ConnectClient, asset: str
) -> None:
    adjustment = simulator.trade.adjust(asset)
    client.requests[adjustment]("approve").post(payload={"activation_tile": "Refreshed."})
    assert simulator.control.document(adjustment)["activation_key"] == "Refreshed."
    assert client.assets[asset].get()["items"][0]["quantity"] == "10"
    assert simulator.control.status(asset) == "active"


@pytest.mark.parametrize("kind", ["cancel", "suspend"])
def test_requests_without_correctable_parameters_cannot_be_inquired(
    simulator: ConnectSimulator, client: ConnectClient, refused: Refused, asset: str, kind: str
) -> None:
    request = getattr(simulator.trade, kind)(asset)
    assert refused(lambda: client.requests[request]("inquire").post())[:2] == (400, "REQ_003")


def test_a_delayed_activation_can_be_revoked(simulator: ConnectSimulator, client: ConnectClient, asset: str) -> None:
    change = simulator.trade.change(asset, {"65304470CA": 15})
    client.requests[change]("schedule").post(payload={"planned_date": "2026-04-01T00:00:00+00:00"})
    client.requests[change]("revoke").post()
    client.requests[change]("confirm").post()
    assert simulator.control.status(change) == "revoked"
    assert simulator.control.status(asset) == "active"


def test_a_hub_drafts_validates_and_purchases_over_the_api(client: ConnectClient, adobe: AdobeProduct, refused: Refused) -> None:
    draft = client.requests.create(
        {
            "type": "purchase",
            "status": "draft",
            "asset": {
                "product": {"id": adobe.product},
                "items": [{"mpn": "65304470CA", "quantity": 3}],
                "params": [{"id": "adobe_user_email", "value": "ann@example.com"}],
                "tiers": {"customer": {"id": adobe.customer}, "tier1": {"id": adobe.reseller}},
            },
            "marketplace": {"id": adobe.marketplace},
        }
    )
    assert (draft["status"], draft["asset"]["status"]) == ("draft", "draft")
    assert refused(lambda: client.requests[draft["id"]]("purchase").post()) == (
        400,
        "VAL_001",
        ["params: action_type is required."],
    )
    filled = {"asset": {"params": [{"id": "action_type", "value": "purchase"}]}}
    client.requests[draft["id"]]("validate").post(payload=filled)
    assert client.requests[draft["id"]]("purchase").post()["status"] == "pending"


def test_a_conversation_stands_beside_every_request(client: ConnectClient, simulator: ConnectSimulator, purchase: str) -> None:
    talk = client.conversations.filter(instance_id=purchase).first()
    client.conversations[talk["id"]].messages.create({"text": "Order placed", "type": "message"})
    assert [message["text"] for message in simulator.control.conversation(purchase)["messages"]] == ["Order placed"]


def test_every_write_is_recorded_with_its_answer(
    simulator: ConnectSimulator, client: ConnectClient, refused: Refused, purchase: str
) -> None:
    client.requests[purchase].update({"note": "seen"})
    refused(lambda: client.requests[purchase]("approve").post(payload=APPROVAL))
    client.requests[purchase].get()
    written = [(call.method, call.path, call.body, call.status) for call in simulator.control.writes()]
    assert written == [
        ("PUT", f"/public/v1/requests/{purchase}", {"note": "seen"}, 200),
        ("POST", f"/public/v1/requests/{purchase}/approve", APPROVAL, 400),
    ]
    assert len(simulator.control.calls()) == 3
    assert "secret" not in repr(simulator.control.calls())
