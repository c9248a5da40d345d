"""The form of an inquiring request: what Adobe refused stands until it is corrected, and then goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import CREATE
from tests.flows.drafts import errors_in, untouched

if TYPE_CHECKING:
    from tests.world import World


def refused_for_its_name(world: World) -> str:
    """Buy, and have Adobe refuse the company's name."""
    details = ["companyProfile.companyName"]
    world.adobe.control.fault(CREATE, "refused", status=400, code="1117", details=details)
    request = world.buy()
    assert world.settle(request) == "inquiring"
    return request


def test_what_adobe_refused_and_is_still_the_same_keeps_its_error(world: World) -> None:
    request = refused_for_its_name(world)
    before = world.errors(request)
    with untouched(world):
        assert errors_in(world.validate(request)) == before
    assert set(before) == {"customer_company_name"}


def test_what_was_corrected_loses_its_error_on_the_form(world: World) -> None:
    request = refused_for_its_name(world)
    world.connect.trade.edit(request, {"customer_company_name": "Corrected Company Ltd"})
    with untouched(world):
        assert errors_in(world.validate(request)) == {}


def test_a_correction_that_adobe_would_surely_refuse_is_told_on_the_form(world: World) -> None:
    request = refused_for_its_name(world)
    world.connect.trade.edit(request, {"customer_company_name": "A#B"})
    assert set(errors_in(world.validate(request))) == {"customer_company_name"}
