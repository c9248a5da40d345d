"""The command line's grammar: every command, its arguments and its help. It imports no command: asking for help is quick."""

from __future__ import annotations

import argparse
import ipaddress
from pathlib import Path
from typing import Final

from connector.commands.journal_parsing import add_journal_commands
from connector.commands.price_parsing import add_price_commands

_HIGHEST_PORT: Final = 65535
_PLATFORM: Final = "The platform is read with CONNECT_API_KEY (and CONNECT_API_URL, where it is not CloudBlue's own)."


def command_line() -> argparse.ArgumentParser:
    """Describe the whole command line; `module` of what it parses names the module that runs the command."""
    parser = argparse.ArgumentParser(
        prog="python -m connector",
        description="Turns CloudBlue Connect marketplace requests into Adobe VIP Marketplace calls, exactly once.",
        epilog="Exit codes: 0 all is well, 1 a problem was reported, 2 wrong usage.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_demo(commands)
    _add_simulate(commands)
    _add_check(commands)
    _add_migrate(commands)
    _add_restored(commands)
    _add_explain(commands)
    _add_parked(commands)
    add_journal_commands(commands)
    _add_seats(commands)
    add_price_commands(commands)
    _add_support_bundle(commands)
    _add_transactions(commands)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, module: str, text: str, more: str = ""
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}. {more}".strip())
    parser.set_defaults(module=module)
    return parser


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "demo",
        "connector.commands.demo.command",
        "play a story of requests with the real runner and simulated platforms on this machine",
        "Shows every call to Adobe and every write to the platform, read from the simulators' own records.",
    )
    parser.add_argument("--once", action="store_true", help="end when the story is over")
    parser.add_argument("--port", type=_port, default=0, help="port of the simulated platform (default: a free one)")


def _add_simulate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "simulate",
        "connector.commands.simulate",
        "serve one simulated platform alone, until Ctrl-C",
        "Loopback only: its control asks for no credentials.",
    )
    parser.add_argument("platform", choices=("adobe", "connect", "retail"), help="which one")
    parser.add_argument("--port", type=_port, default=0, help="port to listen on (default: a free one)")
    parser.add_argument(
        "--host", type=_loopback, default="127.0.0.1", help="loopback address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--tls",
        type=Path,
        metavar="DIRECTORY",
        help="speak https and wss, as the runner needs of its platform; the throw-away authority goes to DIRECTORY/authority.pem",
    )


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "check",
        "connector.commands.check",
        "say what is right and what is missing: settings, credentials, database, products",
        f"Settings come from environment variables. {_PLATFORM}",
    )
    parser.add_argument(
        "--product", metavar="PRD-…", help="look at this product on the platform (default: those that the accounts name)"
    )


def _add_migrate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _add(commands, "migrate", "connector.commands.migrate", "bring the database of DATABASE_URL up to date")


def _add_restored(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _add(
        commands,
        "restored",
        "connector.commands.restored",
        "say that the database of DATABASE_URL was restored from a backup",
        "Stop every runner first, run it once, and start them again: whatever the backup does not know of is then looked for "
        "at Adobe before anything is sent.",
    )


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "explain",
        "connector.commands.explain",
        "say what the connector would do next with a request, and why",
        f"Reads Adobe, the platform and the database, and writes nothing anywhere. {_PLATFORM}",
    )
    parser.add_argument("request", metavar="REQUEST", help="id of a fulfilment request, as in PR-0000-0000-0000-001")


def _add_parked(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "parked",
        "connector.commands.parked",
        "list the requests that wait for a person: why, since when, and the ids that Adobe's support asks for",
        f"Reads the database, and the assets where the platform can be read. {_PLATFORM}",
    )
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def _add_seats(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "seats",
        "connector.commands.seats",
        "list Adobe orders of requests that somebody else failed or revoked, and until when they can be returned",
        f"Reads the database, the platform and Adobe, and writes nothing anywhere. {_PLATFORM}",
    )
    parser.add_argument("--json", action="store_true", help="print the list as JSON")
    parser.add_argument("--after", metavar="REQUEST", default="", help="go on after this request, where an earlier run broke off")


def _add_support_bundle(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "support-bundle",
        "connector.commands.support_bundle",
        "print what Adobe's support asks for about a retail request, and nothing else",
        f"Reads the platform and the database, and writes nothing anywhere. {_PLATFORM}",
    )
    parser.add_argument("request", metavar="REQUEST", help="id of a fulfilment request, as in PR-0000-0000-0000-001")
    parser.add_argument(
        "--show-code",
        action="store_true",
        help="print the redemption code too: Adobe asks for it where redeeming fails",
    )


def _add_transactions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "transactions",
        "connector.commands.transactions",
        "list the one-to-one purchases that wait for their requests, or release one",
        "Without an action it lists them, from the database of DATABASE_URL, and writes nothing.",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action")
    text = "have a transaction ordered as it is"
    more = "Its pending requests are ordered together at their next look; missing, failed and inquiring ones are left out."
    release = actions.add_parser("release", help=text, description=f"{text[0].upper()}{text[1:]}. {more}")
    release.add_argument("transaction", metavar="GUID", help="transaction_id of the requests")
    release.add_argument("--account", metavar="ENVIRONMENT/DISTRIBUTOR", help="whose, where several accounts have it")
    release.add_argument("--company", metavar="TA-ID", help="whose, where several companies have it: the customer's tier account")


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a whole number from 0 to {_HIGHEST_PORT} is needed")
    return number


def _loopback(text: str) -> str:
    try:
        address = ipaddress.ip_address("127.0.0.1" if text == "localhost" else text)
    except ValueError:
        address = None
    if address is None or address.version != 4 or not address.is_loopback:  # noqa: PLR2004 - the server listens on IPv4.
        raise argparse.ArgumentTypeError("a loopback address is needed, as in 127.0.0.1")
    return str(address)
