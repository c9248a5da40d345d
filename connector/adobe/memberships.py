"""Memberships of the old programme, VIP, and their transfers, read. Transferring one is a persisting call: see `calls`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from connector.adobe.calls import path_of, transfer_query
from connector.adobe.codes import TransferStatus
from connector.adobe.errors import AdobeGibberishError
from connector.adobe.models import Benefit, Discount
from connector.adobe.pages import read_as
from connector.wire import CamelModel

if TYPE_CHECKING:
    from connector.adobe.calling import Caller


class MembershipOffer(CamelModel):
    """One future subscription of a membership, at the offer that it will have; past its renewal date it will be inactive."""

    offer_id: str
    quantity: int
    currency_code: str | None = None
    renewal_date: date | None = None


class MembershipPreview(CamelModel):
    """What a membership holds. Benefits and discounts are there for companies with a commitment or at high volume.

    Source: developer.adobe.com/vipmp/docs/migration/preview-offers.
    """

    total_count: int | None = None
    items: tuple[MembershipOffer, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    discounts: tuple[Discount, ...] = ()


class TransferLine(CamelModel):
    """One line of a transfer; subscription and deployment are unknown until it is complete."""

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"deployment_id": ("deploymentId", "deployToId", "deploymentID")}

    line_item_number: int | None = None
    offer_id: str
    quantity: int
    subscription_id: str | None = None
    currency_code: str | None = None
    deployment_id: str | None = None


class Transfer(CamelModel):
    """The transfer of a membership. The customer is unknown until it is complete.

    Source: developer.adobe.com/vipmp/docs/migration/get-transfer-details.
    """

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"lines": ("lineItems", "items")}

    transfer_id: str
    status: TransferStatus | None = None
    customer_id: str | None = None
    membership_id: str | None = None
    reseller_id: str | None = None
    creation_date: datetime | None = None
    lines: tuple[TransferLine, ...] = ()


class Memberships:
    """The memberships that companies have named: whoever names one has its company's consent."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def preview(self, membership_id: str, *, ignore_order_return: bool, expire_open_pas: bool) -> MembershipPreview:
        """Ask what a membership holds, and so whether it can be transferred. Nothing persists.

        Refusals: 404 with a code, or without any JSON, for an unknown membership; 1164, 5115, 5117 with its reasons, 5118, 5120,
        5121. Raises `AdobeGibberishError` where the answer holds fewer offers than it counts.
        Source: developer.adobe.com/vipmp/docs/migration/preview-offers.
        """
        query = transfer_query(ignore_order_return=ignore_order_return, expire_open_pas=expire_open_pas)
        trace, document = self._caller.read(path_of("memberships", membership_id, "offers"), query)
        found = read_as(MembershipPreview, trace, document)
        if found.total_count is not None and len(found.items) < found.total_count:
            raise AdobeGibberishError(trace, f"the list ends after {len(found.items)} of {found.total_count}")
        return found

    def transfer(self, membership_id: str, transfer_id: str) -> Transfer:
        """Read a transfer. Refusal 5116: there is no such membership or transfer.

        Source: developer.adobe.com/vipmp/docs/migration/get-transfer-details.
        """
        trace, document = self._caller.read(path_of("memberships", membership_id, "transfers", transfer_id))
        return read_as(Transfer, trace, document)
