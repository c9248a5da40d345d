"""All the lists that the operator wants, fetched one after the other; one that cannot be read keeps no other from it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, cast

from connector.domain.prices.scopes import Month, Scope
from connector.prices.fetching import Fetched, Result, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from connector.adobe.client import AdobeClient
    from connector.prices.fetching import Way
    from connector.settings import Account, Settings
    from connector.store import Store

_log: Final = logging.getLogger("connector.prices")
_VIPMP: Final = "vipmp"


def scopes_of(settings: Settings) -> tuple[Scope, ...]:
    """Give the lists that `PRICE_LISTS` names."""
    return tuple(Scope(one.account, one.region, one.market_segment, one.currency, one.type) for one in settings.price_lists)


def account_of(scope: Scope, settings: Settings) -> Account | None:
    """Find an account that reads a list: its environment and distributor are the list's, whatever product it is for."""
    return next((one for one in settings.accounts if one.name == scope.account and one.program == _VIPMP), None)


def fetch_all(
    settings: Settings,
    store: Store,
    client_for: Callable[[Account], object],
    wanted: Sequence[tuple[Scope, Month]],
    way: Way,
) -> Iterator[Fetched]:
    """Fetch these lists, giving each one's outcome as it comes. Raises `StoreError`.

    An inactive contract, refused credentials and an Adobe that does not answer, fails or takes no more requests end it for every
    list of that account; answers that cannot be read, and most refusals, end their own list alone. A list that the contract does
    not have is not asked for in other months. Every list and month has its outcome, also where nothing was asked.
    """
    ended: dict[str, Fetched] = {}
    left_out: dict[Scope, Month] = {}
    for scope, month in wanted:
        account = account_of(scope, settings)
        if scope in left_out:
            text = f"Left out, as Adobe says of {left_out[scope]} already that the contract does not have this list."
            fetched = Fetched(scope, month, Result.SKIPPED, text=text)
        elif scope.account in ended:
            fetched = Fetched(scope, month, Result.STOPPED, text=f"Left out, as {ended[scope.account].scope} could not be read.")
        elif account is None:
            text = f"No account of CONNECTOR_ACCOUNTS is {scope.account}: correct PRICE_LISTS, or add the account."
            fetched = Fetched(scope, month, Result.SKIPPED, text=text)
        else:
            # `account_of` gives accounts of the VIP Marketplace only, and those have its client.
            fetched = fetch(cast("AdobeClient", client_for(account)), store, scope, month, way)
        if fetched.result in {Result.STOPPED, Result.INTERRUPTED}:
            ended.setdefault(scope.account, fetched)
        if fetched.result is Result.SKIPPED and account is not None:
            left_out.setdefault(scope, month)
        _tell(fetched)
        yield fetched


def _tell(fetched: Fetched) -> None:
    level = logging.WARNING if fetched.needs_a_person else logging.INFO
    fields = {"event": "price_list", "list": f"{fetched.scope} {fetched.month}", "result": fetched.result.name.lower()}
    _log.log(level, "%s %s: %s. %s", fetched.scope, fetched.month, fetched.result.name.lower(), fetched.text, extra=fields)
