"""How the work on a request opens: under whose account, whose leases, and what is known before the first look.

Deliveries and explanations share it. It writes nothing anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.facts import Facts
from connector.domain.moves import Park, Wait
from connector.domain.policy import Policy
from connector.domain.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.cloudblue.platform import Platform
    from connector.domain.requests import Request
    from connector.settings import Account, Settings
    from connector.store import Store

BUSY: Final = 30
"""Seconds after which one looks again whether somebody else is done."""

CUSTOMER_BUSY: Final = Wait(BUSY, "another request of this customer has an open order")


def account_for(request: Request, settings: Settings) -> Account | Park:
    """Choose the Adobe account of a request; without one the request parks."""
    found = settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
    return found or Park(
        (
            problem(
                "account-missing",
                product=request.product_id,
                marketplace=request.marketplace_id,
                connection=request.connection_type,
            ),
        )
    )


def tier_key(request: Request, account: Account) -> str:
    """Name the lease of the request's company, whose Adobe customer may not exist yet."""
    return f"customer/{account.name}/{request.customer.id}"


def customer_key(account: str, customer_id: str) -> str:
    """Name the lease of an Adobe customer."""
    return f"adobe-customer/{account}/{customer_id}"


def memory_of(account: Account) -> str:
    """Say under what name customers are remembered: a company has one Adobe customer per market segment."""
    return f"{account.name}/{account.market_segment}"


def policy_of(account: Account, settings: Settings) -> Policy:
    """Give what the rules need of an account and the operator's choices."""
    return Policy(
        account=account.name,
        program=account.program,
        currency=account.currency,
        market_segment=account.market_segment,
        default_reseller_id=account.default_reseller_id,
        order_wait_days=settings.order_wait_days,
        downsize_in_window=account.downsize_in_window,
        return_window_days=settings.return_window_days,
        suspend_policy=settings.suspend_policy,
    )


def opening_facts(request: Request, store: Store, account: Account, answered_now: frozenset[str] = frozenset()) -> Facts:
    """Give what the store remembers of a request and its company, by the store's clock."""
    state = store.request_state(request.id)
    return Facts(
        now=store.now(),
        born=store.birth,
        attempts=store.attempts(request.id),
        answered_now=answered_now,
        known_customers=store.customers_of(memory_of(account), request.customer.id),
        waiting_since=state.waiting_since if state else None,
    )


def others_unsettled(request: Request, store: Store, platform: Platform, key: str) -> Iterator[tuple[str, str]]:
    """Give the company's other requests that were seen with an open order, each with its status on the platform now."""
    for other in store.others_unsettled(key, but=request.id):
        yield other, str(platform.request(other)["status"])
