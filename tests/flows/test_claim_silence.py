"""Answers to claims that never come, come broken, or come from something in front of Adobe: always one reference, one link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import assert_waits
from tests.retail_world import CLAIM, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path


def assert_one_claim(world: RetailWorld, request: str) -> None:
    """Check that there is one claim at Adobe, and that its link stands on the approved request."""
    assert world.status(request) == "approved"
    claim = world.the_claim()
    params = world.params(request)
    assert params["adobe_partner_reference_id"] == claim["partner_reference_id"] == "AS-0000-0000-0001-30006514"
    assert params["adobe_redemption_url"] == claim["experience_url"]
    assert params["adobe_redemption_code"] == claim["code"]
    sent = [call.request_body for call in world.claims()]
    assert sent == [sent[0]] * len(sent)


@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
@pytest.mark.parametrize("kind", ["no answer", "gateway page", "broken", "slow", "unreadable"])
@pytest.mark.parametrize("times", [1, 4])
def test_whatever_comes_instead_of_an_answer_there_is_one_claim(tmp_path: Path, kind: str, times: int, *, after: bool) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, kind, after_effect=after, times=times, delay_ms=60_000)
    request = world.order()
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"
    assert_one_claim(world, request)
    assert len(world.claims()) == times + 1


def test_after_two_unavailable_answers_the_third_is_the_link(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "gateway page", status=503, times=2)
    request = world.order()
    assert world.settle(request) == "approved"
    assert [call.status for call in world.claims()] == [503, 503, 200]
    assert_one_claim(world, request)


def test_a_claim_that_was_made_although_nobody_heard_it_gives_the_same_link_again(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "no answer", after_effect=True)
    request = world.order()
    world.deliver()
    before = world.the_claim()["experience_url"]
    assert world.settle(request) == "approved"
    assert [call.status for call in world.claims()] == [None, 202]
    assert world.params(request)["adobe_redemption_url"] == before


def test_a_link_that_was_lost_after_its_answer_is_claimed_again(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.connect.control.add_fault(method="PUT", status=500, times=1, skip=1)
    request = world.order()
    world.deliver()
    assert "adobe_redemption_url" not in world.params(request)
    assert world.settle(request) == "approved"
    assert [call.status for call in world.claims()] == [200, 202]
    assert_one_claim(world, request)


def test_losing_the_store_doubles_nothing(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    world.retail.control.fault(CLAIM, "no answer", after_effect=True)
    request = world.order()
    world.deliver()
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()
    world.means = world.new_means()
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    assert_one_claim(world, request)


def test_a_request_that_somebody_else_has_answered_is_not_claimed_for(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    document = world.connect.control.document(request)
    world.connect.trade.answer_elsewhere(request, "fail", reason="by hand")
    world.application().handle_purchase(document)
    assert world.claims() == []
