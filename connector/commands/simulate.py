"""`simulate`: one simulated platform alone in the foreground, with a small world to begin with, for other people's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.commands.surroundings import SUCCESS, port_taken
from connector.simulator.adobe import AdobeSimulator
from connector.simulator.authority import make_authority
from connector.simulator.connect.adobe_product import RESELLER, build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.retail import RetailSimulator
from connector.simulator.serve import SimulatorServer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from connector.commands.surroundings import Surroundings
    from connector.simulator.exchange import Exchange
    from connector.simulator.sockets import SocketDoor

_CLIENT_ID: Final = "simulated-client-id"
_CLIENT_SECRET: Final = "simulated-client-secret"  # noqa: S105 - it opens nothing but the simulated Adobe.
_OFFERS: Final = ("30006514", "30006521")
_DISTRIBUTOR: Final = "D1000000000"


@dataclass(frozen=True)
class Seeded:
    """A simulator with its world, and what a caller must know of it: titles to texts, `{url}` standing for the address."""

    exchange: Exchange
    door: SocketDoor | None
    facts: Mapping[str, str]


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Serve until SIGINT or SIGTERM. Raises `CommandError` when the port cannot be used."""
    tls = make_authority(arguments.tls) if arguments.tls else None
    worlds = {"adobe": adobe_world, "connect": connect_world, "retail": retail_world}
    seeded = worlds[arguments.platform](surroundings.now, surroundings.pause)
    try:
        server = SimulatorServer(seeded.exchange, door=seeded.door, host=arguments.host, port=arguments.port, tls=tls)
    except OSError as error:
        raise port_taken(arguments.host, arguments.port, error) from None
    width = max(map(len, seeded.facts))
    for title, text in seeded.facts.items():
        surroundings.say(f"{title:<{width}}  {text.format(url=server.url)}")
    surroundings.say("Ctrl-C ends it.")
    server.serve_forever()
    return SUCCESS


def adobe_world(now: Callable[[], datetime], pause: Callable[[float], None]) -> Seeded:
    """Seed a simulated Adobe with a distributor's credentials and one reseller."""
    simulator = AdobeSimulator(now, pause=pause)
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
    return Seeded(simulator, None, facts)


def connect_world(now: Callable[[], datetime], pause: Callable[[float], None]) -> Seeded:
    """Seed a simulated platform with a product, a reseller and a customer."""
    simulator = ConnectSimulator(now=now, sleep=pause)
    built = build_adobe_product(simulator)
    facts = {
        "CloudBlue Connect (simulated)": "{url}/public/v1",
        "control, without credentials": "POST {url}/control/(vendor|trade|run)/OPERATION",
        "API key": "any, as in: Authorization: ApiKey SU-000-000-001:simulated",
        "product": built.product,
        "marketplace": built.marketplace,
        "reseller (tier 1)": built.reseller,
        "its Adobe reseller": RESELLER,
        "customer": built.customer,
    }
    return Seeded(simulator, simulator.runners, facts)


def retail_world(now: Callable[[], datetime], pause: Callable[[float], None]) -> Seeded:
    """Seed the simulated retail programme with one partner and its offers."""
    simulator = RetailSimulator(now, pause=pause)
    simulator.control.add_partner(_CLIENT_ID, _CLIENT_SECRET, _OFFERS)
    facts = {
        "Adobe Partner Connection Retail (simulated)": "{url}/retail",
        "token": "POST {url}/ims/token/v3",
        "control, without credentials": "GET {url}/control",
        "client id (X-API-Key)": _CLIENT_ID,
        "client secret": _CLIENT_SECRET,
        "scopes": "any",
        "offers": ", ".join(_OFFERS),
    }
    return Seeded(simulator, None, facts)
