"""The simulated platform with the Adobe product in it, its clock in the test's hand, and CloudBlue's own client on top."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from connect.client import ClientError, ConnectClient

from connector.simulator.connect.adapter import InProcessAdapter
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.connect.adobe_product import AdobeProduct

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def waits() -> list[float]:
    """The seconds that slow answers would have taken."""
    return []


@pytest.fixture
def simulator(waits: list[float]) -> ConnectSimulator:
    return ConnectSimulator(now=lambda: START, sleep=waits.append)


@pytest.fixture
def adobe(simulator: ConnectSimulator) -> AdobeProduct:
    return build_adobe_product(simulator)


@pytest.fixture
def client(simulator: ConnectSimulator) -> ConnectClient:
    made = ConnectClient(
        "ApiKey SU-000-000-001:secret", endpoint="https://connect.test/public/v1", use_specs=False, max_retries=0
    )
    made.session.mount(made.endpoint, InProcessAdapter(simulator))
    return made


@pytest.fixture
def refused() -> Callable[[Callable[[], Any]], tuple[int, str, list[str]]]:
    """Make a call that must be refused; gives status, code and sentences."""

    def refused(call: Callable[[], Any]) -> tuple[int, str, list[str]]:
        with pytest.raises(ClientError) as caught:
            call()
        return caught.value.status_code, caught.value.error_code, caught.value.errors

    return refused
