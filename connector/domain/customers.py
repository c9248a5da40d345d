"""Which Adobe customer a request is for: the one on the asset, else one that the company already has, else a new one.

Sources: developer.adobe.com/vipmp/docs/customer-account/create-customer-account and …/references/status-codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.companies import profile_of, same_address
from connector.domain.journal import Outcome
from connector.domain.moves import (
    CUSTOMER_CREATIONS,
    Adopt,
    CreateCustomer,
    FindCustomers,
    FindCustomersByReference,
    Keep,
    ReadAssetsOfCustomer,
    ReadCustomer,
    ReadReseller,
)
from connector.domain.problems import problem
from connector.domain.refusals import Refusal
from connector.domain.reseller_moves import ReadOtherConfigurations, ReadResellerProfile

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Customer, Order, OtherAsset, OtherConfiguration, Reseller
    from connector.domain.case import Case
    from connector.domain.parties import CustomerProfile

ACTIVE: Final = "1000"
PENDING: Final = "1002"
_GONE: Final = "terminated"
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
    """Give the Adobe reseller: the tier-1 configuration's, else the account's default; without either the request parks.

    While the reseller is being set up nobody is asked for anything and nobody else's reseller is taken: a customer stays where
    it was created, so the request waits.
    """
    tier = case.request.tier_1
    found: str = case.look(ReadReseller(tier.id)) if tier else ""
    if tier and not found and _is_being_set_up(case, tier.id):
        case.wait(f"the reseller {tier.id} is being set up")
    return found or case.policy.default_reseller_id or case.stop((problem("reseller-missing"),))


def _is_being_set_up(case: Case, tier_id: str) -> bool:
    others: tuple[OtherConfiguration, ...] = case.look(ReadOtherConfigurations(tier_id))
    return any(other.is_open and _is_for(case, other) for other in others)


def _is_for(case: Case, other: OtherConfiguration) -> bool:
    """Whether a configuration is the one of the request's product and marketplace; one that names no marketplace is."""
    here = {"", case.request.marketplace_id}
    return other.product_id == case.request.product_id and other.marketplace_id in here


def require_active_reseller(case: Case, order: Order) -> None:
    """After an order that failed for its reseller, order again only once Adobe shows the reseller as active."""
    reseller: Reseller | Refusal = case.look(ReadResellerProfile(reseller_of(case)))
    if isinstance(reseller, Refusal) or reseller.status != ACTIVE:
        case.stop_on_status(meanings.ORDER, order.status, order=order.id)


def read_customer(case: Case, customer_id: str) -> Customer:
    """Give the customer that stands on the asset; one that Adobe does not know, or that is another's, parks."""
    found: Customer = case.read(ReadCustomer(customer_id), meanings.READ_CUSTOMER)
    return found


def foreign(case: Case, customer: Customer) -> str:
    """Say what makes a customer one that is not sold to here; empty for one of this reseller and market segment."""
    if customer.reseller_id != reseller_of(case):
        return "another reseller's"
    if customer.market_segment != case.policy.market_segment:
        return f"in the market segment {customer.market_segment}, not {case.policy.market_segment}"
    return ""


def tied_assets(case: Case, customer_id: str) -> tuple[str, ...]:
    """Name the other assets that have an Adobe customer and have not ended, of this company or any other.

    The platform is asked for the product's assets, since the store can have forgotten whom else the customer belongs to.
    """
    others: tuple[OtherAsset, ...] = case.look(ReadAssetsOfCustomer(customer_id))
    having = (other for other in (*case.other_assets(), *others) if other.customer_id == customer_id)
    return tuple(dict.fromkeys(other.id for other in having if other.status != _GONE))


def keep_customer(case: Case, customer_id: str) -> None:
    """See to it that the asset carries the customer, and that the store remembers it for the company, before anything else."""
    if customer_id not in case.facts.known_customers:
        case.make(Keep({ids.CUSTOMER_ID: customer_id}))
    case.keep({ids.CUSTOMER_ID: customer_id})


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
        case "1014" | "1024":
            return _instead_of_duplicate(case, customer, wanted)
        case _:
            return _stop_on_status(case, customer)


def _stop_on_status(case: Case, customer: Customer) -> NoReturn:
    case.stop_on_status(meanings.CUSTOMER_ACCOUNT, customer.status, customer=customer.id)


def _instead_of_duplicate(case: Case, customer: Customer, wanted: CustomerProfile) -> str:
    """Adopt the one other customer with the same name and admin; else ask, until the customer gives other data."""
    if wanted.company_name != customer.company_name or wanted.contact.email.casefold() not in map(str.casefold, customer.emails):
        return _replaced(case, customer)
    other = _single_match(case, reseller_of(case), wanted, but=customer.id)
    return other or _stop_on_status(case, customer)


def _replaced(case: Case, inactive: Customer) -> str:
    """Create the customer anew with the corrected data, unless that is the very customer that turned inactive."""
    created = _created(case, reseller_of(case))
    if created == inactive.id:
        _stop_on_status(case, inactive)
    return created


def _existing(case: Case, reseller_id: str) -> Customer | None:
    """Find the customer that the company has already: in the store, else on the platform's other assets of the tier."""
    others = case.other_assets()
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
    if case.broke_with_other_data(CUSTOMER_CREATIONS, call.intent):
        # What was made then carries the data of then, which the journal does not keep: the reference tells it.
        _adopt_broken(case, call, FindCustomersByReference(reseller_id, call.reference))
    refusal = case.refusal(call.intent)
    if refusal and refusal.code == _EXISTS:
        match = _single_match(case, reseller_id, wanted)
        if match:
            return match
    find = FindCustomers(reseller_id, wanted.company_name, wanted.contact.email)
    return case.call(call, look=lambda: _adopt_broken(case, call, find))


def _single_match(case: Case, reseller_id: str, wanted: CustomerProfile, but: str = "") -> str:
    """Give the only active or pending customer with this name and admin under our reseller; empty without exactly one."""
    find = FindCustomers(reseller_id, wanted.company_name, wanted.contact.email)
    found: tuple[Customer, ...] = case.read(find, meanings.LIST_CUSTOMERS)
    matches = [customer.id for customer in found if _is_other_match(case, customer, but)]
    return matches[0] if len(matches) == 1 else ""


def _is_other_match(case: Case, customer: Customer, but: str) -> bool:
    ours = customer.market_segment == case.policy.market_segment
    return customer.id != but and ours and customer.status in {ACTIVE, PENDING}


def _adopt_broken(case: Case, call: CreateCustomer, find: FindCustomers | FindCustomersByReference) -> None:
    """Adopt what a broken creation made after all; park when it cannot be told; come back when there is nothing."""
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
        if attempt.outcome in {Outcome.ACCEPTED, Outcome.ADOPTED} and attempt.intent.startswith(CUSTOMER_CREATIONS)
    )
