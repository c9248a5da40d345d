"""The distributor's operator: does what the note on a parked request asks for, where only a person can tell the answer.

It happens to a transfer that Adobe carries out and answers with a failure of its own: the new customer's id is in no answer, and
Adobe lists no transfers. Must never help where a request could have ended by itself: it acts upon that note alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connect.client import ConnectClient

from connector.simulator.connect.adapter import InProcessAdapter

if TYPE_CHECKING:
    from soak.playing import Platforms

_ENDPOINT: Final = "https://connect.invalid/public/v1"
_ASKED: Final = "Write its Adobe customer to adobe_customer_id"


class Operator:
    """Looks after parked requests. `written` counts how often it was needed."""

    def __init__(self, platforms: Platforms) -> None:
        self._platforms = platforms
        self._client = ConnectClient("ApiKey SU-000-000-000:operator", endpoint=_ENDPOINT, use_specs=False)
        self._client.session.mount(_ENDPOINT, InProcessAdapter(platforms.connect))
        self._helped: set[str] = set()

    @property
    def written(self) -> int:
        """How many requests had to be helped."""
        return len(self._helped)

    def look_after(self, request: str, company: str) -> None:
        """Write the company's Adobe customer where the request's note asks for it, once; its next delivery goes on from there."""
        if request in self._helped or _ASKED not in str(self._platforms.connect.control.document(request).get("note")):
            return
        customers = self._platforms.adobe.control.customers()
        (customer,) = (one["customerId"] for one in customers if one["companyProfile"]["companyName"] == company)
        written = [{"id": "adobe_customer_id", "value": customer}]
        self._client.requests[request].update({"asset": {"params": written}})
        self._helped.add(request)
        self._platforms.connect.control.deliver_now()
