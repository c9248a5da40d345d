"""CloudBlue's real runner is told to stop while Adobe holds an answer: no further call begins, and the next runner goes on."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from connector.commands.demo.stage import Stage
from connector.commands.surroundings import Surroundings
from connector.settings import connection_from_environment, settings_from_environment

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

PATIENCE: Final = 150.0


class Holding:
    """A slow Adobe that keeps an answer back until it is let go; the call has had its effect by then."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, _seconds: float) -> None:
        """Hold one answer."""
        self.reached.set()
        self.let_go.wait(PATIENCE)


def seen(look: Callable[[], bool]) -> bool:
    """Look again and again until it is so, for as long as patience lasts."""
    began, between = time.monotonic(), threading.Event()
    while not look():
        if time.monotonic() - began > PATIENCE:
            return False
        between.wait(0.05)
    return True


def test_after_sigterm_no_further_call_begins_and_the_next_runner_ends_the_purchase() -> None:
    holding = Holding()
    surroundings = Surroundings(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        pause=holding,
        say=lambda _line: None,
        settings=settings_from_environment,
        connection=connection_from_environment,
    )
    with Stage(surroundings, pause=holding, pace=0.1) as stage:
        stage.adobe.control.fault("POST /v3/customers", "slow", delay_ms=60_000)
        customer = stage.connect.trade.add_account("Stopped Ltd", parent=stage.product.reseller)
        tiers = {"customer": customer, "tier1": stage.product.reseller}
        request = stage.connect.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"}, tiers)
        assert holding.reached.wait(PATIENCE)
        before = [call.path for call in stage.adobe_calls() if call.path.startswith("/v3/customers")]
        assert before == ["/v3/customers"]
        stage.runner.tell_to_stop()
        # The runner's master passes it on to its workers; the one with the delivery writes this down when it has heard it.
        assert seen(lambda: "Stopping BackgroundEventsWorker" in stage.runner.log or "Stopping EventsWorker" in stage.runner.log)
        holding.let_go.set()
        stage.runner.stop()
        log = stage.runner.log
        assert f"{request} is left to another worker: this one is stopping" in log, log[-6000:]
        assert [call.path for call in stage.adobe_calls() if call.path.startswith("/v3/customers")] == before
        assert stage.connect.control.status(request) == "pending"
        stage.runner.start()
        stage.connect.runners.wait_for(lambda: stage.connect.control.status(request) != "pending", PATIENCE)
        assert stage.connect.control.status(request) == "approved"
        assert len(stage.adobe.control.customers()) == 1
