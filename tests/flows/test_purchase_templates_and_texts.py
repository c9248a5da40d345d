"""With which template a request is answered, and what the customer and the operator can read on it at every turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import CREATE, ORDERS, assert_one_of_everything, assert_parked
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

APPROVAL, INQUIRY = "TL-000-000-001", "TL-000-000-002"
UNSET = {"activation_template_id": "", "inquiring_template_id": ""}


def answer_sent(world: World, verb: str) -> Any:  # noqa: ANN401 - JSON, as it was sent.
    """Give the body of the status action that the platform took."""
    taken = [call for call in world.connect.control.writes() if call.path.endswith(f"/{verb}") and call.status == 200]
    (call,) = taken
    return call.body


def an_inquiring_request(world: World) -> str:
    request = world.buy(adobe_user_email="nobody")
    assert world.settle(request) == "inquiring"
    return request


def test_the_configured_templates_are_used(tmp_path: Path) -> None:
    configured = {"activation_template_id": "TL-000-000-008", "inquiring_template_id": "TL-000-000-009"}
    world = World(tmp_path, configuration=configured)
    world.connect.vendor.add_template(world.product.product, "TL-000-000-008", name="Ours")
    world.connect.vendor.add_template(world.product.product, "TL-000-000-009", type="inquire", name="Our question")
    request = an_inquiring_request(world)
    world.correct(request, adobe_user_email="somebody@example.com")
    assert world.settle(request) == "approved"
    assert answer_sent(world, "inquire") == {"template_id": "TL-000-000-009"}
    assert answer_sent(world, "approve") == {"template_id": "TL-000-000-008"}


def test_without_a_configured_one_the_products_first_template_of_the_type_is_used(tmp_path: Path) -> None:
    world = World(tmp_path, configuration=UNSET)
    request = an_inquiring_request(world)
    world.correct(request, adobe_user_email="somebody@example.com")
    assert world.settle(request) == "approved"
    assert answer_sent(world, "inquire") == {"template_id": INQUIRY}
    assert answer_sent(world, "approve") == {"template_id": APPROVAL}


def test_a_product_without_templates_gets_a_tile(tmp_path: Path) -> None:
    world = World(tmp_path, configuration=UNSET)
    for template in (APPROVAL, INQUIRY, "TL-000-000-003"):
        world.connect.vendor.remove_template(world.product.product, template)
    request = an_inquiring_request(world)
    world.correct(request, adobe_user_email="somebody@example.com")
    assert world.settle(request) == "approved"
    for verb in ("inquire", "approve"):
        assert set(answer_sent(world, verb)) == {"activation_tile"}
        assert answer_sent(world, verb)["activation_tile"]


@pytest.mark.parametrize("gone", ["TL-999-999-999", "TL-000-000-004"], ids=["unknown", "of another scope"])
def test_a_template_that_is_gone_never_blocks_a_request(tmp_path: Path, gone: str) -> None:
    world = World(tmp_path, configuration={"activation_template_id": gone, "inquiring_template_id": gone})
    request = an_inquiring_request(world)
    assert set(world.errors(request)) == {"adobe_user_email"}
    world.correct(request, adobe_user_email="somebody@example.com")
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    for verb in ("inquire", "approve"):
        assert set(answer_sent(world, verb)) == {"activation_tile"}


def test_the_message_is_written_when_asked_and_emptied_when_approved(world: World) -> None:
    request = an_inquiring_request(world)
    assert world.params(request)["error_msg"] == world.errors(request)["adobe_user_email"]
    world.correct(request, adobe_user_email="somebody@example.com")
    world.settle(request)
    assert "error_msg" not in world.params(request)
    assert world.errors(request) == {}


def test_parameters_are_written_before_the_status_action(world: World) -> None:
    request = an_inquiring_request(world)
    world.correct(request, adobe_user_email="somebody@example.com")
    world.settle(request)
    steps = [call.path.rsplit("/", 1)[1] if call.method == "POST" else "update" for call in world.connect.control.writes()]
    assert steps == ["update", "inquire", "update", "update", "update", "approve"]


def test_the_note_of_a_park_goes_when_the_request_goes_on_and_waits(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126")
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "1126")
    world.adobe.control.change(order_reads=None)
    world.advance(hours=1)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")
    world.adobe.control.change(order_reads=1)
    assert world.settle(request) == "approved"
    assert world.note(request) == ""


@pytest.mark.parametrize("trouble", ["throttled", "no answer"])
def test_the_note_of_a_park_goes_though_the_request_waits_before_it_is_approved(world: World, trouble: str) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126")
    request = world.buy()
    world.deliver()
    world.adobe.control.fault(ORDERS, trouble, order_type="NEW")
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert world.note(request) == ""
    assert "error_msg" not in world.params(request)


@pytest.mark.parametrize(("code", "status"), [("1118", "inquiring"), ("2120", "failed")])
def test_the_note_of_a_park_goes_when_the_request_is_asked_about_or_fails(world: World, code: str, status: str) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126")
    request = world.buy()
    world.deliver()
    route = {"route": CREATE} if status == "inquiring" else {"route": ORDERS, "order_type": "NEW"}
    world.adobe.control.fault(kind="refused", code=code, **route)
    world.advance(hours=1)
    assert world.settle(request) == status
    assert world.note(request) == ""


def test_a_note_that_somebody_else_wrote_stays(world: World) -> None:
    request = world.buy()
    world.application().client.requests[request].update({"note": "Call the customer on Monday."})
    assert world.settle(request) == "approved"
    assert world.note(request) == "Call the customer on Monday."


def test_a_parked_request_is_not_written_again_while_nothing_changes(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126", times=9)
    request = world.buy()
    world.deliver()
    written = len(world.connect.control.writes())
    for _ in range(3):
        world.advance(hours=1)
        world.deliver()
    assert_parked(world, request, "1126")
    assert len(world.connect.control.writes()) == written


def test_a_park_for_another_reason_says_the_new_one(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126")
    world.adobe.control.fault(CREATE, "refused", code="1115", skip=1)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "1126")
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, "1115")
    assert "1126" not in world.note(request)
