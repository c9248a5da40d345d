"""What Adobe answers, read into frozen values. Links are private: no `repr` shows them."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from connector.wire import OpenEnum, WireModel


class Attribute(WireModel):
    """One pair of a workflow: `partner_reference_id` or `offer_id`, and its value."""

    key: str
    value: str


class Claimed(WireModel):
    """The success of a claim (200 and 202 alike): the link to redeem, a short form of it where there is one, and the two ids.

    Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
    """

    private = frozenset({"experience_url", "short_experience_url"})

    experience_url: str
    short_experience_url: str | None = None
    workflow_attributes: tuple[Attribute, ...] = ()

    @property
    def ids(self) -> dict[str, str]:
        """The pairs as a mapping; they stand nowhere else."""
        return {pair.key: pair.value for pair in self.workflow_attributes}


class Status(OpenEnum):
    """How a redeemed product stands."""

    ACTIVE = "ACTIVE"
    CANCELLED = "CANCELLED"


class Subscription(WireModel):
    """A product that was redeemed. UNOFFICIAL: from an integration kit of July 2026, not from Adobe's public pages."""

    partner_reference_id: str
    offer_id: str | None = None
    status: Status
    start_date: datetime | None = None
    end_date: datetime | None = None


class Notification(WireModel):
    """What Adobe posts to the webhook: its own name for the reference, other spellings of status and dates. UNOFFICIAL."""

    spellings = MappingProxyType({"start_date": ("startDate",), "end_date": ("endDate",)})

    partner_subscription_id: str
    status: str
    start_date: datetime | None = None
    end_date: datetime | None = None
    timestamp: datetime
