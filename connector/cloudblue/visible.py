"""What one installation of the extension sees of the platform, asked with that installation's own key.

Whether an object is a caller's is the platform's to say, and it says so by showing it or not. Must never answer from what another
caller was shown, and must never take a text from outside for a path: what is no id is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.asking import PlatformRefusedError, asked
from connector.cloudblue.manners import TIER_CONFIGURATION, manner_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from connect.client import ConnectClient

_ID: Final = re.compile(r"[A-Z]{2,4}(-[0-9]{1,6}){2,6}", re.ASCII)
_HIDDEN: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN})
_KEPT_SECONDS: Final = 60.0
_AT_ONCE: Final = 50
_MOST_AT_ONCE: Final = 200
_MOST_KEPT: Final = 2_000


@dataclass
class Glimpses:
    """What callers were shown within the last minute, each under its own name: one per process. `monotonic` is in seconds."""

    monotonic: Callable[[], float]
    _kept: dict[tuple[str, ...], tuple[float, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, ...], look: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever was looked at.
        """Give what was seen within a minute, or look."""
        with self._lock:
            until, seen = self._kept.get(key, (0.0, None))
        if until > self.monotonic():
            return seen
        seen = look()
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = (self.monotonic() + _KEPT_SECONDS, seen)
        return seen

    def forget(self) -> None:
        """Forget everything: the next look is a real one."""
        with self._lock:
            self._kept.clear()


class Visible:
    """The platform as one caller sees it. `name` tells callers apart, and must be nothing that a caller can choose."""

    def __init__(self, client: ConnectClient, name: str, glimpses: Glimpses) -> None:
        self._client = client
        self._glimpses = glimpses
        self.name = name

    def marketplaces(self) -> frozenset[str]:
        """Give the ids of the marketplaces that the caller sees; for a minute the same."""
        return frozenset(self._glimpses.get((self.name, "marketplaces"), self._listed_marketplaces))

    def asset(self, asset_id: str) -> dict[str, Any] | None:
        """Read an asset as it is now; `None` where the caller sees none."""
        found: dict[str, Any] | None = self._shown("read asset", self._client.assets, asset_id)
        return found

    def request(self, request_id: str) -> dict[str, Any] | None:
        """Read a request of any kind as it is now; `None` where the caller sees none."""
        found: dict[str, Any] | None = self._shown("read request", manner_of(request_id).collection(self._client), request_id)
        return found

    def requests(self, request_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Read those of several requests of any kind that the caller sees, by their ids."""
        found: dict[str, dict[str, Any]] = {}
        kinds = {manner_of(one).path: manner_of(one) for one in request_ids if _ID.fullmatch(one)}
        for kind in kinds.values():
            own = [one for one in request_ids if _ID.fullmatch(one) and manner_of(one) is kind]
            for start in range(0, len(own), _AT_ONCE):
                query = kind.collection(self._client).filter(id__in=own[start : start + _AT_ONCE])
                found |= {str(one["id"]): one for one in self._listed("list requests", query)}
        return found

    def newest_requests(self, filters: Mapping[str, object], most: int) -> list[dict[str, Any]]:
        """List fulfilment requests that the caller sees, the newest first, by filters of the platform's; `most` at most."""
        query = self._client.requests.filter(**filters).order_by("-created", "-id")
        return self._listed("list requests", query.limit(min(most, _MOST_AT_ONCE))[0:most])

    def configurations(self, filters: Mapping[str, object], first: int = 0, most: int | None = None) -> list[dict[str, Any]]:
        """List tier configurations that the caller sees, in the platform's order: `most` from the `first` on, or all."""
        query = self._client.ns("tier").collection("configs").filter(**filters)
        return self._listed("list tier configurations", query if most is None else query[first : first + most])

    def configuration(self, configuration_id: str) -> dict[str, Any] | None:
        """Read a tier configuration as it is now; `None` where the caller sees none."""
        configurations = self._client.ns("tier").collection("configs")
        found: dict[str, Any] | None = self._shown("read tier configuration", configurations, configuration_id)
        return found

    def tier_requests(self, filters: Mapping[str, object]) -> list[dict[str, Any]]:
        """List requests about tier configurations that the caller sees."""
        query = TIER_CONFIGURATION.collection(self._client).filter(**filters)
        return self._listed("list tier configuration requests", query)

    def _listed(self, what: str, query: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - CloudBlue's client carries no types.
        try:
            return list(asked(what, partial(list, query)))
        except PlatformRefusedError as refused:
            if refused.status in _HIDDEN:
                return []
            raise

    def shows_company(self, tier_id: str) -> bool:
        """Whether the caller sees a tier account (TA-…); for a minute the same."""
        return bool(self._glimpses.get((self.name, "company", tier_id), lambda: self._company(tier_id) is not None))

    def items(self, product_id: str) -> tuple[dict[str, Any], ...]:
        """List a product's items, as the platform writes them; none where it is not shown. For a minute the same."""
        found = self._glimpses.get((self.name, "items", product_id), lambda: self._listed_items(product_id))
        return tuple(found)

    def _company(self, tier_id: str) -> object:
        return self._shown("read tier account", self._client.ns("tier").collection("accounts"), tier_id)

    def _listed_marketplaces(self) -> list[str]:
        found: list[dict[str, Any]] = asked("list marketplaces", lambda: list(self._client.marketplaces.all()))
        return [str(one["id"]) for one in found]

    def _listed_items(self, product_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] | None = self._shown("list items", self._client.products, product_id, _items_of)
        return found or []

    def _shown(self, what: str, collection: Any, object_id: str, look: Callable[[Any], Any] | None = None) -> Any:  # noqa: ANN401 - CloudBlue's client and its JSON.
        if not _ID.fullmatch(object_id):
            return None
        found = collection[object_id]
        try:
            return asked(what, partial(look, found) if look else found.get)
        except PlatformRefusedError as refused:
            if refused.status in _HIDDEN:
                return None
            raise


def _items_of(product: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - CloudBlue's client carries no types.
    return list(product.items.all())
