"""`simulate`: one simulated platform alone in the foreground, with a small world to begin with, for other people's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.commands.surroundings import SUCCESS, port_taken
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.serve import SimulatorServer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from connector.commands.surroundings import Surroundings
    from connector.simulator.exchange import Exchange
    from connector.simulator.sockets import SocketDoor

_CLIENT_ID: Final = "simulated-client-id"
_CLIENT_SECRET: Final = "simulated-client-secret"  # noqa: S105 - it opens nothing but the simulated Adobe.
_DISTRIBUTOR: Final = "D1000000000"


@dataclass(frozen=True)
class _Seeded:
    """A simulator with its world, and what a caller must know of it: titles to texts, `{url}` standing for the address."""

    exchange: Exchange
    door: SocketDoor | None
    facts: Mapping[str, str]


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Serve until SIGINT or SIGTERM. Raises `CommandError` when the port cannot be used."""
    seeded = {"adobe": _adobe, "connect": _connect}[arguments.platform](surroundings)
    try:
        server = SimulatorServer(seeded.exchange, door=seeded.door, host=arguments.host, port=arguments.port)
    except OSError as error:
        raise port_taken(arguments.host, arguments.port, error) from None
    width = max(map(len, seeded.facts))
    for title, text in seeded.facts.items():
        surroundings.say(f"{title:<{width}}  {text.format(url=server.url)}")
    surroundings.say("Ctrl-C ends it.")
    server.serve_forever()
    return SUCCESS


def _adobe(surroundings: Surroundings) -> _Seeded:
    simulator = AdobeSimulator(surroundings.now, pause=surroundings.pause)
    simulator.control.add_partner(_CLIENT_ID, _CLIENT_SECRET, _DISTRIBUTOR)
    reseller_id = simulator.control.add_reseller(_DISTRIBUTOR)
    facts = {
        "Adobe VIP Marketplace (simulated)": "{url}",
        "token": "POST {url}/ims/token/v3",
        "control, without credentials": "GET {url}/control",
        "client id (X-Api-Key)": _CLIENT_ID,
        "client secret": _CLIENT_SECRET,
        "distributor": _DISTRIBUTOR,
        "reseller": reseller_id,
    }
    return _Seeded(simulator, None, facts)


def _connect(surroundings: Surroundings) -> _Seeded:
    simulator = ConnectSimulator(now=surroundings.now, sleep=surroundings.pause)
    built = build_adobe_product(simulator)
    facts = {
        "CloudBlue Connect (simulated)": "{url}/public/v1",
        "control, without credentials": "POST {url}/control/(vendor|trade|run)/OPERATION",
        "API key": "any, as in: Authorization: ApiKey SU-000-000-001:simulated",
        "product": built.product,
        "marketplace": built.marketplace,
        "reseller (tier 1)": built.reseller,
        "customer": built.customer,
    }
    return _Seeded(simulator, simulator.runners, facts)
