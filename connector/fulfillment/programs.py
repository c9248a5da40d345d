"""What differs between Adobe's two programmes on this side of the wire: who looks, and what it means not to be let in.

Everything else of a delivery is the same. A further programme would begin here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.adobe.auth import TOKEN_PATH
from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeConnectError, AdobeCredentialsError, AdobeRefusedError
from connector.domain import parameters as ids
from connector.domain.problems import problem
from connector.domain.refusals import Refusal
from connector.domain.retail_facts import Redeemed
from connector.domain.retail_moves import ReadRedeemed
from connector.domain.retail_problems import SANDBOX
from connector.fulfillment import translation
from connector.fulfillment.observing import Observer
from connector.fulfillment.opening import sells_under
from connector.retail.answers import conceal

if TYPE_CHECKING:
    from datetime import datetime

    from connector.adobe.errors import AdobeError
    from connector.cloudblue.platform import Platform
    from connector.domain import moves
    from connector.domain.problems import Problem
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means
    from connector.retail.client import RetailClient
    from connector.settings import Account
    from connector.store import Store


@dataclass(frozen=True)
class RetailObserver:
    """Who looks for a retail account: what became of a claim is all that there is to see.

    It is asked at Adobe where the account may, else it is what notifications told.
    """

    retail: RetailClient
    account: Account
    store: Store

    def observe(self, read: moves.Read, request: AnyRequest, now: datetime) -> object:  # noqa: ARG002 - the signature is `Observer`'s.
        """Make one look. Raises what kept it from an answer; a refusal is an answer."""
        if not isinstance(read, ReadRedeemed):
            raise TypeError(f"retail has nothing to see by {type(read).__name__}")
        if not self.account.subscription_read:
            told = self.store.claim_state(self.account.name, read.reference)
            return Redeemed(told.status, told.start, told.end) if told else Redeemed()
        try:
            return translation.redeemed(self.retail.subscription(read.reference))
        except AdobeRefusedError as error:
            conceal(error, held_links(request))
            return Refusal(error.status, error.code, error.message, error.details)


def held_links(request: AnyRequest) -> tuple[str, ...]:
    """Give the links and the code that an asset has: whoever has them redeems the product."""
    return tuple(filter(None, map(request.text, (ids.REDEMPTION_URL, ids.REDEMPTION_SHORT_URL, ids.REDEMPTION_CODE))))


Observers = Observer | RetailObserver


def observer_of(account: Account, means: Means, platform: Platform, *, within: float | None = None) -> Observers:
    """Give who looks at Adobe under this account; for a draft within so many seconds, with prices, and waiting for nothing."""
    client = means.client_for(account)
    sells = sells_under(account, means.settings)
    if not isinstance(client, AdobeClient):
        return RetailObserver(client if within is None else client.within(within), account, means.store)
    if within is None:
        return Observer(client, platform, means.pause, sells)
    return Observer(client.within(within), platform, _no_pause, sells, with_prices=True)


def _no_pause(_seconds: float) -> None:
    """Look at once: whether an order completes in a moment is no question of a draft."""


def shut_out(error: AdobeError, account: Account | None) -> Problem | None:
    """Say what it means that Adobe does not let a retail account in; `None` for any other trouble, and any other account.

    In its sandbox a connection that is refused counts too: Adobe lets in listed addresses only.
    """
    if account is None or account.program != "retail":
        return None
    if isinstance(error, AdobeCredentialsError):
        answer = f"HTTP {error.status}, code {error.code or 'none'}"
    elif isinstance(error, AdobeConnectError) and account.is_sandbox and error.path != TOKEN_PATH:
        answer = "no connection"
    else:
        return None
    return problem("retail-access", account=account.name, answer=answer, sandbox=SANDBOX if account.is_sandbox else "")
