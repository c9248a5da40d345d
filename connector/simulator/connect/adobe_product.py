"""A world to begin with.

A marketplace that sells an Adobe product, with every parameter the product defines, a reseller and a customer.

The parameter ids, types and phases are the product's contract with the marketplace. The items' MPNs are Adobe product keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.simulator.connect.simulator import ConnectSimulator
    from connector.simulator.connect.vendor import Vendor

PRODUCT: Final = "PRD-000-000-001"
MARKETPLACE: Final = "MP-00001"
RESELLER: Final = "PR14000001"
"""The Adobe reseller of the marketplace's reseller: the first one that a simulated Adobe makes."""

SWITCH: Final = ("active_auto_renewal_status", "inactive_auto_renewal_status")

ORDERING_TEXTS: Final = (
    "adobe_user_first_name", "adobe_user_last_name", "external_reference_id", "adobe_vip_number",
    "customer_company_name", "customer_address_line_1", "customer_address_line_2", "customer_postal_code", "customer_city",
    "customer_region", "customer_country", "customer_phone_number", "transaction_id", "transaction_items",
    "cancel_order_id", "cancel_reason", "downsize_order_id", "downsize_subscription_id", "seamless_move",
    "three_years_minimum_licenses", "three_years_minimum_consumables",
    "three_years_recommitment_minimum_licenses", "three_years_recommitment_minimum_consumables",
)  # fmt: skip
ORDERING_OBJECTS: Final = ("migration_info_object", "adobe_discount_codes", "cb_price_level_hint_draft")
ORDERING_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "cb_autorenewal": SWITCH,
    "set_auto_renewal_status": SWITCH,
    "business-model": ("one-to-many", "one-to-one"),
    "is_cancellation_order": ("is-cancellation-request", "no-cancellation-request", "yes", "true", "no", "false"),
}
ORDERING_CHECKBOXES: Final[Mapping[str, str]] = {
    "three_years_commitment": "3 Years commitment",
    "three_years_recommitment": "3YR",
}
FULFILMENT_TEXTS: Final = (
    "adobe_order_id", "adobe_subscription_id", "transfer_id", "account_creation_date", "renewal_date",
    "auto_renewal_status", "auto_renewal_day", "auto_renewal_month", "auto_renewal_cadence",
    "discount_group", "discount_group_consumables",
    "commitment_status", "commitment_start_date", "commitment_end_date",
    "recommitment_status", "recommitment_start_date", "recommitment_end_date",
    "global_sales", "error_msg", "adobe_partner_reference_id",
)  # fmt: skip
FULFILMENT_OBJECTS: Final = (
    "adobe_orders", "cb_adobe_account_subscription_list", "cb_flex_discounts_applied", "cb_price_level_hint_final_object",
)  # fmt: skip
RESELLER_TEXTS: Final = (
    "reseller_company_name", "reseller_address_line_1", "reseller_address_line_2",
    "reseller_postal_code", "reseller_city", "reseller_region",
    "reseller_country", "reseller_phone_number", "adobe_reseller_approval_code",
)  # fmt: skip
ITEMS: Final[Mapping[str, str]] = {
    "65304470CA": "Photoshop for teams",
    "65309999CA": "Creative Cloud All Apps for teams",
    "30007777CA": "Acrobat Sign for teams",
}
TEMPLATES: Final = (
    ("TL-000-000-001", "asset", "fulfillment", "Purchase approved"),
    ("TL-000-000-002", "asset", "inquire", "Please correct"),
    ("TL-000-000-003", "asset", "fulfillment", "Transfer approved"),
    ("TL-000-000-004", "tier1", "fulfillment", "Reseller approved"),
)
CONFIGURED_TEMPLATES: Final[Mapping[str, str]] = {
    "activation_template_id": "TL-000-000-001",
    "inquiring_template_id": "TL-000-000-002",
    "transfer_template_id": "TL-000-000-003",
}


@dataclass(frozen=True)
class AdobeProduct:
    """The ids of what was built. `tier_configuration` is empty when the reseller was not set up."""

    product: str
    marketplace: str
    reseller: str
    customer: str
    tier_configuration: str


def build_adobe_product(
    simulator: ConnectSimulator,
    *,
    adobe_reseller_id: str | None = RESELLER,
    without: Iterable[str] = (),
    configuration: Mapping[str, object] | None = None,
    currency: str = "USD",
    connection_type: str = "production",
) -> AdobeProduct:
    """Build the world.

    `adobe_reseller_id` stands in the reseller's active tier configuration; None leaves the reseller without one, so that
    purchases wait in `tiers_setup`. `without` names asset parameters that the product lacks. `configuration` is laid over the
    marketplace's values.
    """
    vendor, trade = simulator.vendor, simulator.trade
    vendor.add_marketplace(MARKETPLACE, "Demo Marketplace", currency=currency)
    vendor.add_product(PRODUCT, "Adobe VIP Marketplace for Commercial")
    _define_parameters(vendor)
    for identifier in without:
        vendor.remove_parameter(PRODUCT, identifier)
    for mpn, name in ITEMS.items():
        vendor.add_item(PRODUCT, mpn, name=name)
    for identifier, scope, kind, name in TEMPLATES:
        vendor.add_template(PRODUCT, identifier, scope=scope, type=kind, name=name)
    _configure(vendor, {"Adobe_Currency": currency, **CONFIGURED_TEMPLATES, **(configuration or {})})
    reseller = trade.add_account(
        "Demo Reseller Inc", type="reseller", contact_info={"contact": {"email": "reseller@example.com"}}
    )
    customer = trade.add_account("Example Customer Inc", parent=reseller)
    tier = ""
    if adobe_reseller_id:
        held = {"adobe_reseller_id": adobe_reseller_id}
        tier = trade.activate_tier(reseller, held, product=PRODUCT, marketplace=MARKETPLACE, connection_type=connection_type)
    return AdobeProduct(PRODUCT, MARKETPLACE, reseller, customer, tier)


def _define_parameters(vendor: Vendor) -> None:
    vendor.add_parameter(PRODUCT, "action_type", type="dropdown", choices=("purchase", "transfer"), required=True)
    vendor.add_parameter(PRODUCT, "adobe_user_email", type="email")
    for identifier in ORDERING_TEXTS:
        vendor.add_parameter(PRODUCT, identifier)
    for identifier in ORDERING_OBJECTS:
        vendor.add_parameter(PRODUCT, identifier, type="object")
    for identifier, choices in ORDERING_CHOICES.items():
        vendor.add_parameter(PRODUCT, identifier, type="dropdown", choices=choices)
    for identifier, choice in ORDERING_CHECKBOXES.items():
        vendor.add_parameter(PRODUCT, identifier, type="checkbox", choices=(choice,))
    vendor.add_parameter(PRODUCT, "adobe_customer_id", phase="fulfillment", required=True)
    for identifier in FULFILMENT_TEXTS:
        vendor.add_parameter(PRODUCT, identifier, phase="fulfillment")
    for identifier in FULFILMENT_OBJECTS:
        vendor.add_parameter(PRODUCT, identifier, phase="fulfillment", type="object")
    vendor.add_parameter(PRODUCT, "adobe_redemption_url", phase="fulfillment", type="url")
    vendor.add_parameter(PRODUCT, "adobe_redemption_code", phase="fulfillment", type="password")
    for identifier in RESELLER_TEXTS:
        vendor.add_parameter(PRODUCT, identifier, scope="tier1")
    vendor.add_parameter(PRODUCT, "adobe_reseller_id", phase="fulfillment", scope="tier1")


def _configure(vendor: Vendor, values: Mapping[str, object]) -> None:
    for identifier, value in values.items():
        vendor.configure(PRODUCT, identifier, value, marketplace=MARKETPLACE)
    vendor.configure(PRODUCT, "tier1_template_id", "TL-000-000-004")
