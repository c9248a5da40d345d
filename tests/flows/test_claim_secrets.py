"""Links and redemption codes are found nowhere but where the customer finds them: not in logs, notes, results or the database."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest

from connector.metrics import exposition
from connector.simulator.retail import RetailOptions
from tests.captured_log import captured_log
from tests.planted import API_KEY, CLIENT_SECRET, assert_nowhere
from tests.retail_world import CLAIM, EXPRESS_OFFER, TOKEN, RetailWorld

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REFERENCE: Final = "AS-0000-0000-0001-30006514"


class LeakingWire(httpx.BaseTransport):
    """A wire whose defect carries everything that was answered, as foreign libraries do."""

    def __init__(self, world: RetailWorld) -> None:
        self._inner = world.transport
        world.transport = self
        world.means = world.new_means()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Break on the way back."""
        response = self._inner.handle_request(request)
        if request.url.path.endswith("/v1/workflows"):
            raise RuntimeError(f"cannot read {response.read().decode()} of {dict(request.headers)}")
        return response


def fault(route: str, kind: str, **rest: Any) -> Callable[[RetailWorld], object]:  # noqa: ANN401 - as the simulator's own.
    return lambda world: world.retail.control.fault(route, kind, times=99, **rest)


def redeemed(world: RetailWorld) -> None:
    world.retail.control.add_claim(API_KEY, REFERENCE, EXPRESS_OFFER)
    world.retail.control.redeem(REFERENCE)


PROSE: Final = "see https://redeem.adobe.com/express-premium?rc={code} or rc={code} or {code}"

TROUBLES: Final[dict[str, Callable[[RetailWorld], object]]] = {
    "none": lambda _world: None,
    "no template": lambda world: world.connect.vendor.remove_template(world.retail_product, "TL-000-000-011"),
    "redirected": lambda world: world.retail.control.change(redirects=True),
    "redirected elsewhere": lambda world: world.retail.control.change(redirects=True, link_hosts=("a.example", "b.example")),
    "refused": fault(CLAIM, "refused", code="INVALID_OFFER", after_effect=True),
    "redeemed": redeemed,
    "forbidden": fault(CLAIM, "refused", status=403, after_effect=True),
    "token": fault(TOKEN, "refused", status=400),
    "throttled": fault(CLAIM, "throttled", after_effect=True),
    "broken": fault(CLAIM, "broken", after_effect=True),
    "silent": fault(CLAIM, "no answer", after_effect=True),
    "gateway": fault(CLAIM, "gateway page", after_effect=True),
    "unreadable": fault(CLAIM, "unreadable"),
    "a defect": LeakingWire,
    "the platform": lambda world: world.connect.control.add_fault(method="PUT", status=500, times=99, skip=1),
}


class PlantedWorld:
    """A world whose code is known beforehand, and all that came out of it."""

    def __init__(self, folder: Path) -> None:
        account = {"api_key": API_KEY, "adobe_client_secret": CLIENT_SECRET}
        self.world = RetailWorld(folder, account=account, options=RetailOptions())
        self.world.retail.control.add_partner(API_KEY, CLIENT_SECRET, [EXPRESS_OFFER])
        # The simulator derives a claim's code from its reference and offer.
        self.code = self._code_of(REFERENCE)
        self.out: list[str] = []
        self.numbers = b""

    def _code_of(self, reference: str) -> str:
        self.world.retail.control.add_claim(API_KEY, reference, EXPRESS_OFFER)
        (claim,) = self.world.retail.control.claims()
        self.world.retail.control.reset()
        self.world.retail.control.add_partner(API_KEY, CLIENT_SECRET, [EXPRESS_OFFER])
        return str(claim["code"])

    def run(self, level: int) -> str:
        """Deliver six times, and give the log of it.

        What the platform and the runner got is kept in `out`, with the database and the numbers for Prometheus.
        """
        request = self.world.order()
        with captured_log(level=level) as log:
            for _ in range(6):
                responses = self.world.deliver()
                self.out += [json.dumps(vars(response), default=str) for response in responses.values()]
                self.world.advance(hours=1)
        self.out += [self.world.note(request), self.world.reason(request), *self.world.errors(request).values()]
        self.out.append(str(self.world.params(request).get("error_msg", "")))
        self.world.means.store.keep_meters()
        self.numbers = exposition(self.world.means.store.all_meters())
        self.out.append(self.numbers.decode())
        self.world.means.store.close()
        files = self.world.database.parent.glob(f"{self.world.database.name}*")
        self.out += [file.read_bytes().decode("latin-1") for file in files]
        return log.getvalue()


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG], ids=["info", "debug"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_code_and_no_link_comes_out_whatever_happens(tmp_path: Path, trouble: str, level: int) -> None:
    planted = PlantedWorld(tmp_path)
    TROUBLES[trouble](planted.world)
    log = planted.run(level)
    assert "PR-0000-0000-0001-001" in log
    told = log + "\n".join(planted.out)
    assert_nowhere(told, [planted.code, "redeem.adobe.com", "/go/retail", "rc=", CLIENT_SECRET])
    assert_nowhere(log, [API_KEY])
    assert b"connector_adobe_calls_total{" in planted.numbers
    assert_nowhere(planted.numbers.decode(), [API_KEY, REFERENCE, EXPRESS_OFFER])


def test_a_link_to_a_host_of_the_accounts_own_is_in_no_line(tmp_path: Path) -> None:
    RetailWorld(
        tmp_path, account={"redemption_hosts": ["*.adobe.com", "gifts.secrets-test.example", "*.more-secrets-test.example"]}
    )
    with captured_log() as log:
        for link in ("https://gifts.secrets-test.example/x?voucher=1", "https://de.more-secrets-test.example/x"):
            logging.getLogger("connector.test").info("open %s now", link)
        # Adobe's own pages are no redemption links: those are known by their form.
        logging.getLogger("connector.test").info("see https://www.adobe.com/products")
    assert_nowhere(log.getvalue(), ["secrets-test.example", "voucher"])
    assert "https://www.adobe.com/products" in log.getvalue()


def test_what_adobe_writes_in_prose_gives_no_code_away(tmp_path: Path) -> None:
    planted = PlantedWorld(tmp_path)
    message = PROSE.format(code=planted.code)
    planted.world.retail.control.fault(CLAIM, "refused", code="ANY", message=message, times=99)
    log = planted.run(logging.DEBUG)
    told = log + "\n".join(planted.out)
    assert "code ANY" in told
    assert_nowhere(told, [planted.code, "redeem.adobe.com"])


class GenerousWire(httpx.BaseTransport):
    """An Adobe that answers a claim with more than it documents: the code under names that nobody has heard of."""

    def __init__(self, world: RetailWorld, code: str) -> None:
        self._inner = world.transport
        self._code = code
        world.transport = self
        world.means = world.new_means()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Add to what is answered."""
        response = self._inner.handle_request(request)
        if not request.url.path.endswith("/v1/workflows"):
            return response
        body = json.loads(response.read())
        pairs = [*body["workflow_attributes"], {"key": "redemption_code", "value": self._code}]
        more = {"redemption_code": self._code, "redirect_url": body["experience_url"], "workflow_attributes": pairs}
        return httpx.Response(response.status_code, json={**body, **more})


def test_a_code_under_a_name_that_nobody_knows_is_kept_nowhere(tmp_path: Path) -> None:
    planted = PlantedWorld(tmp_path)
    GenerousWire(planted.world, planted.code)
    told = planted.run(logging.DEBUG) + "\n".join(planted.out)
    assert "approve PR-0000-0000-0001-001" in told
    assert_nowhere(told, [planted.code, "redeem.adobe.com", "/go/retail"])
    assert REFERENCE in told
