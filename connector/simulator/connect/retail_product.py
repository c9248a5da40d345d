"""A second product to begin with: consumer products of Adobe, claimed by a link, on the marketplace of the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.simulator.connect.simulator import ConnectSimulator

RETAIL_PRODUCT: Final = "PRD-000-000-002"
RETAIL_ITEMS: Final[Mapping[str, str]] = {
    "EXPRESS-PREMIUM": "Adobe Express Premium, 12 months",
    "PHOTOGRAPHY-1TB": "Photography plan 1 TB, 12 months",
}
_TEMPLATES: Final = (
    ("TL-000-000-011", "fulfillment", "Your link", "Redeem your product: {{ params.adobe_redemption_url }}"),
    ("TL-000-000-012", "inquire", "Please correct", "Please correct the marked fields."),
)


def build_retail_product(simulator: ConnectSimulator, *, without: Iterable[str] = (), templates: bool = True) -> str:
    """Publish the product on the marketplace that is there; gives its id. `without` names parameters that it lacks."""
    vendor = simulator.vendor
    vendor.add_product(RETAIL_PRODUCT, "Adobe for consumers")
    vendor.add_parameter(RETAIL_PRODUCT, "external_reference_id")
    for name in ("adobe_partner_reference_id", "error_msg"):
        vendor.add_parameter(RETAIL_PRODUCT, name, phase="fulfillment")
    for name in ("adobe_redemption_url", "adobe_redemption_short_url"):
        vendor.add_parameter(RETAIL_PRODUCT, name, phase="fulfillment", type="url")
    vendor.add_parameter(RETAIL_PRODUCT, "adobe_redemption_code", phase="fulfillment", type="password")
    for name in without:
        vendor.remove_parameter(RETAIL_PRODUCT, name)
    for mpn, name in RETAIL_ITEMS.items():
        vendor.add_item(RETAIL_PRODUCT, mpn, name=name)
    for identifier, kind, name, body in _TEMPLATES if templates else ():
        vendor.add_template(RETAIL_PRODUCT, identifier, type=kind, name=name, body=body)
    return RETAIL_PRODUCT
