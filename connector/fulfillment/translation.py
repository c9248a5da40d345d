"""Between the rules' words and Adobe's: which wire call a domain call is, and what an Adobe answer shows. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from connector.adobe import calls, models
from connector.domain import adobe_facts as facts
from connector.domain.moves import Call, CreateCustomer, PlaceOrder, PreviewOrder, ReturnOrder, SetAutoRenewal
from connector.domain.parties import Address, AdobeProfile, Contact
from connector.domain.reseller_moves import CreateReseller, UpdateCustomer, UpdateReseller
from connector.domain.retail_facts import Redeemed, Redemption
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.transfer_moves import PlaceTransfer
from connector.fulfillment.translating_transfers import commitment, special_terms
from connector.retail import calls as retail_calls
from connector.retail.links import code_of
from connector.retail.models import Claimed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from connector.domain.parties import CustomerProfile
    from connector.retail.models import Subscription as RetailSubscription

_CUSTOMERS_WISH: str = "USER_CANCELLED"


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
        case CreateReseller():
            return calls.create_reseller(calls.NewReseller(call.distributor_id, _profile(call.profile), call.reference))
        case UpdateReseller():
            return calls.update_reseller(call.reseller_id, _whole_profile(call.profile))
        case UpdateCustomer():
            return calls.update_customer(call.customer_id, _whole_profile(call.profile))
        case PlaceTransfer():
            rights = {"ignore_order_return": call.ignore_order_return, "expire_open_pas": call.expire_open_pas}
            return calls.place_transfer(call.membership_id, call.reseller_id, **rights)
        case ClaimProduct():
            return retail_calls.claim_product(call.reference, call.offer_id)
        case EndSubscription():
            return retail_calls.cancel_subscription(call.reference, _CUSTOMERS_WISH)
        case _:
            assert_never(call)


def new_order(order: PlaceOrder | PreviewOrder) -> calls.NewOrder:
    """Give the lines of an order as Adobe takes them; the currency stands on the lines."""
    lines = tuple(calls.NewLine(line.number, line.offer_id, line.quantity, order.currency) for line in order.lines)
    return calls.NewOrder(lines, order.reference)


def _profile(profile: CustomerProfile) -> calls.CompanyProfile:
    """Give the profile that something new is created with: one contact, one market segment."""
    contact = profile.contact
    whole = AdobeProfile(
        company_name=profile.company_name,
        language=profile.language,
        address=profile.address,
        phone=contact.phone,
        contacts=(contact,),
        segments=(profile.market_segment,),
    )
    return _whole_profile(whole)


def _whole_profile(profile: AdobeProfile) -> calls.CompanyProfile:
    address = profile.address
    return calls.CompanyProfile(
        company_name=profile.company_name,
        preferred_language=profile.language,
        market_segments=profile.segments,
        address=calls.Address(
            country=address.country,
            region=address.region,
            city=address.city,
            address_line_1=address.line_1,
            address_line_2=address.line_2,
            postal_code=address.postal_code,
            phone_number=profile.phone,
        ),
        contacts=tuple(calls.Contact(one.first_name, one.last_name, one.email, one.phone) for one in profile.contacts),
    )


def _held_profile(profile: models.StoredProfile) -> AdobeProfile:
    address = profile.address
    one_segment = (profile.market_segment,) if profile.market_segment else ()
    return AdobeProfile(
        company_name=profile.company_name,
        language=profile.preferred_language,
        address=Address(
            line_1=address.address_line_1,
            line_2=address.address_line_2,
            city=address.city,
            region=address.region,
            postal_code=address.postal_code,
            country=address.country,
        ),
        phone=address.phone_number,
        contacts=tuple(Contact(one.first_name, one.last_name, one.email, one.phone_number) for one in profile.contacts),
        segments=profile.market_segments or one_segment,
    )


def reseller(found: models.Reseller) -> facts.Reseller:
    """Give what the rules need of an Adobe reseller."""
    return facts.Reseller(
        id=found.reseller_id,
        status=str(found.status or ""),
        distributor_id=found.distributor_id or "",
        reference=found.external_reference_id or "",
        created=found.creation_date,
        profile=_held_profile(found.company_profile),
    )


def customer(found: models.Customer) -> facts.Customer:
    """Give what the rules need of an Adobe customer."""
    profile = _held_profile(found.company_profile)
    return facts.Customer(
        id=found.customer_id,
        status=str(found.status or ""),
        company_name=profile.company_name,
        address=profile.address,
        emails=tuple(contact.email for contact in profile.contacts),
        market_segment=found.company_profile.market_segment or "",
        reseller_id=found.reseller_id or "",
        reference=found.external_reference_id or "",
        created=found.creation_date,
        special=_special(found),
        commitment=commitment(benefit.commitment_request or benefit.commitment for benefit in found.benefits),
        recommitment=commitment(benefit.recommitment_request for benefit in found.benefits),
        profile=profile,
    )


def _special(found: models.Customer) -> tuple[str, ...]:
    """Name what makes a customer one that this version cannot serve."""
    marks = {
        "a high volume (HVD) customer": any(tag.startswith("HVD") for tag in found.tags),
        "enabled for global sales (deployments)": found.global_sales_enabled,
    }
    return (*special_terms(found.benefits, found.discounts), *(name for name, is_so in marks.items() if is_so))


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
                unit_price=_unit_price(line.pricing),
            )
            for line in found.lines
        ),
        returned_order=found.reference_order_id or "",
    )


def _unit_price(pricing: models.Pricing | None) -> Decimal | None:
    """Give the price of one unit for the full term, after discount where Adobe tells of one."""
    if pricing is None:
        return None
    return pricing.partner_price if pricing.discounted_partner_price is None else pricing.discounted_partner_price


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


def redemption(call: calls.WriteCall, body: Mapping[str, Any]) -> Redemption | None:
    """Give the link that an answer holds, where the call was a claim; the code is read from it."""
    if call.path != retail_calls.CLAIM_PATH:
        return None
    claimed = Claimed.parse(body)
    return Redemption(claimed.experience_url, claimed.short_experience_url or "", code_of(claimed.experience_url))


def redeemed(found: RetailSubscription | None) -> Redeemed:
    """Give what became of a claim; nothing yet where Adobe knows no subscription."""
    return Redeemed(str(found.status), found.start_date, found.end_date) if found else Redeemed()


def reference_of(claim: calls.WriteCall) -> str:
    """Give the reference that a claim names."""
    return next(str(pair["value"]) for pair in claim.body["workflow_attributes"] if pair["key"] == retail_calls.REFERENCE)
