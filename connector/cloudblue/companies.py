"""What the platform shows of a company: its tier configurations, and what it has at Adobe wherever it trades.

Must never decide which of it belongs to a request: whoever asks brings the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.asking import asked
from connector.cloudblue.manners import TIER_CONFIGURATION
from connector.cloudblue.reading import corrected_customer, corrected_reseller_account, read_tier
from connector.domain.adobe_facts import HeldAccount, OtherConfiguration
from connector.domain.parameters import CUSTOMER_ID, RESELLER_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connect.client import ConnectClient

    from connector.domain.requests import AnyRequest

    Place = tuple[str, str, str]
    Sells = Callable[[str, str, str], bool]
    Raw = Mapping[str, Any]

_FIRST: Final = 1
_GONE: Final = frozenset({"terminated", "draft"})
_BEING_SET_UP: Final = "processing"


class Companies:
    """One delivery's view of a company on the platform."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client

    def other_configurations(self, request: AnyRequest, tier_id: str, sells: Sells) -> tuple[OtherConfiguration, ...]:
        """List the company's other configurations of tier 1 for what passes the test of product, marketplace and connection.

        One whose request is under way shows the reseller that stands on that request, since its own parameters follow later.
        """
        found = [one for one in self._configurations(tier_id) if one["id"] != request.subject and sells(*_place(one))]
        return tuple(self._other(one) for one in found)

    def places_of(self, tier_id: str, product_id: str) -> tuple[Place, ...]:
        """Name where the company has something at Adobe: product, marketplace and connection type, each place once."""
        holders = (*self._reselling(tier_id, product_id), *self._buying(tier_id, product_id))
        return tuple(dict.fromkeys(map(_place, holders)))

    def held_accounts(self, tier_id: str, product_id: str, sells: Sells) -> tuple[HeldAccount, ...]:
        """List what the company has at Adobe for a product, under what passes the test: each reseller and each customer once.

        The company's data are those of the tier account now. Where several hold the same id, a parameter that any of them has
        filled corrects them, the first one's winning.
        """
        company = read_tier(asked("read tier account", self._client.ns("tier").collection("accounts")[tier_id].get))
        resellers = _texts_by_id(RESELLER_ID, (one for one in self._reselling(tier_id, product_id) if sells(*_place(one))))
        customers = _texts_by_id(CUSTOMER_ID, (one for one in self._buying(tier_id, product_id) if sells(*_place(one))))
        return (
            *(HeldAccount("reseller", key, corrected_reseller_account(company, texts)) for key, texts in resellers.items()),
            *(HeldAccount("customer", key, corrected_customer(company, texts)) for key, texts in customers.items()),
        )

    def _configurations(self, tier_id: str) -> list[Raw]:
        query = self._client.ns("tier").collection("configs").filter(account__id=tier_id)
        found: list[Raw] = asked("read tier configurations", lambda: list(query))
        return sorted((one for one in found if one.get("tier_level") == _FIRST), key=lambda one: str(one["id"]))

    def _other(self, raw: Raw) -> OtherConfiguration:
        reseller_id = _texts(raw).get(RESELLER_ID, "")
        request_id = (raw.get("open_request") or {}).get("id")
        if request_id and not reseller_id:
            request = TIER_CONFIGURATION.collection(self._client)[request_id]
            reseller_id = _texts(asked("read request", request.get)).get(RESELLER_ID, "")
        is_open = bool(request_id) or raw.get("status") == _BEING_SET_UP
        product, marketplace, _ = _place(raw)
        return OtherConfiguration(raw["id"], product, reseller_id, is_open, marketplace)

    def _reselling(self, tier_id: str, product_id: str) -> Iterator[Raw]:
        own = (one for one in self._configurations(tier_id) if one["product"]["id"] == product_id)
        return (one for one in own if _texts(one).get(RESELLER_ID))

    def _buying(self, tier_id: str, product_id: str) -> Iterator[Raw]:
        assets = self._client.ns("subscriptions").collection("assets")
        query = assets.filter(tiers__customer__id=tier_id, product__id=product_id)
        found: list[Raw] = asked("read assets", lambda: list(query))
        living = (one for one in sorted(found, key=lambda one: str(one["id"])) if one.get("status") not in _GONE)
        return (one for one in living if _texts(one).get(CUSTOMER_ID))


def _place(raw: Raw) -> Place:
    return raw["product"]["id"], (raw.get("marketplace") or {}).get("id", ""), (raw.get("connection") or {}).get("type", "")


def _texts(raw: Raw) -> dict[str, str]:
    return {one["id"]: str(one.get("value") or "").strip() for one in raw.get("params") or ()}


def _texts_by_id(name: str, holders: Iterator[Raw]) -> dict[str, dict[str, str]]:
    """Lay the filled texts of everything that holds one id over one another, the first on top."""
    found: dict[str, dict[str, str]] = {}
    for holder in holders:
        texts = {key: text for key, text in _texts(holder).items() if text}
        found[texts[name]] = texts | found.get(texts[name], {})
    return found
