"""The grammar of the commands that show and tidy the database. It imports no command: asking for help is quick."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from typing import Final

_MOST: Final = 1000
_AGO: Final = re.compile(r"([1-9][0-9]{0,3})([hd])")
_READS: Final = "Reads the database of DATABASE_URL, and writes nothing."


def add_journal_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `requests`, `attempts`, `leases`, `resume` and `trim`."""
    _add_requests(commands)
    _add_attempts(commands)
    _with_json(_add(commands, "leases", "list the names that somebody works under", _READS))
    resume = _add(
        commands,
        "resume",
        "take a parked request off the list of those that wait for a person, once that person has acted",
        "It begins anew, as if it had never failed or waited. It is looked at when the platform brings it next, which is told: "
        "nothing can bring it sooner.",
    )
    resume.add_argument("request", metavar="REQUEST", help="id of a parked request, as in PR-0000-0000-0000-001")
    _add(
        commands,
        "trim",
        "take away what requests did that ended longer ago than RETENTION_DAYS",
        "Deliveries go on meanwhile. It may be broken off at any time. The platform's schedule of the same name does it as well.",
    )


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, more: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}. {more}")
    parser.set_defaults(module=f"connector.commands.{name}")
    return parser


def _add_requests(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "list the requests that were delivered, the newest first"
    parser = _add(commands, "requests", text, f"A page at a time. {_READS}")
    parser.add_argument("--state", choices=("open", "waiting", "parked", "ended"), help="open ones wait, are parked, or are new")
    parser.add_argument("--customer", default="", metavar="ID", help="of this tier account (TA-…) or Adobe customer")
    parser.add_argument("--search", default="", metavar="ID", help="by the whole id of a request, asset, customer or Adobe order")
    parser.add_argument("--since", type=moment, metavar="WHEN", help="first seen since: 2026-01-31, 2026-01-31T08:00, 36h, 7d")
    parser.add_argument("--limit", type=_limit, default=50, metavar="N", help=f"so many, {_MOST} at most (default: %(default)s)")
    parser.add_argument("--after", default="", metavar="PLACE", help="go on where a page ended: what it printed last")
    _with_json(parser)


def _add_attempts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "list what was sent to Adobe for a request, or everything whose answer is missing"
    parser = _add(commands, "attempts", text, f"Without what was sent. {_READS}")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("request", nargs="?", metavar="REQUEST", help="id of a request, as in PR-0000-0000-0000-001")
    which.add_argument("--open", action="store_true", help="all attempts whose answer is missing, whosever they are")
    _with_json(parser)


def _with_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def moment(text: str) -> datetime | timedelta:
    """Read a moment of UTC, or how long ago it was."""
    if found := _AGO.fullmatch(text):
        number, unit = int(found[1]), found[2]
        return timedelta(hours=number) if unit == "h" else timedelta(days=number)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            "a day, a time or how long ago is needed: 2026-01-31, 2026-01-31T08:00, 36h, 7d"
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST} is needed")
    return number
