"""The management API's bodies and answers, as CloudBlue writes them: names, spelling and all. No rule stands here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.fulfillment.managing import AskedLine, Place
from connector.fulfillment.switching import ChosenItem, Switch
from connector.web.problems import ProblemError
from connector.wire import WireModel

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENTS: Final = ("production", "test", "development")
_ADOBE_ID: Final = re.compile(r"[\w-]{4,64}")
_MOST_LINES: Final = 499
_MOST: Final = 999_999


class TransferPreview(WireModel):
    """What a VIP membership holds is asked for. `product` (PRD-…) is ours: it says whose items to name."""

    marketplace: str
    environment: str = "production"
    membership: str
    product: str | None = None

    @property
    def place(self) -> Place:
        """Where it would be sold."""
        return Place(self.marketplace, environment(self.environment), self.product or "")


class TransferPreviewItem(WireModel):
    """One future subscription; the last two are empty where the product has no such item."""

    offerId: str  # noqa: N815 - CloudBlue's own name, as are those below.
    quantity: int
    renewalDate: str = ""  # noqa: N815 - the name is CloudBlue's.
    adobeProductName: str = ""  # noqa: N815 - the name is CloudBlue's.
    connectItemId: str = ""  # noqa: N815 - the name is CloudBlue's.


class TransferPreviewed(WireModel):
    """What the membership holds."""

    totalCount: int  # noqa: N815 - the name is CloudBlue's.
    items: tuple[TransferPreviewItem, ...]


class OrderPreviewItem(WireModel):
    """One line of a cart: a product key or a whole offer id."""

    offerId: str  # noqa: N815 - the name is CloudBlue's.
    quantity: int
    discountcode: str | None = None


class OrderPreview(WireModel):
    """The offers that a customer would get are asked for, with prices where `price` is true. `product` (PRD-…) is ours."""

    marketplace: str
    environment: str = "production"
    customer: str
    price: bool = False
    items: tuple[OrderPreviewItem, ...]
    product: str | None = None

    @property
    def place(self) -> Place:
        """Where it would be sold."""
        return Place(self.marketplace, environment(self.environment), self.product or "")

    @property
    def lines(self) -> tuple[AskedLine, ...]:
        """The cart. Raises `ProblemError` where Adobe could take no such cart."""
        if not 1 <= len(self.items) <= _MOST_LINES:
            raise ProblemError("input-invalid", f"Correct items: an order has 1 to {_MOST_LINES} lines.")
        if not all(1 <= one.quantity <= _MOST for one in self.items):
            raise ProblemError("input-invalid", f"Correct items: a quantity is a whole number from 1 to {_MOST}.")
        return tuple(AskedLine(one.offerId.strip(), one.quantity, one.discountcode or "") for one in self.items)


class Pricing(WireModel):
    """Adobe's prices of one line as decimal texts; the first three are per unit."""

    partnerPrice: str | None = None  # noqa: N815 - the name is CloudBlue's.
    discountedPartnerPrice: str | None = None  # noqa: N815 - the name is CloudBlue's.
    netPartnerPrice: str | None = None  # noqa: N815 - the name is CloudBlue's.
    lineItemPartnerPrice: str | None = None  # noqa: N815 - the name is CloudBlue's.


class OrderPreviewedLine(WireModel):
    """One line at the level to order; days and prices only where they were asked for."""

    extLineItemNumber: int  # noqa: N815 - the name is CloudBlue's.
    offerId: str  # noqa: N815 - the name is CloudBlue's.
    quantity: int
    proratedDays: int | None = None  # noqa: N815 - the name is CloudBlue's.
    pricing: Pricing | None = None


class References(WireModel):
    """What the preview refers to."""

    externalReferenceId: str = ""  # noqa: N815 - the name is CloudBlue's.


class OrderPreviewed(WireModel):
    """The cart as Adobe would sell it."""

    customerId: str  # noqa: N815 - the name is CloudBlue's.
    currencyCode: str  # noqa: N815 - the name is CloudBlue's.
    creationDate: str  # noqa: N815 - the name is CloudBlue's.
    lineItems: tuple[OrderPreviewedLine, ...]  # noqa: N815 - the name is CloudBlue's.
    references: References


class AutoRenewalItem(WireModel):
    """One item of the asset, by its MPN or its Adobe subscription; the renewal quantity may stay as it is."""

    mpn: str | None = None
    subscription_id: str | None = None
    renewal_quantity: int | None = None


class AutoRenewal(WireModel):
    """Auto-renewal is to be switched: of the whole asset, or of the items that are named."""

    asset_id: str
    marketplace: str | None = None
    environment: str = "production"
    autorenewal: bool
    items: tuple[AutoRenewalItem, ...] = ()

    def switch(self, user: str) -> Switch:
        """Give what is asked for. Raises `ProblemError`."""
        if not all(one.renewal_quantity is None or 1 <= one.renewal_quantity <= _MOST for one in self.items):
            raise ProblemError("input-invalid", f"Correct items: a renewal quantity is a whole number from 1 to {_MOST}.")
        chosen = (ChosenItem(one.mpn or "", one.subscription_id or "", one.renewal_quantity) for one in self.items)
        return Switch(
            asset_id=self.asset_id,
            marketplace=self.marketplace or "",
            environment=environment(self.environment),
            autorenewal=self.autorenewal,
            items=tuple(chosen),
            user=user,
        )


class AutoRenewalItemShown(WireModel):
    """One item as Adobe shows it afterwards; the renewal quantity is 0 where it does not renew."""

    mpn: str = ""
    subscription_id: str
    autorenewal: bool
    renewal_quantity: int


class AutoRenewalSwitched(WireModel):
    """The asset's items after the switch."""

    success: bool
    asset_id: str
    items: tuple[AutoRenewalItemShown, ...]


def adobe_id(written: str, field: str) -> str:
    """Give an Adobe id. Raises `ProblemError` for what can be none."""
    if not _ADOBE_ID.fullmatch(written.strip()):
        raise ProblemError("input-invalid", f"Correct {field}: it is no id of Adobe's.")
    return written.strip()


def environment(written: str) -> str:
    """Give the environment. Raises `ProblemError` for any other word."""
    if written not in ENVIRONMENTS:
        raise ProblemError("input-invalid", f"Correct environment: it is one of {', '.join(ENVIRONMENTS)}.")
    return written


EXAMPLES: Final[Mapping[str, Mapping[str, object]]] = {
    "transfer": {"marketplace": "MP-00001", "environment": "production", "membership": "4B7B2A1C4F3E9D8A6C5B"},
    "transferred": {
        "totalCount": 1,
        "items": [
            {
                "offerId": "65304578CA01A12",
                "quantity": 5,
                "renewalDate": "2027-03-01",
                "adobeProductName": "Photoshop",
                "connectItemId": "PRD-000-000-001-0001",
            }
        ],
    },
    "order": {
        "marketplace": "MP-00001",
        "customer": "P1005053489",
        "price": True,
        "items": [{"offerId": "65304578CA", "quantity": 10}],
    },
    "ordered": {
        "customerId": "P1005053489",
        "currencyCode": "USD",
        "creationDate": "2026-03-01T10:00:00+00:00",
        "lineItems": [
            {
                "extLineItemNumber": 1,
                "offerId": "65304578CA02A12",
                "quantity": 10,
                "proratedDays": 365,
                "pricing": {"partnerPrice": "100.00", "lineItemPartnerPrice": "1000.00"},
            }
        ],
        "references": {"externalReferenceId": ""},
    },
    "switch": {"asset_id": "AS-0000-0000-0001", "autorenewal": True, "items": [{"mpn": "65304578CA", "renewal_quantity": 8}]},
    "switched": {
        "success": True,
        "asset_id": "AS-0000-0000-0001",
        "items": [
            {
                "mpn": "65304578CA",
                "subscription_id": "e0b170437c4e96ac5428364f674dffNA",
                "autorenewal": True,
                "renewal_quantity": 8,
            }
        ],
    },
}
"""An example of each body and answer, for OpenAPI."""
