"""What the store's tests build: calls, leases and attempts, and a way to move the database's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.domain.journal import WireCall

if TYPE_CHECKING:
    from connector.domain.journal import Attempt
    from connector.store import Lease, Store

ACCOUNT: Final = "production/D1000000000"
CUSTOMER: Final = "customer/production/D1000000000/TA-0000-0000-0001"
OTHER_CUSTOMER: Final = "customer/production/D1000000000/TA-0000-0000-0002"
REQUEST: Final = "PR-1000-0000-0000-001"


class Ahead:
    """How far the database's clock is put on; call `by` to move it further."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def __call__(self) -> timedelta:
        return self._offset

    def by(self, **distance: int) -> None:
        self._offset += timedelta(**distance)


def a_call(quantity: int = 5) -> WireCall:
    """Build an order as it goes out."""
    body = {"orderType": "NEW", "lineItems": [{"extLineItemNumber": 1, "offerId": "65304479CA01A12", "quantity": quantity}]}
    return WireCall("POST", "/v3/customers/1005944528/orders", body)


def a_lease(store: Store, *names: str, holder: str = "worker 1") -> Lease:
    """Take a lease that is known to be free, by default that of the customer."""
    lease = store.lease(names or (CUSTOMER,), holder)
    assert lease is not None
    return lease


def an_open_attempt(
    store: Store,
    lease: Lease,
    *,
    owner: str = REQUEST,
    intent: str = "place order 3f1c",
    customer_key: str = CUSTOMER,
    call: WireCall | None = None,
) -> Attempt:
    """Open an attempt."""
    return store.open_attempt(
        lease,
        owner=owner,
        intent=intent,
        account=ACCOUNT,
        customer_key=customer_key,
        call=call or a_call(),
        request_id=REQUEST,
    )
