"""`prices`: Adobe's price lists, fetched, listed, compared, approved and exported from a desk."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from connector import bootstrap
from connector.commands.price_exporting import export
from connector.commands.price_showing import Bar, line_of, outcome_of, row_of, summary_lines
from connector.commands.surroundings import PROBLEM, SUCCESS, CommandError
from connector.domain.prices.scopes import Month, months_to_fetch
from connector.prices.differences import Summary, differences
from connector.prices.running import fetch_all, scopes_of
from connector.store import Store, StoreError, StoreMissingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from connector.commands.surroundings import Surroundings
    from connector.domain.prices.comparing import Change, Disagreement
    from connector.domain.prices.lists import PriceList

    Verb = Callable[[argparse.Namespace, Surroundings, Store], int]

# More of them are no reading for a terminal.
_SHOWN: Final = 40
_COLUMNS: Final = (
    "what",
    "offer",
    "discount code",
    "first order",
    "last order",
    "partner before",
    "partner",
    "street before",
    "street",
    "since",
    "Adobe says",
)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Do what the verb says. Raises `SettingsError` or `CommandError`."""
    try:
        return _VERBS[arguments.verb](arguments, surroundings)
    except StoreError as error:
        raise CommandError(f"The database cannot be used: {error}.") from None
    except LookupError as error:
        raise CommandError(f"{error.args[0]}: `prices list` shows those that are kept.") from None


def _fetch(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    settings = surroundings.settings()
    scopes = scopes_of(settings)
    if not scopes:
        raise CommandError("PRICE_LISTS names no price list to fetch.")
    asked = [Month.parse(text) for text in arguments.month or ()]
    months = asked or list(months_to_fetch(surroundings.now().date()))
    wanted = [(scope, month) for scope in scopes for month in months]
    bar = Bar(surroundings.show)
    code = SUCCESS
    with bootstrap.working(settings, surroundings.pause) as means:
        way = bootstrap.way_of(means, told=bar)
        for fetched in fetch_all(settings, means.store, means.client_for, wanted, way):
            bar.clear()
            surroundings.say(outcome_of(fetched))
            code = PROBLEM if fetched.needs_a_person else code
    return code


def _list(_arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    with bootstrap.looking(surroundings.settings(), None, surroundings.pause) as (means, _platform):
        try:
            kept = means.store.price_lists()
        except StoreMissingError:
            kept = ()
    surroundings.say("\n".join(map(line_of, kept)) or "No price list is kept yet: `prices fetch` fetches them.")
    return SUCCESS


def _diff(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    with bootstrap.looking(surroundings.settings(), None, surroundings.pause) as (means, _platform):
        newer = means.store.price_list(arguments.list)
        older = _older(arguments, newer, means.store)
        surroundings.say(f"{older} -> {newer}")
        summary = Summary()
        found = _counted(differences(means.store, older, newer), summary)
        shown = _written(arguments.csv, found) if arguments.csv else _said(surroundings, found)
    for line in summary_lines(summary, shown):
        surroundings.say(line)
    return SUCCESS


def _older(arguments: argparse.Namespace, newer: PriceList, store: Store) -> PriceList:
    if arguments.older is not None:
        return store.price_list(arguments.older)
    older = store.price_list_before(newer, other_month=arguments.month_before)
    if older is None:
        raise CommandError(f"There is nothing before {newer} to compare it with.")
    return older


def _counted(found: Iterable[Change | Disagreement], summary: Summary) -> Iterable[Change | Disagreement]:
    for one in found:
        summary.add(one)
        yield one


def _said(surroundings: Surroundings, found: Iterable[Change | Disagreement]) -> int:
    number = 0
    for number, one in enumerate(found, 1):
        if number <= _SHOWN:
            surroundings.say("  ".join(cell for cell in row_of(one) if cell))
    return min(number, _SHOWN)


def _written(path: Path, found: Iterable[Change | Disagreement]) -> int:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            number = 0
            for number, one in enumerate(found, 1):  # noqa: B007 - the last number is what is wanted.
                writer.writerow(row_of(one))
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    return number


def _approve(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    with bootstrap.working(surroundings.settings(), surroundings.pause) as means:
        try:
            approved = means.store.approve_price_list(arguments.list, arguments.by)
        except ValueError as error:
            raise CommandError(f"Not approved: {error}. Fetch it again, and approve the list that is published then.") from None
    surroundings.say(f"{approved}: approved by {approved.approved_by}.")
    return SUCCESS


_VERBS: Final = {"fetch": _fetch, "list": _list, "diff": _diff, "approve": _approve, "export": export}
