"""Durable memory: the intent journal, leases, and what is known of requests and customers; SQLAlchemy stays in here.

Must never know what Adobe or the marketplace mean: it keeps rows, guards them, and tells its database's time.
"""

from connector.store.accounts import Revision, SealedAccount
from connector.store.actions import ActionState
from connector.store.browsing import HeldLease, RequestPage, State, Wanted
from connector.store.claims import ClaimState, Heard
from connector.store.errors import (
    AttemptMissingError,
    LeaseLostError,
    OpenAttemptError,
    StoreError,
    StoreMissingError,
    StoreOutdatedError,
    StoreUnavailableError,
    StoreUrlError,
)
from connector.store.leases import LEASE_TIME, Lease
from connector.store.orders import SentOrder
from connector.store.overviews import AccountCalls, Counted, Sight
from connector.store.requests import Place, RequestState, Shown
from connector.store.store import Store
from connector.store.transactions import TransactionState
from connector.store.trimming import Trimmed

__all__ = [
    "LEASE_TIME",
    "AccountCalls",
    "ActionState",
    "AttemptMissingError",
    "ClaimState",
    "Counted",
    "Heard",
    "HeldLease",
    "Lease",
    "LeaseLostError",
    "OpenAttemptError",
    "Place",
    "RequestPage",
    "RequestState",
    "Revision",
    "SealedAccount",
    "SentOrder",
    "Shown",
    "Sight",
    "State",
    "Store",
    "StoreError",
    "StoreMissingError",
    "StoreOutdatedError",
    "StoreUnavailableError",
    "StoreUrlError",
    "TransactionState",
    "Trimmed",
    "Wanted",
]
