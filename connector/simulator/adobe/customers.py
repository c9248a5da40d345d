"""Customers: create, read, list, update. A created one is always pending first; what becomes of it shows later.

A rule of our own stands in for Adobe's check of identities: same company name and same primary admin (caseless) under the
same reseller is 1127 at once; under another reseller the account is created and ends 1014. Source:
developer.adobe.com/vipmp/docs/customer-account.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.benefits import requested_benefits
from connector.simulator.adobe.clock import years_after
from connector.simulator.adobe.completion import settle_customer
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import customer_message, customer_summary
from connector.simulator.adobe.pages import Paging, fits, page
from connector.simulator.adobe.profiles import check_fixed_fields
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.resellers import sort_accounts
from connector.simulator.adobe.world import ACTIVE, PENDING, Customer

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Reseller
    from connector.simulator.exchange import SimResponse

_STATUSES: Final = frozenset({"1000", "1002", "1004", "1010", "1012", "1014", "1022", "1023", "1024", "1026"})
_PAGING: Final = Paging("accounts", default=20, largest=50)
_LIST_PARAMETERS: Final = (
    "status",
    "company-name",
    "from-created-date",
    "to-created-date",
    "sort-by",
    "order-by",
    "limit",
    "offset",
)
_LONGEST_TERM: Final = {"COM": 3, "GOV": 3, "EDU": 4}


def create_customer(asking: Asking) -> SimResponse:
    """Answer POST /v3/customers: 201 and status 1002, whatever comes of it."""
    asking.place.judge("create-customer", asking.body)
    body = asking.body
    reseller = asking.reseller(body["resellerId"])
    if reseller.status not in {ACTIVE, PENDING}:
        raise RefusalError("1126")
    profile = {"marketSegment": "COM", "marketSubSegments": [], **body["companyProfile"]}
    _check_segment(reseller, profile)
    _check_global_sales(body)
    world, clock = asking.place.world, asking.place.clock
    namesakes = world.namesakes(profile)
    if any(namesake.reseller_id == reseller.reseller_id for namesake in namesakes):
        raise RefusalError("1127")
    planned = asking.fate().ends_as
    customer = Customer(
        customer_id=world.next_id("customer"),
        reseller_id=reseller.reseller_id,
        profile=profile,
        reference=body.get("externalReferenceId", ""),
        created=clock.now(),
        settles_as="1014" if namesakes and planned == ACTIVE else planned,
        coterm=_extended_coterm(body.get("cotermDate", ""), profile["marketSegment"], clock.today()),
        benefits=requested_benefits([], body.get("benefits", []), clock.today()),
    )
    world.add_customer(customer)
    created = answer(201, customer_message(customer))
    if asking.place.settings.customer_reads == 0:
        settle_customer(customer)
    return created


def get_customer(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}; a pending one settles after enough of these."""
    customer = asking.customer()
    customer.reads += 1
    needed = asking.place.settings.customer_reads
    if customer.status == PENDING and needed is not None and customer.reads >= needed:
        settle_customer(customer)
    return answer(200, customer_message(customer))


def list_customers(asking: Asking) -> SimResponse:
    """Answer GET /v3/resellers/{resellerId}/customers: only active ones unless statuses are named."""
    reseller = asking.reseller(asking.parts["resellerId"])
    asking.only(*_LIST_PARAMETERS)
    statuses = set(asking.every("status", _STATUSES)) or {ACTIVE}
    start = asking.moment("from-created-date", reseller.created)
    end = asking.moment("to-created-date", asking.place.clock.now())
    pattern = asking.one("company-name", "*")
    own = (customer for customer in asking.place.world.customers.values() if customer.reseller_id == reseller.reseller_id)
    living = (customer for customer in own if customer.status in statuses and start <= customer.created <= end)
    found = [customer for customer in living if fits(customer.profile["companyName"], pattern)]
    return answer(200, page(asking, _PAGING, sort_accounts(asking, found), customer_summary))


def update_customer(asking: Asking) -> SimResponse:
    """Answer PATCH /v3/customers/{customerId}: the sent profile replaces the stored one, save what Adobe keeps fixed."""
    asking.place.judge("update-customer", asking.body)
    customer = asking.customer()
    if customer.status != ACTIVE:
        raise RefusalError("1125")
    profile = asking.body["companyProfile"]
    check_fixed_fields(customer.profile, profile)
    _check_segment_change(asking, customer, profile)
    _check_global_sales(asking.body)
    customer.benefits = requested_benefits(customer.benefits, asking.body.get("benefits", []), asking.place.clock.today())
    kept = {name: customer.profile[name] for name in ("marketSegment", "marketSubSegments")}
    customer.profile = {**kept, **profile, "contacts": _contacts(customer, profile["contacts"])}
    customer.reference = asking.body.get("externalReferenceId", customer.reference)
    asking.place.world.note_name(customer)
    return answer(200, customer_message(customer))


def _check_segment(reseller: Reseller, profile: dict[str, Any]) -> None:
    if profile["marketSegment"] not in reseller.profile["marketSegments"]:
        raise RefusalError("2135")


def _check_segment_change(asking: Asking, customer: Customer, profile: dict[str, Any]) -> None:
    if profile.get("marketSegment", customer.segment) == customer.segment:
        return
    if customer.living:
        raise RefusalError("1119", "companyProfile.marketSegment")
    _check_segment(asking.place.world.resellers[customer.reseller_id], profile)


def _check_global_sales(body: dict[str, Any]) -> None:
    # No simulated partner is enabled for global sales.
    if body.get("globalSalesEnabled"):
        raise RefusalError("1139")


def _contacts(customer: Customer, sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stored: list[dict[str, Any]] = customer.profile["contacts"]
    if not sent:
        return stored
    # Names of a known address cannot be changed through the API; Adobe keeps its own.
    names = {contact["email"].casefold(): {key: contact[key] for key in ("firstName", "lastName")} for contact in stored}
    return [{**contact, **names.get(contact["email"].casefold(), {})} for contact in sent]


def _extended_coterm(text: str, segment: str, today: date) -> date | None:
    if not text:
        return None
    try:
        coterm = date.fromisoformat(text)
    except ValueError:
        raise RefusalError("1117", "cotermDate") from None
    if not years_after(today, 1) + timedelta(days=1) <= coterm <= years_after(today, _LONGEST_TERM[segment]):
        raise RefusalError("1117", "cotermDate")
    return coterm
