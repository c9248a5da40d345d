"""Adobe's coded values. They are open: a value that this version does not know is kept as it is and logged once.

One and the same number means different things on different resources (1022, 1024): hence one type per resource.
Source: developer.adobe.com/vipmp/docs/references/status-codes.
"""

from __future__ import annotations

from connector.wire import OpenEnum


class AccountStatus(OpenEnum):
    """How a reseller or a customer stands."""

    ACTIVE = "1000"
    PENDING = "1002"
    INACTIVE = "1004"
    INVALID_ADDRESS = "1010"
    BLOCKED = "1012"
    DUPLICATE = "1014"
    SANCTIONED = "1022"
    SCREENING = "1023"


class OrderStatus(OpenEnum):
    """How an order or one of its lines stands. A PREVIEW has none."""

    COMPLETE = "1000"
    OPEN = "1002"
    FAILED = "1004"
    RETURNED = "1008"
    DISTRIBUTOR_INACTIVE = "1020"
    RESELLER_INACTIVE = "1022"
    CUSTOMER_INACTIVE = "1024"
    CUSTOMER_INVALID = "1026"


class SubscriptionStatus(OpenEnum):
    """How a subscription stands. A scheduled one begins with the next renewal."""

    ACTIVE = "1000"
    PENDING = "1002"
    INACTIVE = "1004"
    SCHEDULED = "1009"


class TransferStatus(OpenEnum):
    """How the transfer of a membership stands. Ended otherwise than complete, it has a status of the account that it made."""

    COMPLETE = "1000"
    OPEN = "1002"
    FAILED = "1004"
    INVALID_ADDRESS = "1010"


class OrderType(OpenEnum):
    """What an order does. A type that begins with PREVIEW persists nothing; TRANSFER appears in the history only."""

    NEW = "NEW"
    PREVIEW = "PREVIEW"
    RETURN = "RETURN"
    RENEWAL = "RENEWAL"
    PREVIEW_RENEWAL = "PREVIEW_RENEWAL"
    SWITCH = "SWITCH"
    PREVIEW_SWITCH = "PREVIEW_SWITCH"
    REVERT_SWITCH = "REVERT_SWITCH"
    PREVIEW_REVERT_SWITCH = "PREVIEW_REVERT_SWITCH"
    TRANSFER = "TRANSFER"


class OfferType(OpenEnum):
    """The two kinds of products that have discount levels of their own."""

    LICENSE = "LICENSE"
    CONSUMABLES = "CONSUMABLES"


class BenefitType(OpenEnum):
    """What a customer may have been promised."""

    THREE_YEAR_COMMIT = "THREE_YEAR_COMMIT"
    LARGE_GOVERNMENT_AGENCY = "LARGE_GOVERNMENT_AGENCY"
