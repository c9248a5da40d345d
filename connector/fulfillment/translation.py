"""Between the rules' words and Adobe's: which wire call a domain call is, and what an Adobe answer shows. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from connector.adobe import calls, models
from connector.domain import adobe_facts as facts
from connector.domain.moves import Call, CreateCustomer, PlaceOrder, PreviewOrder, ReturnOrder, SetAutoRenewal
from connector.domain.parties import Address

if TYPE_CHECKING:
    from datetime import datetime

    from connector.domain.parties import CustomerProfile

_LARGE_GOVERNMENT: str = "LARGE_GOVERNMENT_AGENCY"


def write_call(call: Call) -> calls.WriteCall:
    """Give the wire call of a domain call."""
    match call:
        case CreateCustomer():
            return calls.create_customer(calls.NewCustomer(call.reseller_id, _profile(call.profile), call.reference))
        case PlaceOrder():
            return calls.place_order(call.customer_id, new_order(call))
        case ReturnOrder():
            lines = tuple(calls.NewLine(line.number, line.offer_id, line.quantity, line.currency) for line in call.lines)
            return calls.return_order(call.customer_id, call.order_id, calls.NewOrder(lines, call.reference))
        case SetAutoRenewal():
            return calls.set_auto_renewal(call.customer_id, call.subscription_id, call.quantity)
        case _:
            assert_never(call)


def new_order(order: PlaceOrder | PreviewOrder) -> calls.NewOrder:
    """Give the lines of an order as Adobe takes them; the currency stands on the lines."""
    lines = tuple(calls.NewLine(line.number, line.offer_id, line.quantity, order.currency) for line in order.lines)
    return calls.NewOrder(lines, order.reference)


def _profile(profile: CustomerProfile) -> calls.CompanyProfile:
    address, contact = profile.address, profile.contact
    return calls.CompanyProfile(
        company_name=profile.company_name,
        preferred_language=profile.language,
        market_segments=(profile.market_segment,),
        address=calls.Address(
            country=address.country,
            region=address.region,
            city=address.city,
            address_line_1=address.line_1,
            address_line_2=address.line_2,
            postal_code=address.postal_code,
            phone_number=contact.phone,
        ),
        contacts=(calls.Contact(contact.first_name, contact.last_name, contact.email, contact.phone),),
    )


def customer(found: models.Customer) -> facts.Customer:
    """Give what the rules need of an Adobe customer."""
    profile = found.company_profile
    address = profile.address
    return facts.Customer(
        id=found.customer_id,
        status=str(found.status or ""),
        company_name=profile.company_name,
        address=Address(
            line_1=address.address_line_1,
            line_2=address.address_line_2,
            city=address.city,
            region=address.region,
            postal_code=address.postal_code,
            country=address.country,
        ),
        emails=tuple(contact.email for contact in profile.contacts),
        market_segment=profile.market_segment or "",
        reseller_id=found.reseller_id or "",
        reference=found.external_reference_id or "",
        created=found.creation_date,
        special=_special(found),
    )


def _special(found: models.Customer) -> tuple[str, ...]:
    """Name what makes a customer one that this version cannot serve."""
    marks = {
        "a large government agency": any(benefit.kind == _LARGE_GOVERNMENT for benefit in found.benefits),
        "a high volume (HVD) customer": bool(found.tags) and any(tag.startswith("HVD") for tag in found.tags),
        "on a high volume discount code": any(discount.discount_code for discount in found.discounts),
        "enabled for global sales (deployments)": found.global_sales_enabled,
    }
    return tuple(name for name, is_so in marks.items() if is_so)


def order(found: models.Order, now: datetime) -> facts.Order:
    """Give what the rules need of an Adobe order; one without a creation date counts as made `now`."""
    return facts.Order(
        id=found.order_id or "",
        type=str(found.order_type),
        status=str(found.status or ""),
        reference=found.external_reference_id or "",
        created=found.creation_date or now,
        lines=tuple(
            facts.OrderLine(
                number=line.ext_line_item_number,
                offer_id=line.offer_id,
                quantity=line.quantity,
                subscription_id=line.subscription_id or "",
                status=str(line.status or ""),
                remaining=line.remaining_quantity,
                currency=line.currency_code or "",
            )
            for line in found.lines
        ),
        returned_order=found.reference_order_id or "",
    )


def subscription(found: models.Subscription) -> facts.Subscription:
    """Give what the rules need of an Adobe subscription."""
    renewal = found.auto_renewal
    return facts.Subscription(
        id=found.subscription_id,
        offer_id=found.offer_id or "",
        status=str(found.status or ""),
        quantity=found.current_quantity or 0,
        auto_renewal=bool(renewal and renewal.enabled),
        renewal_quantity=(renewal.renewal_quantity if renewal else None) or 0,
        renewal_date=found.renewal_date,
        used=found.used_quantity or 0,
    )
