"""Rows of the crash matrix: claims of retail products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.crashes.flow import Flow
from tests.matrix import a_watched_world, endings
from tests.retail_world import RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World


def _order(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store, kind=RetailWorld)
    assert isinstance(world, RetailWorld)
    return world, world.order()


def _one_reference_and_one_link(world: World, request: str) -> None:
    assert isinstance(world, RetailWorld)
    assert (world.status(request), endings(world, request)) == ("approved", ["approve"]), world.note(request)
    claim, params = world.the_claim(), world.params(request)
    assert params["adobe_partner_reference_id"] == claim["partner_reference_id"] == "AS-0000-0000-0001-30006514"
    assert params["adobe_redemption_url"] == claim["experience_url"]
    assert params["adobe_redemption_code"] == claim["code"]
    sent = [call.request_body for call in world.claims()]
    assert sent == [sent[0]] * len(sent)


FLOWS: Final = (Flow("claim of a retail product", _order, _one_reference_and_one_link),)
