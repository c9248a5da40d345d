"""How the work on a request opens: under whose account, whose leases, and what is known before the first look.

Deliveries and explanations share it. It writes nothing anywhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain.facts import Facts
from connector.domain.migration_info import customer_named
from connector.domain.moves import Keep, Park, Wait
from connector.domain.parameters import CUSTOMER_ID, ORDER_ID, RESELLER_ID, VIP_NUMBER
from connector.domain.policy import Policy, RetailTerms
from connector.domain.problems import problem
from connector.domain.requests import ACCOUNT_UPDATE, AnyRequest, Request, TierRequest
from connector.domain.transactions import owner_of, transaction_of
from connector.store import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from connector.cloudblue.platform import Platform
    from connector.settings import Account, Settings
    from connector.store import Store

BUSY: Final = 30
"""Seconds after which one looks again whether somebody else is done."""

_CUSTOMER: Final = "adobe-customer/"
_RESELLER: Final = "adobe-reseller/"

CUSTOMER_BUSY: Final = Wait(BUSY, "another request of this customer has an open order", open_order=None)


def accounts_for(request: AnyRequest, settings: Settings, platform: Platform) -> tuple[Account, ...] | Park:
    """Choose the Adobe accounts that a request concerns; without the one that it needs the request parks.

    That is one account, but for a tier account: it has customers and resellers wherever its company trades, or nowhere.
    """
    if request.kind != ACCOUNT_UPDATE:
        found = settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
        return (found,) if found else _without_account(request.product_id, request.marketplace_id, request.connection_type)
    accounts: dict[str, Account] = {}
    for place in platform.places_of(request.subject, request.product_id):
        found = settings.account_for(*place)
        if found is None:
            return _without_account(*place)
        accounts.setdefault(found.name, found)
    return tuple(accounts.values())


def _without_account(product: str, marketplace: str, connection: str) -> Park:
    return Park((problem("account-missing", product=product, marketplace=marketplace, connection=connection),))


def sells_under(account: Account, settings: Settings) -> Callable[[str, str, str], bool]:
    """Give the test of product, marketplace and connection type for being sold under the same Adobe account."""

    def sells(product: str, marketplace: str, connection: str) -> bool:
        found = settings.account_for(product, marketplace, connection)
        return found is not None and found.name == account.name

    return sells


def company_keys(request: AnyRequest, account: Account) -> tuple[str, ...]:
    """Name the leases of the request's company, whose customer or reseller at Adobe may not exist yet; in retail its asset's."""
    return company_keys_under(request, account.name, account.program)


def company_keys_under(request: AnyRequest, account: str, program: str) -> tuple[str, ...]:
    """Name the same under an account of that name and programme."""
    if isinstance(request, Request):
        retail = program == "retail"
        return (asset_key(request.asset_id, account) if retail else company_key(request.customer.id, account),)
    as_reseller = (tier_key(request.company.id, account),)
    return (company_key(request.company.id, account), *as_reseller) if request.kind == ACCOUNT_UPDATE else as_reseller


def adobe_keys(request: AnyRequest, account: Account) -> tuple[str, ...]:
    """Name the lease of the Adobe customer or reseller that stands on the request; none where none does."""
    customer_id, reseller_id = customer_named(request), request.text(RESELLER_ID)
    customers = (customer_key(account.name, customer_id),) if customer_id else ()
    return (*customers, reseller_key(account.name, reseller_id)) if reseller_id else customers


def company_key(tier_id: str, account: str) -> str:
    """Name a company as a customer under an Adobe account, by its tier account (TA-…)."""
    return f"customer/{account}/{tier_id}"


def tier_key(tier_id: str, account: str) -> str:
    """Name a company as a reseller under an Adobe account, by its tier account (TA-…)."""
    return f"reseller/{account}/{tier_id}"


def asset_key(asset_id: str, account: str) -> str:
    """Name an asset (AS-…) under an Adobe account: a claim belongs to nothing larger."""
    return f"asset/{account}/{asset_id}"


def transaction_key(request: AnyRequest, account: Account) -> str:
    """Name the transaction that a request belongs to, its lease and the owner of its calls; empty where it belongs to none."""
    if not isinstance(request, Request) or account.program != "vipmp":
        return ""
    transaction = transaction_of(request)
    return owner_of(account.name, request.customer.id, transaction) if transaction else ""


def owners_of(request: AnyRequest, account: Account) -> tuple[str, ...]:
    """Name whose calls concern a request: its own, and those of its transaction."""
    transaction = transaction_key(request, account)
    return (request.id, transaction) if transaction else (request.id,)


def customer_key(account: str, customer_id: str) -> str:
    """Name the lease of an Adobe customer."""
    return f"{_CUSTOMER}{account}/{customer_id}"


def customer_of_key(key: str) -> str:
    """Give the Adobe customer that a lease's name tells of; empty when it is another one's."""
    return key.rpartition("/")[2] if key.startswith(_CUSTOMER) else ""


def reseller_key(account: str, reseller_id: str) -> str:
    """Name the lease of an Adobe reseller."""
    return f"{_RESELLER}{account}/{reseller_id}"


def reseller_of_key(key: str) -> str:
    """Give the Adobe reseller that a lease's name tells of; empty when it is another one's."""
    return key.rpartition("/")[2] if key.startswith(_RESELLER) else ""


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
        transaction_wait_hours=settings.transaction_wait_hours,
        ignore_order_return=account.ignore_order_return,
        expire_open_pas=account.expire_open_pas,
        retail=RetailTerms(
            offers=account.offers,
            reads=account.subscription_read,
            hears=account.notify is not None,
            ends=account.subscription_cancel,
        ),
    )


def opening_facts(request: AnyRequest, store: Store, account: Account) -> Facts:
    """Give what the store remembers of a request and its company, by the store's clock, all of it in one look."""
    with store.at_once(only_reading=True):
        return _remembered(request, store, account)


def _remembered(request: AnyRequest, store: Store, account: Account) -> Facts:
    state = store.request_state(request.id)
    transaction = transaction_key(request, account)
    facts = Facts(
        now=store.now(),
        born=store.remembers_since(state.first_seen if state else None),
        attempts=store.attempts(*owners_of(request, account)),
        waiting_since=state.waiting_since if state else None,
        siblings=store.siblings_of(transaction, but=request.id) if transaction else (),
        released=bool(transaction) and store.is_released(transaction),
    )
    if isinstance(request, TierRequest):
        return replace(facts, known_resellers=known_resellers(request, store, account))
    known = store.customers_of(memory_of(account), request.customer.id)
    fellows, transfers = fellow_tiers(request, store, account), known_transfers(request, store, account)
    return replace(facts, known_customers=known, fellow_tiers=fellows, known_transfers=transfers)


def shown(request: AnyRequest, account: Account) -> Shown:
    """Give what pages show of a request: ids alone."""
    company = request.customer if isinstance(request, Request) else request.company
    return Shown(
        asset_id=request.subject,
        product_id=request.product_id,
        marketplace_id=request.marketplace_id,
        account=account.name,
        company_id=company.id,
        **known_at_adobe(request),
    )


def known_at_adobe(request: AnyRequest) -> dict[str, str]:
    """Give the Adobe customer and the last Adobe order that stand on a request."""
    return {"adobe_customer_id": request.text(CUSTOMER_ID), "order_id": request.text(ORDER_ID)}


def known_transfers(request: Request, store: Store, account: Account) -> tuple[str, ...]:
    """Give the transfers of the request's VIP membership that any request of the company has begun, the newest first."""
    membership_id = request.text(VIP_NUMBER).casefold()
    answers = store.answers_under(company_key(request.customer.id, account.name)) if membership_id else ()
    ours = (answer.body for answer in answers if str(answer.body.get("membershipId") or "").casefold() == membership_id)
    return tuple(dict.fromkeys(str(body["transferId"]) for body in ours if body.get("transferId")))


def known_resellers(request: TierRequest, store: Store, account: Account) -> tuple[str, ...]:
    """Give the Adobe resellers of a company that any request created or found under an Adobe account, the newest first."""
    answers = store.answers_under(tier_key(request.company.id, account.name))
    return tuple(dict.fromkeys(str(answer.body["resellerId"]) for answer in answers))


def fellow_tiers(request: Request, store: Store, account: Account) -> tuple[str, ...]:
    """Give the other companies that have the Adobe customer of this request: two tier accounts can turn out to be one company."""
    customer_id = customer_named(request)
    known = store.tiers_of(memory_of(account), customer_id) if customer_id else ()
    return tuple(tier for tier in known if tier != request.customer.id)


def after_keeping(keep: Keep, facts: Facts, request: AnyRequest, store: Store, account: Account) -> Facts:
    """Give what is known once an Adobe customer is kept: it is the company's, and other companies may have it too."""
    if not isinstance(request, Request) or CUSTOMER_ID not in keep.values:
        return facts
    return replace(facts.with_kept(keep.values), fellow_tiers=fellow_tiers(request, store, account))


def others_unsettled(request: AnyRequest, store: Store, platform: Platform, account: Account) -> Iterator[tuple[str, str]]:
    """Give this customer's other requests that were seen with an open order, each with its status on the platform now.

    Those of the same transaction share their order, and so hold nobody up.
    """
    transaction = transaction_key(request, account) or None
    keys = company_keys(request, account)
    with store.at_once(only_reading=True):
        if isinstance(request, Request):
            keys += tuple(company_key(tier, account.name) for tier in fellow_tiers(request, store, account))
        others = [other for key in keys for other in store.others_unsettled(key, but=request.id, beside=transaction)]
    for other in others:
        yield other, str(platform.request(other)["status"])
