"""Claims, and transactions of several requests, struck at every boundary by every fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes import claims, transactions
from tests.crashes.page import assert_shown
from tests.crashes.playing import Place, play

if TYPE_CHECKING:
    from tests.crashes.flow import Flow

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("flow", [*claims.FLOWS, *transactions.FLOWS], ids=lambda flow: flow.name)
def test_what_is_bought_together_or_claimed_ends_once_wherever_it_is_struck(flow: Flow, place: Place) -> None:
    told = play(flow, place, in_turn=True)
    assert_shown(flow.name, told)
