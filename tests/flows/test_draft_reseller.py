"""A reseller's set-up or change that is still a draft: the same rules as for its fulfilment, on the reseller's own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.drafts import untouched
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ALONE = "Adobe could not be asked now: only what the order itself tells was checked."


def a_set_up(world: World, **params: object) -> dict[str, Any]:
    """Begin to set up a new reseller; gives the draft as the platform sends it to be validated."""
    account = world.connect.trade.add_account("New Reseller Ltd", type="reseller")
    return drafted(world, world.connect.trade.set_up_tier(account, params))


def a_change(world: World, **params: object) -> dict[str, Any]:
    """Begin to change the reseller that is there; gives the draft as the platform sends it to be validated."""
    return drafted(world, world.connect.trade.ask_tier(world.product.tier_configuration, params))


def drafted(world: World, request: str) -> dict[str, Any]:
    return {**world.connect.control.document(request), "status": "draft"}


def validated(world: World, draft: Mapping[str, Any]) -> dict[str, Any]:
    """Validate a draft, and give what comes back."""
    method = {"setup": "validate_tier_setup", "update": "validate_tier_change"}[draft["type"]]
    response = getattr(world.application(), method)(draft)
    assert (response.status, response.http_status) == ("success", 200)
    body: dict[str, Any] = response.body
    return body


def errors_in(answer: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: one["value_error"] for one in answer["params"] if one.get("value_error")}


def test_a_reseller_with_nothing_wrong_comes_back_as_it_was(world: World) -> None:
    draft = a_set_up(world)
    with untouched(world):
        assert validated(world, draft) == draft


def test_everything_wrong_stands_on_the_resellers_own_parameters_as_in_fulfilment(world: World) -> None:
    wrong: dict[str, Any] = {
        "reseller_company_name": "A#B",
        "reseller_city": "y" * 41,
        "reseller_region": "Nowhereland",
        "reseller_postal_code": "1234",
        "reseller_phone_number": "none",
    }
    draft = a_set_up(world, **wrong)
    with untouched(world):
        told = errors_in(validated(world, draft))
    assert set(told) == set(wrong)
    world.deliver()
    assert world.connect.control.status(draft["id"]) == "inquiring"
    assert world.connect.control.param_errors(draft["id"]) == told


def test_a_resellers_data_are_brought_into_adobes_form(world: World) -> None:
    answer = validated(world, a_set_up(world, reseller_region="California", reseller_phone_number="(408) 555 0100"))
    values = {one["id"]: one["value"] for one in answer["params"]}
    assert (values["reseller_region"], values["reseller_phone_number"]) == ("CA", "+14085550100")
    assert errors_in(answer) == {}


def test_a_change_of_reseller_that_is_not_built_is_a_problem_of_its_parameter(world: World) -> None:
    told = errors_in(validated(world, a_set_up(world, adobe_reseller_approval_code="123456")))
    assert set(told) == {"adobe_reseller_approval_code"}
    assert "a change of reseller" in told["adobe_reseller_approval_code"]


def test_what_only_the_distributor_can_put_right_stands_on_the_first_ordering_parameter(tmp_path: Path) -> None:
    world = World(tmp_path, account={"currency": "EUR"})
    draft = a_set_up(world)
    draft["configuration"]["configuration"]["params"].append({"id": "Adobe_Currency", "value": "USD"})
    told = errors_in(validated(world, draft))
    assert list(told.values()) == [
        "This cannot be ordered now: your distributor must put something right first. Tell them: currency-mismatch."
    ]


def test_wrong_data_are_told_beside_what_only_the_distributor_can_put_right(tmp_path: Path) -> None:
    world = World(tmp_path, account={"currency": "EUR"})
    draft = a_set_up(world, reseller_company_name="x", reseller_city="y" * 41)
    draft["configuration"]["configuration"]["params"].append({"id": "Adobe_Currency", "value": "USD"})
    told = errors_in(validated(world, draft))
    # What no parameter can correct stands on the first ordering parameter: here that is the company name's own.
    assert set(told) == {"reseller_company_name", "reseller_city"}
    assert "Tell them: currency-mismatch. Adobe takes company names of 4 to 80 letters" in told["reseller_company_name"]


@pytest.mark.parametrize("status", ["1002", "1000"])
def test_wrong_data_of_a_change_are_told_once_even_while_adobe_checks_the_reseller(world: World, status: str) -> None:
    draft = a_change(world, reseller_company_name="x", reseller_city="y" * 41)
    world.adobe.control.set_reseller_status(world.reseller_id, status)
    for parameter in draft["params"]:
        parameter["value_error"] = "Wrong." if parameter["id"] == "reseller_city" else ""
    with untouched(world):
        told = errors_in(validated(world, draft))
    assert set(told) >= {"reseller_company_name", "reseller_city"}
    assert told["reseller_city"] == "Give the city in at most 40 characters, without < > or quotes."


def test_a_tier_that_adobe_never_hears_of_has_nothing_wrong(world: World) -> None:
    draft = a_set_up(world, reseller_company_name="x", reseller_city="y" * 41) | {"tier_level": 2}
    assert errors_in(validated(world, draft)) == {}


def test_a_reseller_that_adobe_has_already_needs_no_data(world: World) -> None:
    draft = a_set_up(world, adobe_reseller_id=world.reseller_id, reseller_city="y" * 41)
    assert errors_in(validated(world, draft)) == {}


def test_a_change_of_what_adobe_lets_nobody_change_is_told(world: World) -> None:
    draft = a_change(world, reseller_country="DE", reseller_region="BE", reseller_postal_code="10115")
    with untouched(world):
        told = errors_in(validated(world, draft))
    assert {"reseller_country"} <= set(told)


def test_a_change_that_can_be_made_has_no_errors(world: World) -> None:
    draft = a_change(world, reseller_city="Fresno")
    with untouched(world):
        assert errors_in(validated(world, draft)) == {}


def test_where_adobe_keeps_silent_a_resellers_data_are_checked_alone_and_the_notes_say_so(world: World) -> None:
    world.adobe.control.fault("GET /v3/resellers/{id}", "no answer", times=9)
    answer = validated(world, a_change(world, reseller_city="y" * 41))
    assert set(errors_in(answer)) == {"reseller_city"}
    assert answer["notes"] == ALONE


@pytest.mark.parametrize("changes", [{"status": "pending"}, {"type": "adjustment"}, {"configuration": None}])
def test_what_is_no_draft_of_a_reseller_is_left_alone(world: World, changes: dict[str, Any]) -> None:
    draft = a_set_up(world, reseller_city="y" * 41) | changes
    assert world.application().validate_tier_setup(draft).body == draft


def test_a_reseller_that_the_connector_remembers_is_taken_for_the_drafts_own(world: World) -> None:
    account = world.connect.trade.add_account("New Reseller Ltd", type="reseller")
    request = world.connect.trade.set_up_tier(account)
    world.deliver()
    assert world.connect.control.status(request) == "approved"
    configuration = world.connect.control.document(request)["configuration"]["id"]
    draft = drafted(world, world.connect.trade.ask_tier(configuration, {"reseller_city": "Fresno"}))
    for parameter in draft["params"]:
        if parameter["id"] == "adobe_reseller_id":
            parameter["value"] = ""
    world.adobe.control.forget_calls()
    with untouched(world):
        assert errors_in(validated(world, draft)) == {}
    assert [call.method for call in world.adobe.control.calls() if call.path.startswith("/v3/resellers/")] == ["GET"]
