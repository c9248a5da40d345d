"""Letting a tier configuration stand for a reseller that Adobe has already: looked at first, written to its request alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from connect.eaas.core.testing import WebAppTestClient
from requests.adapters import BaseAdapter

from connector.domain.journal import WireCall
from connector.fulfillment.opening import tier_key
from connector.webapp import AdobeWebApplication
from tests.flows.reselling import (
    CREATE_RESELLER,
    OTHER_DISTRIBUTOR,
    READ_RESELLER,
    a_world_without_reseller,
    configuration_of,
    set_up,
)
from tests.planted import assert_nowhere
from tests.web.console import Console, problem
from tests.world import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from httpx import Response
    from requests import PreparedRequest
    from requests import Response as PlatformResponse

    from tests.world import World

ACCOUNT = f"production/{DISTRIBUTOR}"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which no reseller is set up yet."""
    return a_world_without_reseller(tmp_path)


@pytest.fixture
def console(world: World) -> Iterator[Console]:
    """The web worker of that world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)


def adopted(console: Console, configuration: str, reseller: str, who: str = "ours") -> Response:
    """Adopt a reseller."""
    return console.post(f"resellers/{configuration}/adopt", {"reseller_id": reseller}, who=who)


def test_the_id_is_written_to_the_open_request_which_goes_on_with_it(console: Console, world: World) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR), set_up(world)
    configuration = configuration_of(world, request)
    answer = adopted(console, configuration, held)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["written"], answer.json()["request_id"]) == (True, request)
    assert world.params(request)["adobe_reseller_id"] == held
    again = adopted(console, configuration, held)
    assert (again.status_code, again.json()["written"]) == (200, False)
    assert world.settle(request) == "approved"
    assert CREATE_RESELLER not in world.adobe_calls()
    done = adopted(console, configuration, held).json()
    assert (done["written"], done.get("request_id", "")) == (False, "")
    noted = world.means.store.actions_on(configuration)
    assert [(one.what, one.user, one.done_at is not None) for one in noted] == [("adopt-reseller", "UR-000", True)] * 3
    assert_nowhere(answer.text, [CLIENT_SECRET])


def test_without_an_open_request_it_says_what_to_do(console: Console, world: World) -> None:
    configuration = world.connect.trade.activate_tier(world.product.reseller, {})
    held = world.adobe.control.add_reseller(DISTRIBUTOR)
    answer = adopted(console, configuration, held)
    assert problem(answer) == (409, "no-open-request")
    assert "adjustment" in answer.json()["detail"]
    request = world.connect.trade.ask_tier(configuration, kind="adjustment")
    assert adopted(console, configuration, held).json()["written"] is True
    assert world.settle(request) == "approved"
    assert world.connect.control.params(configuration)["adobe_reseller_id"] == held


@pytest.mark.parametrize(
    ("reseller", "word"),
    [({"status": "1004"}, "status is 1004"), ({"segments": ("EDU",)}, "market segment COM")],
)
def test_a_reseller_that_cannot_sell_is_refused(console: Console, world: World, reseller: dict[str, Any], word: str) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR, **reseller), set_up(world)
    answer = adopted(console, configuration_of(world, request), held)
    assert problem(answer) == (422, "reseller-unusable")
    assert word in answer.json()["detail"]
    assert world.params(request) == {}


def test_a_reseller_that_is_none_of_ours_is_refused(console: Console, world: World) -> None:
    world.adobe.control.add_partner("other", "other-secret", OTHER_DISTRIBUTOR)
    foreign, request = world.adobe.control.add_reseller(OTHER_DISTRIBUTOR), set_up(world)
    for reseller in (foreign, "1999999999"):
        assert problem(adopted(console, configuration_of(world, request), reseller)) == (422, "reseller-unusable")
    assert world.params(request) == {}


def test_credentials_that_reach_another_distributor_do_not_make_its_reseller_ours(console: Console, world: World) -> None:
    world.adobe.control.add_partner(CLIENT_ID, CLIENT_SECRET, OTHER_DISTRIBUTOR)
    foreign, request = world.adobe.control.add_reseller(OTHER_DISTRIBUTOR), set_up(world)
    assert problem(adopted(console, configuration_of(world, request), foreign)) == (422, "reseller-unusable")


def test_another_no_of_adobes_is_told_as_it_is(console: Console, world: World) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR), set_up(world)
    world.adobe.control.fault(READ_RESELLER, "refused", status=404, code="1116")
    answer = adopted(console, configuration_of(world, request), held)
    assert problem(answer) == (422, "adobe-refused")
    assert answer.json()["adobe_code"] == "1116"


def test_a_reseller_of_another_company_is_refused_wherever_it_stands(console: Console, world: World) -> None:
    held, trade = world.adobe.control.add_reseller(DISTRIBUTOR), world.connect.trade
    configuration = configuration_of(world, set_up(world))
    active = trade.activate_tier(trade.add_account("Another", type="reseller"), {"adobe_reseller_id": held})
    answer = adopted(console, configuration, held)
    assert problem(answer) == (409, "reseller-taken")
    assert active in answer.json()["detail"]
    world.connect.world.configurations[active].params.clear()
    asking = trade.set_up_tier(trade.add_account("A third", type="reseller"), {"adobe_reseller_id": held})
    answer = adopted(console, configuration, held)
    assert problem(answer) == (409, "reseller-taken")
    assert configuration_of(world, asking) in answer.json()["detail"]


def test_a_place_under_another_adobe_account_holds_nothing_of_ours(console: Console, world: World) -> None:
    held, trade = world.adobe.control.add_reseller(DISTRIBUTOR), world.connect.trade
    configuration = configuration_of(world, set_up(world))
    trade.activate_tier(trade.add_account("Another", type="reseller"), {"adobe_reseller_id": held}, connection_type="test")
    assert adopted(console, configuration, held).status_code == 200


def test_a_configuration_or_request_that_has_another_reseller_keeps_it(console: Console, world: World) -> None:
    held, other = world.adobe.control.add_reseller(DISTRIBUTOR), world.adobe.control.add_reseller(DISTRIBUTOR, "Other Company")
    asking = world.connect.trade.set_up_tier(world.product.reseller, {"adobe_reseller_id": other})
    configuration = configuration_of(world, asking)
    answer = adopted(console, configuration, held)
    assert problem(answer) == (409, "reseller-set")
    assert other in answer.json()["detail"]
    assert world.settle(asking) == "approved"
    assert problem(adopted(console, configuration, held)) == (409, "reseller-set")


def test_a_request_that_somebody_works_on_is_left_alone(console: Console, world: World) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR), set_up(world)
    configuration, key = configuration_of(world, request), tier_key(world.product.reseller, ACCOUNT)
    lease = world.means.store.lease((key,), "a worker")
    assert lease is not None
    assert problem(adopted(console, configuration, held)) == (409, "customer-busy")
    call = WireCall("POST", "/v3/resellers", {})
    world.means.store.open_attempt(
        lease, owner=request, intent="create reseller", account=ACCOUNT, customer_key=key, call=call, request_id=request
    )
    lease.release()
    assert problem(adopted(console, configuration, held)) == (409, "customer-busy")
    assert world.params(request) == {}


@pytest.mark.parametrize(("lost", "word"), [("id", "cannot be read"), ("status", "is approved"), ("params", "no parameter")])
def test_a_request_that_takes_no_id_says_so(console: Console, world: World, lost: str, word: str) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR), set_up(world)
    console.showing.changed[f"tier/config-requests/{request}"] = {lost: {"id": None, "status": "approved", "params": []}[lost]}
    answer = adopted(console, configuration_of(world, request), held)
    assert problem(answer) == (409, "no-open-request")
    assert word in answer.json()["detail"]
    assert world.params(request) == {}


class Meanwhile(BaseAdapter):
    """The platform's wire; once, while it lists requests about tier configurations, something else happens."""

    def __init__(self, inner: BaseAdapter) -> None:
        super().__init__()
        self._inner = inner
        self.happens: list[Callable[[], object]] = []

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> PlatformResponse:  # noqa: ANN401 - `requests`' own.
        """Carry a call over."""
        if "/tier/config-requests?" in str(request.url) and self.happens:
            self.happens.pop()()
        return self._inner.send(request, *args, **kwargs)

    def close(self) -> None:
        """Nothing is open."""


def test_of_two_companies_that_adopt_one_reseller_at_once_one_does(world: World) -> None:
    held, trade = world.adobe.control.add_reseller(DISTRIBUTOR), world.connect.trade
    first, second = set_up(world), trade.set_up_tier(trade.add_account("Another", type="reseller"))
    world.adapter = wire = Meanwhile(world.adapter)
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        beside: list[tuple[int, str]] = []
        wire.happens.append(lambda: beside.append(problem(adopted(console, configuration_of(world, second), held))))
        assert adopted(console, configuration_of(world, first), held).json()["written"] is True
        assert beside == [(409, "customer-busy")]
        assert problem(adopted(console, configuration_of(world, second), held)) == (409, "reseller-taken")
    assert (world.params(first), world.params(second)) == ({"adobe_reseller_id": held}, {})


def hide(world: World, request: str) -> None:
    """Show a configuration and its request to nobody any more, as those of another installation."""
    del world.connect.world.configurations[configuration_of(world, request)], world.connect.world.config_requests[request]


def test_a_reseller_that_a_company_of_another_installation_adopted_is_refused(console: Console, world: World) -> None:
    held, free, trade = *(world.adobe.control.add_reseller(DISTRIBUTOR) for _ in "ab"), world.connect.trade
    theirs = set_up(world)
    assert adopted(console, configuration_of(world, theirs), held).status_code == 200
    hidden = configuration_of(world, theirs)
    hide(world, theirs)
    ours = trade.set_up_tier(trade.add_account("Another", type="reseller"))
    answer = adopted(console, configuration_of(world, ours), held)
    assert problem(answer) == (409, "reseller-taken")
    assert hidden not in answer.text
    assert world.params(ours) == {}
    assert adopted(console, configuration_of(world, ours), free).status_code == 200
    assert adopted(console, configuration_of(world, set_up(world)), held).status_code == 200


@pytest.mark.parametrize("status", [400, 503])
def test_an_adoption_that_the_platform_refused_holds_nothing_and_one_that_broke_off_does(
    console: Console, world: World, status: int
) -> None:
    held, trade = world.adobe.control.add_reseller(DISTRIBUTOR), world.connect.trade
    theirs = set_up(world)
    world.connect.control.add_fault(method="PUT", path=f"*/tier/config-requests/{theirs}", status=status, times=9)
    refused = adopted(console, configuration_of(world, theirs), held)
    assert problem(refused)[1] == {400: "platform-refused", 503: "platform-unavailable"}[status]
    world.connect.control.clear_faults()
    hide(world, theirs)
    ours = trade.set_up_tier(trade.add_account("Another", type="reseller"))
    assert adopted(console, configuration_of(world, ours), held).status_code == {400: 200, 503: 409}[status]


def test_only_the_last_adoption_of_a_configuration_holds(console: Console, world: World) -> None:
    first, second, trade = *(world.adobe.control.add_reseller(DISTRIBUTOR) for _ in "ab"), world.connect.trade
    theirs = set_up(world)
    assert adopted(console, configuration_of(world, theirs), first).status_code == 200
    for param in world.connect.world.config_requests[theirs].params.values():
        param.value = ""
    assert adopted(console, configuration_of(world, theirs), second).status_code == 200
    hide(world, theirs)
    ours = trade.set_up_tier(trade.add_account("Another", type="reseller"))
    assert problem(adopted(console, configuration_of(world, ours), second)) == (409, "reseller-taken")
    assert adopted(console, configuration_of(world, ours), first).status_code == 200


@pytest.mark.parametrize("body", [{}, {"reseller_id": "../customers"}, {"reseller_id": ""}, [], {"reseller_id": 5.5}])
def test_what_is_no_id_is_not_adopted(console: Console, world: World, body: object) -> None:
    configuration = configuration_of(world, set_up(world))
    assert problem(console.post(f"resellers/{configuration}/adopt", body)) == (422, "input-invalid")


def test_a_stranger_adopts_nothing(console: Console, world: World) -> None:
    held, request = world.adobe.control.add_reseller(DISTRIBUTOR), set_up(world)
    configuration = configuration_of(world, request)
    assert problem(adopted(console, configuration, held, who="theirs")) == (404, "configuration-not-found")
    assert (world.params(request), world.adobe_calls()) == ({}, [])
