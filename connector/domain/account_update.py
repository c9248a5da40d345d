"""The ladder of a tier account whose data changed: Adobe's resellers and customers of that company are brought up to date.

Sources: developer.adobe.com/vipmp/docs/customer-account/update-customer-account, …/reseller-account/update-reseller-account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import catalogue, meanings
from connector.domain.companies import company_profile
from connector.domain.company_checks import company_problems
from connector.domain.moves import Approve, ReadCustomer
from connector.domain.problems import Problem, problem
from connector.domain.profiles import FIXED, differences, fixed_differences, updated
from connector.domain.refusals import Refusal
from connector.domain.reseller_moves import (
    ReadHeldAccounts,
    ReadResellerProfile,
    UpdateCustomer,
    UpdateReseller,
    company_data,
    customer_updates,
    reseller_updates,
)
from connector.domain.resellers import ACTIVE, PENDING
from connector.domain.together import without_ending
from connector.domain.updating import bring_up_to_date, look_after_updates

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Customer, HeldAccount, Reseller
    from connector.domain.case import TierCase
    from connector.domain.parties import CustomerProfile

_RESELLER: Final = "reseller"
_NOT_OURS: Final = frozenset({"1115", "1116", "4121"})


def account_update(case: TierCase) -> NoReturn:
    """Bring every Adobe account of the company up to date, then accept; what is in the way of one holds up no other.

    It is ignored only where nothing but what can never be done is left.
    """
    held: tuple[HeldAccount, ...] = case.look(ReadHeldAccounts(case.request.company.id))
    case.refuse(without_ending(tuple(found for one in held for found in _brought_up_to_date(case, one))))
    case.make(Approve({}))


def _brought_up_to_date(case: TierCase, held: HeldAccount) -> tuple[Problem, ...]:
    """Make the update of one account where it is due, and give what is in its way."""
    found = _look(case, held)
    if isinstance(found, Refusal):
        return _unreadable(held, found, case)
    wanted = company_profile(held.company, case.request.configuration, case.policy)
    fixed = _fixed(held, found, wanted)
    sent = updated(found.profile, wanted)
    differing = differences(found.profile, sent)
    if not differing:
        return fixed
    in_the_way = company_problems(wanted) or _status_problems(held, found)
    if in_the_way:
        return (*fixed, *in_the_way)
    update = UpdateReseller if held.kind == _RESELLER else UpdateCustomer
    return (*fixed, *bring_up_to_date(case, update(held.id, sent, company_data(wanted)), differing))


def _look(case: TierCase, held: HeldAccount) -> Reseller | Customer | Refusal:
    if held.kind == _RESELLER:
        reseller: Reseller | Refusal = case.look(
            ReadResellerProfile(held.id, look_after_updates(case, reseller_updates(held.id)))
        )
        return reseller
    customer: Customer | Refusal = case.look(ReadCustomer(held.id, look_after_updates(case, customer_updates(held.id))))
    return customer


def _unreadable(held: HeldAccount, refusal: Refusal, case: TierCase) -> tuple[Problem, ...]:
    if refusal.code not in _NOT_OURS:
        return catalogue.judge(meanings.READ_RESELLER if held.kind == _RESELLER else meanings.READ_CUSTOMER, refusal, {})
    if held.kind == _RESELLER:
        return (problem("reseller-unknown", reseller=held.id, distributor=case.policy.distributor_id),)
    return (problem("customer-unknown", customer=held.id),)


def _fixed(held: HeldAccount, found: Reseller | Customer, wanted: CustomerProfile) -> tuple[Problem, ...]:
    names = [FIXED[name] for name in fixed_differences(found.profile, wanted)]
    if not names:
        return ()
    what = ", ".join(names).capitalize()
    return (problem("account-data-fixed", what=what, kind=held.kind, account=held.id),)


def _status_problems(held: HeldAccount, found: Reseller | Customer) -> tuple[Problem, ...]:
    """Say what keeps Adobe from taking new data: only active accounts can be updated (1125), special ones are not served."""
    if found.status in PENDING:
        return (problem("account-pending", kind=held.kind, account=held.id, status=found.status),)
    if found.status != ACTIVE:
        return (problem("account-not-updatable", kind=held.kind, account=held.id, status=found.status),)
    special = getattr(found, "special", ())
    return (problem("customer-special", special=", ".join(special)),) if special else ()
