from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from connector.simulator.exchange import SimRequest

if TYPE_CHECKING:
    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

KEY = {"authorization": "ApiKey SU-000-000-001:secret"}


def test_of_many_approvals_at_once_exactly_one_succeeds(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    purchase = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    filled = b'{"asset": {"params": [{"id": "adobe_customer_id", "value": "P1005053489"}]}}'
    assert simulator(SimRequest("PUT", f"/public/v1/requests/{purchase}", headers=KEY, body=filled)).status == 200
    approval = SimRequest("POST", f"/public/v1/requests/{purchase}/approve", headers=KEY, body=b'{"activation_tile": "Done."}')
    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(answer.status for answer in threads.map(lambda _: simulator(approval), range(8)))
    assert statuses == [200] + [400] * 7
    assert len(simulator.control.writes()) == 9


def test_ids_never_repeat_when_many_buy_at_once(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda _: simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}), range(40)))
    assert len(set(ids)) == 40
