"""The ladder of an import (Seamless Move): an Adobe customer that is there already becomes an asset. Nothing is ordered.

Everything is read at Adobe first; only when it all fits is anything written. Adobe's data wins over what the import says.
Sources: developer.adobe.com/vipmp/docs/customer-account, …/subscription-management; connect.cloudblue.com/community.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings, notes
from connector.domain import parameters as ids
from connector.domain.arriving import approve_arrived, holdings_of_items, living_subscriptions, require_listed
from connector.domain.comparing import held_by_customer
from connector.domain.customers import ACTIVE, PENDING, foreign, keep_customer, tied_assets
from connector.domain.migration_checks import differing_claims, migration_problems
from connector.domain.migration_info import read_info
from connector.domain.moves import ReadCustomer
from connector.domain.problems import problem
from connector.domain.refusals import Refusal
from connector.domain.renewals import subscriptions_now

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Customer
    from connector.domain.case import Case

_NOBODYS: Final = frozenset({"1116", "4121"})
_SCHEDULED: Final = "1009"


def migration(case: Case) -> NoReturn:
    """Take the next step of an import. Every path ends in a move."""
    problems, info = migration_problems(case.request, case.policy), read_info(case.request)
    if not info.customer_id:
        case.stop(problems)
    case.refuse(problems)
    _refuse_another(case, info.customer_id)
    customer = _customer(case, info.customer_id)
    _refuse_tied(case, customer.id)
    living = living_subscriptions(case, customer.id)
    require_listed(case, held_by_customer(living), f"the Adobe customer {customer.id}")
    keep_customer(case, customer.id)
    holdings = holdings_of_items(case.request, ((one.offer_id, one) for one in living))
    approve_arrived(
        case,
        customer,
        holdings,
        values={},
        differences=lambda values: (
            *differing_claims(info, values, customer.commitment, customer.recommitment),
            *(notes.begins_at_renewal(one) for one in subscriptions_now(case, customer.id) if one.status == _SCHEDULED),
        ),
    )


def _refuse_another(case: Case, customer_id: str) -> None:
    """Refuse to import a customer to an asset that has another one: all that is known of the asset is about that one."""
    on_asset = case.request.text(ids.CUSTOMER_ID)
    if on_asset not in {"", customer_id}:
        case.stop((problem("migration-customer-other", customer=customer_id, other=on_asset),))


def _customer(case: Case, customer_id: str) -> Customer:
    """Give the customer to import: it must be known, of this reseller and market segment, active, and one that can be served."""
    found: Customer | Refusal = case.look(ReadCustomer(customer_id))
    if isinstance(found, Refusal):
        if found.code in _NOBODYS:
            case.stop((problem("migration-customer-unknown", customer=customer_id),))
        case.refused(meanings.READ_CUSTOMER, found)
    why = foreign(case, found)
    if why:
        case.stop((problem("migration-customer-foreign", customer=customer_id, why=why),))
    if found.special:
        case.stop((problem("customer-special", special=", ".join(found.special)),))
    if found.status not in {ACTIVE, PENDING}:
        case.stop((problem("migration-customer-inactive", customer=customer_id, status=found.status),))
    return found


def _refuse_tied(case: Case, customer_id: str) -> None:
    """Refuse a customer that another asset has: nobody could tell whose its subscriptions are."""
    tied = tied_assets(case, customer_id)
    if tied:
        case.stop((problem("migration-customer-tied", customer=customer_id, assets=", ".join(tied)),))
