"""`prices export`: a kept list as a workbook for CloudBlue, as CSV or Parquet; what is not in it stands in a file beside it."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Final

from connector import bootstrap
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.commands.surroundings import SUCCESS, CommandError
from connector.domain.offers import is_mpn
from connector.domain.prices.lists import ListStatus
from connector.domain.prices.sheets import Item, Terms
from connector.prices.analysts import WRITERS
from connector.prices.exporting import (
    BlockedError,
    Guard,
    flat_list_rows,
    must_be_exportable,
    price_manager_rows,
    rules_of,
    warnings_of,
)
from connector.prices.files import must_not_exist, whole_file
from connector.prices.workbooks import write_flat_list, write_levels

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.sheets import Leftover
    from connector.settings import Settings
    from connector.store import Store

_PRICE_MANAGER: Final = "price-manager"
_EXTRAS: Final = {"openpyxl": "export", "pyarrow": "parquet"}


def export(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write the file. Raises `CommandError`; nothing is written then."""
    settings = surroundings.settings()
    _check(arguments, surroundings)
    connection = surroundings.connection() if arguments.product else None
    try:
        with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
            listed = means.store.price_list(arguments.list)
            if arguments.form in WRITERS:
                _for_analysts(arguments, surroundings, means.store, listed)
            else:
                items = _items(arguments, platform)
                _for_cloudblue(arguments, surroundings, settings, means.store, listed, items)
    except BlockedError as blocked:
        raise CommandError(f"Not exported: {blocked}{_what_to_do(blocked)}") from None
    except OSError as error:
        raise CommandError(f"{error.filename or arguments.out} cannot be written: {error.strerror}.") from None
    except ModuleNotFoundError as missing:
        extra = _EXTRAS[str(missing.name).partition(".")[0]]
        raise CommandError(f"{missing.name} is not installed here: pip install 'connect-extension-adobe-vip[{extra}]'") from None
    return SUCCESS


def _what_to_do(blocked: BlockedError) -> str:
    if blocked.moved is None or blocked.since is None:
        return ""
    moved = blocked.moved.id
    return f" Look at it with `prices diff {moved} --with {blocked.since.id}`, then `prices approve {moved} --by NAME`."


def _check(arguments: argparse.Namespace, surroundings: Surroundings) -> None:
    if arguments.form in WRITERS:
        return
    if not arguments.items and not arguments.product:
        raise CommandError("Say which items the marketplace has: --items FILE, or --product PRD-….")
    if not arguments.currency:
        raise CommandError("Say which currency the marketplace sells in: --currency.")
    if arguments.effective and arguments.effective < surroundings.now().date():
        raise CommandError("Prices cannot hold from a day that is past: leave --from out, or give a later day.")


def _for_analysts(arguments: argparse.Namespace, surroundings: Surroundings, store: Store, listed: PriceList) -> None:
    if listed.status is not ListStatus.PUBLISHED:
        raise BlockedError(f"{listed} is not whole. Fetch it again.")
    number = WRITERS[arguments.form](arguments.out, listed, store.price_rows(listed.id))
    surroundings.say(f"{arguments.out}: {number:,} rows of {listed}.")


def _for_cloudblue(
    arguments: argparse.Namespace,
    surroundings: Surroundings,
    settings: Settings,
    store: Store,
    listed: PriceList,
    items: tuple[Item, ...],
) -> None:
    committed = store.price_list(arguments.three_year) if arguments.three_year else None
    guard = Guard(arguments.currency, settings.price_move_limit)
    for one in filter(None, (listed, committed)):
        must_be_exportable(store, one, guard)
    for warning in warnings_of(store, listed, committed):
        surroundings.say(warning)
    beside = arguments.out.with_name(f"{arguments.out.name}.leftovers.csv")
    for path in (arguments.out, beside):
        must_not_exist(path)
    today = surroundings.now().date()
    terms = Terms(
        currency=arguments.currency,
        today=today,
        rules=rules_of(settings),
        reseller=arguments.reseller,
        effective=arguments.effective or _beginning(listed, today),
        committed_rating=arguments.rating,
        vendor_id=arguments.vendor,
        vendor_name=arguments.vendor_name,
    )
    if arguments.form == _PRICE_MANAGER:
        leftovers = write_levels(arguments.out, price_manager_rows(store, listed, committed, items, terms))
    else:
        leftovers = write_flat_list(arguments.out, flat_list_rows(store, listed, items, terms), terms)
    number = _write_leftovers(beside, leftovers)
    surroundings.say(f"{arguments.out}: written from {listed}.")
    if number:
        surroundings.say(f"{beside}: {number:,} offers and items that are not in it as they are, with the reason.")


def _beginning(listed: PriceList, today: date) -> date | None:
    """Give the first day of a month to come, whose prices must not hold before; `None` for at once."""
    return listed.month.first_day if listed.month.first_day > today else None


def _write_leftovers(path: Path, leftovers: Iterable[Leftover]) -> int:
    """Write what is left over, as a whole file beside the workbook; without any, there is no such file."""
    remaining: Iterator[Leftover] = iter(leftovers)
    first = next(remaining, None)
    if first is None:
        return 0
    number = 0
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("offer or item", "why"))
        for one in chain((first,), remaining):
            writer.writerow((one.what, one.why))
            number += 1
    return number


def _items(arguments: argparse.Namespace, platform: Platform | None) -> tuple[Item, ...]:
    if arguments.items:
        return _written_items(arguments.items)
    if platform is None:
        raise CommandError("The platform cannot be read: set CONNECT_API_KEY (and CONNECT_API_URL), or give --items.")
    try:
        return tuple(Item(one.mpn, one.name) for one in platform.product_items(arguments.product) if not one.ended)
    except (PlatformRefusedError, PlatformUnavailableError) as error:
        raise CommandError(f"The product's items cannot be read: {error}.") from None


def _written_items(path: Path) -> tuple[Item, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from None
    wrong = [str(number) for number, row in enumerate(rows, 2) if not is_mpn((row.get("mpn") or "").strip())]
    if not rows or wrong:
        lines = f": line {', '.join(wrong)}" if wrong else ""
        raise CommandError(f"{path} must have a column mpn with Adobe's product keys or offer ids, and may have a name{lines}.")
    return tuple(Item(row["mpn"].strip(), (row.get("name") or "").strip()) for row in rows)
