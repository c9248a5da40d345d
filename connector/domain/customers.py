"""Which Adobe customer a request is for: the one on the asset, else one that the company already has, else a new one.

Sources: developer.adobe.com/vipmp/docs/customer-account/create-customer-account and …/references/status-codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.companies import profile_of, same_address
from connector.domain.journal import Outcome
from connector.domain.moves import (
    Adopt,
    CreateCustomer,
    FindCustomers,
    ReadCustomer,
    ReadOtherAssets,
    ReadReseller,
    ReadResellerStatus,
)
from connector.domain.problems import problem
from connector.domain.refusals import Refusal

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Customer, Order
    from connector.domain.case import Case
    from connector.domain.parties import CustomerProfile

ACTIVE: Final = "1000"
PENDING: Final = "1002"
_INACTIVE: Final = "1004"
_BAD_ADDRESS: Final = "1010"
_BLOCKED: Final = "1012"
_DUPLICATE: Final = "1014"
_SANCTIONED: Final = "1022"
_EXISTS: Final = "1127"
_NOT_OURS: Final = frozenset({"1116", "4121"})


def customer_for(case: Case) -> str:
    """Give the Adobe customer of a request that has placed no order yet."""
    on_asset = case.request.text(ids.CUSTOMER_ID)
    if on_asset:
        return on_asset if _made_here(case, on_asset) else usable(case, read_customer(case, on_asset))
    reseller_id = reseller_of(case)
    existing = _existing(case, reseller_id)
    return usable(case, existing) if existing else _created(case, reseller_id)


def reseller_of(case: Case) -> str:
    """Give the Adobe reseller: the tier-1 configuration's, else the account's default; without either the request parks."""
    tier = case.request.tier_1
    found = case.look(ReadReseller(tier.id)) if tier else ""
    return found or case.policy.default_reseller_id or case.stop((problem("reseller-missing"),))


def require_active_reseller(case: Case, order: Order) -> None:
    """After an order that failed for its reseller, order again only once Adobe shows the reseller as active."""
    if case.look(ReadResellerStatus(reseller_of(case))) != ACTIVE:
        case.stop((problem("order-reseller-inactive", order=order.id),))


def read_customer(case: Case, customer_id: str) -> Customer:
    """Give the customer that stands on the asset; one that Adobe does not know, or that is another's, parks."""
    found: Customer | Refusal = case.look(ReadCustomer(customer_id))
    if isinstance(found, Refusal):
        if found.code in _NOT_OURS:
            case.stop((problem("customer-unknown", customer=customer_id),))
        case.refused(meanings.READ_CUSTOMER, found)
    return found


def usable(case: Case, customer: Customer) -> str:
    """Give the id of a customer that can receive orders: this one, or the one that replaces it; else stop and say why."""
    if customer.special:
        case.stop((problem("customer-special", special=", ".join(customer.special)),))
    wanted = profile_of(case.request, case.policy)
    match customer.status:
        case "1000" | "1002":
            return customer.id
        case "1010" if not same_address(wanted.address, customer.address):
            return _replaced(case, customer)
        case "1014":
            return _instead_of_duplicate(case, customer, wanted)
        case _:
            return _stop_on_status(case, customer)


def _stop_on_status(case: Case, customer: Customer) -> str:
    codes = {
        _BAD_ADDRESS: "customer-address-refused",
        _INACTIVE: "customer-inactive",
        _BLOCKED: "customer-blocked",
        _SANCTIONED: "customer-sanctioned",
    }
    if customer.status in codes:
        case.stop((problem(codes[customer.status], customer=customer.id),))
    return case.wait(f"the Adobe customer {customer.id} has status {customer.status}")


def _instead_of_duplicate(case: Case, customer: Customer, wanted: CustomerProfile) -> str:
    """Adopt the one other customer with the same name and admin; else ask, until the customer gives other data."""
    if wanted.company_name != customer.company_name or wanted.contact.email.casefold() not in map(str.casefold, customer.emails):
        return _replaced(case, customer)
    other = _single_match(case, reseller_of(case), wanted, but=customer.id)
    return other or case.stop((problem("customer-exists"),))


def _replaced(case: Case, inactive: Customer) -> str:
    """Create the customer anew with the corrected data, unless that is the very customer that turned inactive."""
    created = _created(case, reseller_of(case))
    return created if created != inactive.id else _stop_on_status(case, inactive)


def _existing(case: Case, reseller_id: str) -> Customer | None:
    """Find the customer that the company has already: in the store, else on the platform's other assets of the tier."""
    others = case.look(ReadOtherAssets(case.request.customer.id))
    candidates = dict.fromkeys((*case.facts.known_customers, *(asset.customer_id for asset in others if asset.customer_id)))
    for candidate in candidates:
        found: Customer | Refusal = case.look(ReadCustomer(candidate))
        if isinstance(found, Refusal):
            if found.code not in _NOT_OURS:
                case.refused(meanings.READ_CUSTOMER, found)
        elif found.reseller_id == reseller_id and found.market_segment == case.policy.market_segment:
            return found
    return None


def _created(case: Case, reseller_id: str) -> str:
    """Give the customer that this request creates, or adopts where Adobe says that it exists."""
    wanted = profile_of(case.request, case.policy)
    call = CreateCustomer(reseller_id, case.request.customer.id, wanted)
    answer = case.accepted(call.intent)
    if answer:
        return str(answer.body["customerId"])
    refusal = case.refusal(call.intent)
    if refusal and refusal.code == _EXISTS:
        match = _single_match(case, reseller_id, wanted)
        if match:
            return match
    return case.call(call, look=lambda: _adopt_broken(case, call))


def _single_match(case: Case, reseller_id: str, wanted: CustomerProfile, but: str = "") -> str:
    """Give the only active or pending customer with this name and admin under our reseller; empty without exactly one."""
    find = FindCustomers(reseller_id, wanted.company_name, wanted.contact.email)
    found: tuple[Customer, ...] = case.read(find, meanings.LIST_CUSTOMERS)
    matches = [customer.id for customer in found if _is_other_match(case, customer, but)]
    return matches[0] if len(matches) == 1 else ""


def _is_other_match(case: Case, customer: Customer, but: str) -> bool:
    ours = customer.market_segment == case.policy.market_segment
    return customer.id != but and ours and customer.status in {ACTIVE, PENDING}


def _adopt_broken(case: Case, call: CreateCustomer) -> None:
    """Adopt what a broken creation made after all; park when it cannot be told; come back when there is nothing."""
    profile = call.profile
    find = FindCustomers(call.reseller_id, profile.company_name, profile.contact.email)
    found: tuple[Customer, ...] = case.read(find, meanings.LIST_CUSTOMERS)
    since = case.request.created.replace(microsecond=0)
    made = [
        customer.id
        for customer in found
        if customer.reference == call.reference and customer.created and customer.created >= since
    ]
    if len(made) == 1:
        case.make(Adopt(call, made[0]))
    if made:
        case.stop((problem("customer-ambiguous", customers=", ".join(made)),))


def _made_here(case: Case, customer_id: str) -> bool:
    """Whether this request created or adopted the customer: then nothing need be read of it."""
    return any(
        attempt.answer is not None and attempt.answer.body.get("customerId") == customer_id
        for attempt in case.facts.attempts
        if attempt.outcome in {Outcome.ACCEPTED, Outcome.ADOPTED} and attempt.intent.startswith("create customer")
    )
