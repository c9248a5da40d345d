from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from connect.client import ClientError

if TYPE_CHECKING:
    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator


@pytest.fixture
def purchase(simulator: ConnectSimulator, adobe: AdobeProduct) -> str:
    return simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})


@pytest.mark.parametrize(("after_effect", "note"), [(False, ""), (True, "written")])
def test_a_hang_up_comes_before_or_after_the_effect(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str, *, after_effect: bool, note: str
) -> None:
    simulator.control.add_fault(method="PUT", after_effect=after_effect)
    with pytest.raises(ClientError) as caught:
        client.requests[purchase].update({"note": "written"})
    assert isinstance(caught.value.__cause__, requests.ConnectionError)
    assert simulator.control.document(purchase)["note"] == note
    assert [call.status for call in simulator.control.writes()] == [None]


def test_a_gateway_page_is_answered_as_often_as_asked_for(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str
) -> None:
    simulator.control.add_fault(path="/public/v1/requests/*", status=502, times=2, skip=1)
    answered = []
    for _ in range(4):
        try:
            answered.append(client.requests[purchase].get()["id"])
        except ClientError as refusal:
            answered.append(refusal.status_code)
    assert answered == [purchase, 502, 502, purchase]


def test_a_slow_answer_is_still_an_answer(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str, waits: list[float]
) -> None:
    simulator.control.add_fault(answers=True, seconds=20)
    assert client.requests[purchase].get()["id"] == purchase
    assert waits == [20]


def test_faults_can_be_taken_back(simulator: ConnectSimulator, client: ConnectClient, purchase: str) -> None:
    simulator.control.add_fault(times=100)
    simulator.control.clear_faults()
    assert client.requests[purchase].get()["id"] == purchase


def struck(simulator: ConnectSimulator, client: ConnectClient, purchase: str, calls: int) -> list[int]:
    """Read a purchase again and again; gives which of the reads were refused."""
    found = []
    for number in range(calls):
        try:
            client.requests[purchase].get()
        except ClientError:
            found.append(number)
    simulator.control.clear_faults()
    return found


def test_a_fault_with_a_chance_strikes_about_as_often_and_again_at_the_same_calls(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str
) -> None:
    found = []
    for seed in (1, 1, 2):
        simulator.control.add_fault(status=502, times=None, chance=0.1, seed=seed)
        found.append(struck(simulator, client, purchase, 400))
    # One in ten of 400 is 40; three standard deviations are 18.
    assert 22 <= len(found[0]) <= 58
    assert found[0] == found[1] != found[2]


def test_a_fault_without_an_end_strikes_until_it_is_cleared(
    simulator: ConnectSimulator, client: ConnectClient, purchase: str
) -> None:
    simulator.control.add_fault(status=502, times=None)
    assert struck(simulator, client, purchase, 3) == [0, 1, 2]
    assert struck(simulator, client, purchase, 1) == []
