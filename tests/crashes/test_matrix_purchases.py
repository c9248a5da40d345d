"""Purchases struck at every boundary by every fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes import purchases
from tests.crashes.page import assert_shown
from tests.crashes.playing import Place, play

if TYPE_CHECKING:
    from tests.crashes.flow import Flow

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("flow", purchases.FLOWS, ids=lambda flow: flow.name)
def test_a_purchase_struck_anywhere_ends_once_with_exactly_what_was_asked(flow: Flow, place: Place) -> None:
    told = play(flow, place, in_turn=True)
    assert_shown(flow.name, told)
