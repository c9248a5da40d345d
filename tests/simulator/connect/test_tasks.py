from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

PURCHASE = "asset_purchase_request_processing"


@pytest.fixture
def purchase(simulator: ConnectSimulator, adobe: AdobeProduct) -> str:
    simulator.control.subscribe({PURCHASE: ["pending"]})
    return simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})


def taken(simulator: ConnectSimulator) -> list[tuple[str, str]]:
    return [(delivery.event_type, delivery.object_id) for delivery in simulator.control.take()]


def test_a_pending_purchase_becomes_one_task_with_its_document(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    assert (delivery.event_type, delivery.object_id, delivery.document["status"]) == (PURCHASE, purchase, "pending")
    assert taken(simulator) == []


def test_statuses_nobody_subscribed_to_make_no_task(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    simulator.control.subscribe({PURCHASE: ["approved"]})
    simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    assert taken(simulator) == []


def test_a_subscription_finds_what_was_pending_before_and_finds_it_once(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    purchase = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    simulator.control.subscribe({PURCHASE: ["pending"]})
    (delivery,) = simulator.control.take()
    simulator.control.finish(delivery.task_id)
    simulator.control.subscribe({PURCHASE: ["pending"]})
    assert (delivery.object_id, taken(simulator)) == (purchase, [])


def test_a_rescheduled_task_comes_back_after_its_countdown(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.control.finish(delivery.task_id, "reschedule", countdown=300)
    simulator.control.move_clock(299)
    assert taken(simulator) == []
    simulator.control.move_clock(1)
    assert taken(simulator) == [(PURCHASE, purchase)]


def test_waiting_tasks_can_be_delivered_at_once(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.control.finish(delivery.task_id, "reschedule", countdown=300)
    assert simulator.control.deliver_now() == 1
    assert taken(simulator) == [(PURCHASE, purchase)]


def test_a_retry_comes_back_on_its_own(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.control.finish(delivery.task_id, "retry", message="Traceback")
    simulator.control.move_clock(30)
    assert taken(simulator) == [(PURCHASE, purchase)]


@pytest.mark.parametrize("result", ["success", "fail", "skip"])
def test_an_ended_task_does_not_come_back(simulator: ConnectSimulator, purchase: str, result: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.control.finish(delivery.task_id, result)
    simulator.control.move_clock(86400)
    assert taken(simulator) == []


def test_a_queued_object_gets_no_second_task(simulator: ConnectSimulator, purchase: str) -> None:
    simulator.trade.answer_elsewhere(purchase, "inquire")
    simulator.trade.correct(purchase, {})
    assert taken(simulator) == [(PURCHASE, purchase)]
    assert taken(simulator) == []


def test_a_change_while_the_task_is_in_hand_brings_one_more(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.trade.answer_elsewhere(purchase, "inquire")
    simulator.trade.correct(purchase, {})
    simulator.control.finish(delivery.task_id)
    assert taken(simulator) == [(PURCHASE, purchase)]


def test_what_a_lost_worker_had_in_hand_is_given_out_again(simulator: ConnectSimulator, purchase: str) -> None:
    (delivery,) = simulator.control.take()
    simulator.control.lose_worker()
    (again,) = simulator.control.take()
    assert again.task_id == delivery.task_id
    simulator.control.finish(again.task_id)
    simulator.control.finish(delivery.task_id, "reschedule", countdown=30)
    assert [(result.result, result.late) for result in simulator.control.results()] == [("success", False), ("reschedule", True)]
    simulator.control.move_clock(30)
    assert taken(simulator) == []


def test_a_request_answered_meanwhile_is_skipped(simulator: ConnectSimulator, purchase: str) -> None:
    simulator.trade.answer_elsewhere(purchase, "fail", reason="No.")
    assert taken(simulator) == []
    assert [result.result for result in simulator.control.results()] == ["skip"]


def test_a_schedule_runs_when_its_time_comes(simulator: ConnectSimulator) -> None:
    schedule = simulator.control.add_schedule("sync_prices", {"marketplace": "MP-00001"})
    simulator.control.run_schedule(schedule)
    (delivery,) = simulator.control.take()
    assert (delivery.event_type, delivery.document["method"]) == ("scheduled_execution", "sync_prices")


def test_the_clock_does_not_go_back(simulator: ConnectSimulator) -> None:
    with pytest.raises(ValueError, match="does not go back"):
        simulator.control.move_clock(-1)
