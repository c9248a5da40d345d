"""The grammar of `price` and `prices`. It imports no command: asking for help is quick."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives this class no other name.

_MODULE: Final = "connector.commands.prices"
_MONTH: Final = re.compile(r"[0-9]{4}(0[1-9]|1[0-2])")
FORMS: Final = ("price-manager", "price-list", "csv", "parquet")


def add_price_commands(commands: Commands) -> None:
    """Describe both commands."""
    _add_price(commands)
    prices = commands.add_parser("prices", help="fetch, list, compare, approve and export Adobe's price lists")
    verbs = prices.add_subparsers(title="what to do", metavar="VERB", required=True)
    _add_fetch(verbs)
    _add(verbs, "list", "list every price list that is kept")
    _add_diff(verbs)
    _add_approve(verbs)
    _add_export(verbs)


def _add(verbs: Commands, verb: str, text: str, more: str = "") -> argparse.ArgumentParser:
    parser = verbs.add_parser(verb, help=text, description=f"{text[0].upper()}{text[1:]}. {more}".strip())
    parser.set_defaults(module=_MODULE, verb=verb)
    return parser


def _add_price(commands: Commands) -> None:
    parser = commands.add_parser(
        "price",
        help="say what Adobe charges for an offer on a day",
        description="Say what Adobe charges for an offer on a day, from the price lists that are kept. "
        "Give the offer that a PREVIEW returned: it has the level that is really due.",
    )
    parser.set_defaults(module="connector.commands.price")
    parser.add_argument("offer", metavar="OFFER", help="offer id, as in 65304470CA01A12")
    parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="day of the order (default: today)")
    parser.add_argument("--committed-since", type=_day, metavar="YYYY-MM-DD", help="start of the three-year commit for this kind")
    parser.add_argument("--discount-code", default="", metavar="CODE", help="code of a high-volume customer, as in HVD_L18_POST")
    parser.add_argument("--large-government", action="store_true", help="the customer is a large government agency")
    _add_scope(parser)


def _add_scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--account", metavar="ENVIRONMENT/DISTRIBUTOR", help="whose lists (default: the only one of PRICE_LISTS)")
    parser.add_argument("--region", metavar="NA", help="price region (default: the only one of PRICE_LISTS)")
    parser.add_argument("--segment", metavar="COM", help="market segment (default: the only one of PRICE_LISTS)")
    parser.add_argument("--currency", metavar="USD", help="currency (default: the only one of PRICE_LISTS)")


def _add_fetch(verbs: Commands) -> None:
    parser = _add(
        verbs,
        "fetch",
        "fetch the price lists that PRICE_LISTS names, now",
        "For use after Adobe's mail; the schedule on the platform does the same every day. "
        "Interrupted, it goes on where it was when it is started again within six hours.",
    )
    parser.add_argument(
        "--month",
        type=_month,
        action="append",
        metavar="YYYYMM",
        help="fetch this month, may stand several times (default: this month and the next)",
    )


def _add_diff(verbs: Commands) -> None:
    parser = _add(verbs, "diff", "say how two price lists differ, and where Adobe's own statements on changes do not fit")
    parser.add_argument("list", type=int, metavar="LIST", help="number of the newer list, see `prices list`")
    parser.add_argument(
        "--with", type=int, metavar="LIST", dest="older", help="number of the older list (default: the one before)"
    )
    parser.add_argument("--month-before", action="store_true", help="compare with the last list of an earlier month")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write every change into this file")


def _add_approve(verbs: Commands) -> None:
    parser = _add(verbs, "approve", "let a price list be exported although a price moved further than PRICE_MOVE_LIMIT")
    parser.add_argument("list", type=int, metavar="LIST", help="number of the list, see `prices list`")
    parser.add_argument("--by", required=True, metavar="NAME", help="who approves it")


def _add_export(verbs: Commands) -> None:
    parser = _add(
        verbs,
        "export",
        "write a price list as a file: a workbook for CloudBlue, CSV or Parquet",
        "What could not be written stands in a second file beside it. Workbooks need the extra `export`, Parquet `parquet`.",
    )
    parser.add_argument("list", type=int, metavar="LIST", help="number of the list, see `prices list`")
    parser.add_argument("--form", choices=FORMS, required=True, help="what to write")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write; an existing one is not touched")
    items = parser.add_mutually_exclusive_group()
    items.add_argument("--items", type=Path, metavar="FILE", help="the product's items: CSV with the columns mpn and name")
    items.add_argument("--product", metavar="PRD-…", help="read the items of this product from the platform")
    parser.add_argument(
        "--three-year", type=int, metavar="LIST", help="number of the 3YC list to write beside it (price-manager)"
    )
    parser.add_argument("--currency", metavar="USD", help="the marketplace's currency: another list is refused")
    parser.add_argument("--reseller", default="*", metavar="TA-…", help="make the prices for this reseller (default: for any)")
    parser.add_argument(
        "--from",
        type=_day,
        dest="effective",
        metavar="YYYY-MM-DD",
        help="day from which the prices hold (default: today, or the first day of the list's month where that is to come)",
    )
    parser.add_argument("--vendor", default="", metavar="VA-…", help="vendor id (price-list)")
    parser.add_argument("--vendor-name", default="Adobe", metavar="NAME", help="vendor name (price-list, default: %(default)s)")
    parser.add_argument(
        "--rating", default="3YC", metavar="NAME", help="rating attribute of three-year prices (default: %(default)s)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is needed, as in 2026-09-01") from None


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError("a month is needed, as in 202609")
    return text
