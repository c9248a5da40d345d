"""`price`: what Adobe charges for an offer on a day for a customer, and from which list that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector import bootstrap
from connector.commands.price_showing import price_lines
from connector.commands.surroundings import PROBLEM, SUCCESS, CommandError
from connector.domain.prices.charging import Buyer
from connector.domain.prices.scopes import Scope
from connector.prices.asking import price_of
from connector.prices.running import scopes_of
from connector.store import StoreError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from connector.commands.surroundings import Surroundings

_CHOICES = ("account", "region", "segment", "currency")


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Print the price; 1 when no kept list says one. Raises `SettingsError` or `CommandError`."""
    settings = surroundings.settings()
    scope = _scope(arguments, scopes_of(settings))
    ordered = arguments.on or surroundings.now().date()
    since = arguments.committed_since
    buyer = Buyer(since, since, arguments.discount_code, arguments.large_government)
    try:
        with bootstrap.looking(settings, None, surroundings.pause) as (means, _platform):
            price = price_of(means.store, arguments.offer, ordered, scope, buyer)
    except StoreError as error:
        raise CommandError(f"The database cannot be used: {error}.") from None
    if price is None:
        surroundings.say(f"No kept price list says what {arguments.offer} costs on {ordered}: see `prices list`.")
        return PROBLEM
    for line in price_lines(price):
        surroundings.say(line)
    return SUCCESS


def _scope(arguments: argparse.Namespace, scopes: Iterable[Scope]) -> Scope:
    """Take what was typed, and from `PRICE_LISTS` what is the same in every list that fits it."""
    known = list(scopes)
    for name in _CHOICES:
        typed = getattr(arguments, name)
        known = [one for one in known if typed in {None, getattr(one, name)}]
    found: dict[str, str] = {}
    for name in _CHOICES:
        values = {getattr(one, name) for one in known} if getattr(arguments, name) is None else {getattr(arguments, name)}
        if len(values) != 1:
            raise CommandError(f"Say which price list with --{name}: PRICE_LISTS names {', '.join(sorted(values)) or 'none'}.")
        found[name] = values.pop()
    return Scope(**found)
