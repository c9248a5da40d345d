"""Secrets and personal data are planted everywhere, and what comes out is searched: logs, notes, reasons, exceptions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.settings import SettingsError
from tests.captured_log import captured_log
from tests.flows.builders import CREATE, ORDERS, READ_ORDER, TOKEN, Meanwhile
from tests.planted import API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, EMAIL, ENCRYPTION_KEY, assert_nowhere
from tests.world import DISTRIBUTOR, PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

SECRETS: Final = (API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, ENCRYPTION_KEY)
PERSONAL: Final = (
    EMAIL,
    "Hildegunst",
    "von Mythenmetz",
    "Lindwurmfeste & Sons",
    "13 Buchhaim Alley",
    "Gralsund Mews",
    "Florintown",
    "4085550177",
)


class PlantedWorld:
    """A world whose credentials and company are all planted, on a wire that can leak them into exceptions."""

    def __init__(self, folder: Path) -> None:
        account = {"api_key": API_KEY, "adobe_client_secret": CLIENT_SECRET}
        self.world = World(folder, account=account, variables={"ENCRYPTION_KEY": ENCRYPTION_KEY})
        self.world.adobe.control.add_partner(API_KEY, CLIENT_SECRET, DISTRIBUTOR)
        self.out: list[str] = []

    def buy(self, **params: object) -> str:
        """Buy for the planted company."""
        company = self.world.connect.trade.add_account(
            "Lindwurmfeste & Sons",
            parent=self.world.product.reseller,
            contact_info={
                "address_line1": "13 Buchhaim Alley",
                "address_line2": "Gralsund Mews",
                "city": "Florintown",
                "contact": {
                    "first_name": "Hildegunst",
                    "last_name": "von Mythenmetz",
                    "email": EMAIL,
                    "phone_number": {"country_code": "+1", "area_code": "408", "phone_number": "5550177", "extension": ""},
                },
            },
        )
        tiers = {"customer": company, "tier1": self.world.product.reseller}
        return self.world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase", **params}, tiers)

    def run(self, request: str) -> str:
        """Deliver six times, and give the log of it; what the platform and the runner got is kept in `out`."""
        with captured_log() as log:
            for _ in range(6):
                responses = self.world.deliver()
                self.out += [json.dumps(vars(response), default=str) for response in responses.values()]
                self.world.advance(hours=1)
        self.out += [self.world.note(request), self.world.reason(request), *self.world.errors(request).values()]
        self.out.append(str(self.world.params(request).get("error_msg", "")))
        return log.getvalue()

    def tokens(self) -> list[str]:
        """Give every token that Adobe's identity service gave out."""
        bodies = [call.response_body for call in self.world.adobe.control.calls("POST", "/ims/token/v3")]
        return [body["access_token"] for body in bodies if isinstance(body, dict) and "access_token" in body]


def fault(route: str, kind: str, **rest: Any) -> Callable[[PlantedWorld], object]:  # noqa: ANN401 - as the simulator's own.
    return lambda planted: planted.world.adobe.control.fault(route, kind, times=99, **rest)


PROSE: Final = f"No luck for Hildegunst von Mythenmetz <{EMAIL}> of 13 Buchhaim Alley with {CLIENT_SECRET}"


class LeakingWire(Meanwhile):
    """A wire whose defect carries everything that was sent, as foreign libraries do."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v3/customers":
            raise RuntimeError(f"cannot send {dict(request.headers)} with {request.content!r}")
        return super().handle_request(request)


TROUBLES: Final[dict[str, Callable[[PlantedWorld], object]]] = {
    "none": lambda _planted: None,
    "refused, by path": fault(CREATE, "refused", code="1117", details=["companyProfile.contacts[0].email"]),
    "refused, for the operator": fault(CREATE, "refused", code="1126"),
    "final": fault(ORDERS, "refused", code="2129", details=["Line Item: 1"]),
    "credentials": fault(CREATE, "refused", code="4115"),
    "token": fault(TOKEN, "refused", status=400, code="invalid_client", message=PROSE),
    "throttled": fault(CREATE, "throttled"),
    "broken": fault(ORDERS, "broken", message=PROSE),
    "silent": fault(CREATE, "no answer", after_effect=True),
    "gateway": fault(ORDERS, "gateway page"),
    "unreadable": fault(READ_ORDER, "unreadable"),
    "a defect": lambda planted: LeakingWire(planted.world),
    "the platform": lambda planted: planted.world.connect.control.add_fault(method="PUT", status=500, body=PROSE, times=99),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_nothing_planted_comes_out_whatever_happens(tmp_path: Path, trouble: str) -> None:
    planted = PlantedWorld(tmp_path)
    TROUBLES[trouble](planted)
    request = planted.buy()
    log = planted.run(request)
    assert request in log
    told = "\n".join(planted.out)
    assert_nowhere(log + told, [*SECRETS, *planted.tokens()])
    assert_nowhere(told, [one for one in PERSONAL if one != EMAIL])
    above_debug = [line for line in log.splitlines() if json.loads(line)["level"] != "debug"]
    assert above_debug
    assert_nowhere("\n".join(above_debug), PERSONAL)


def test_settings_that_cannot_be_used_are_named_without_what_they_hold(tmp_path: Path) -> None:
    planted = PlantedWorld(tmp_path)
    accounts = json.loads(planted.world.variables["CONNECTOR_ACCOUNTS"])
    accounts[0]["url"] = f"https://{API_KEY}@elsewhere.example/{CLIENT_SECRET}"
    variables = {
        "CONNECTOR_ACCOUNTS": json.dumps(accounts),
        "DATABASE_URL": f"mysql://adobe:{DATABASE_PASSWORD}@somewhere/else",
        "ENCRYPTION_KEY": ENCRYPTION_KEY[:-4],
    }
    planted.world.variables = variables
    request = planted.buy()
    with captured_log() as log:
        with pytest.raises(SettingsError, match="CONNECTOR_ACCOUNTS") as raised:
            planted.world.new_means()
        application = planted.world.application()
        application.means = planted.world.new_means  # type: ignore[method-assign] # as the process itself would, from variables.
        application.handle_purchase(planted.world.connect.control.document(request))
    told = log.getvalue() + planted.world.note(request) + str(raised.value) + repr(raised.value)
    assert "DATABASE_URL" in planted.world.note(request)
    assert_nowhere(told, [*SECRETS, ENCRYPTION_KEY[:-4]])


def test_an_unreachable_database_is_told_without_its_password(tmp_path: Path) -> None:
    planted = PlantedWorld(tmp_path)
    # Port 1 of this machine: nobody listens there.
    url = f"postgresql+psycopg://adobe:{DATABASE_PASSWORD}@127.0.0.1:1/connector?connect_timeout=2"
    planted.world.variables["DATABASE_URL"] = url
    planted.world.means = planted.world.new_means()
    request = planted.buy()
    log = planted.run(request)
    assert planted.world.status(request) == "pending"
    assert "database is away" in log
    assert_nowhere(log + "\n".join(planted.out), SECRETS)


def test_a_customers_wrong_data_is_asked_for_without_repeating_it_in_the_log(tmp_path: Path) -> None:
    planted = PlantedWorld(tmp_path)
    request = planted.buy(customer_company_name="<Lindwurmfeste & Sons>", adobe_user_last_name="von Mythenmetz" * 3)
    log = planted.run(request)
    assert planted.world.status(request) == "inquiring"
    assert_nowhere(log, PERSONAL)
