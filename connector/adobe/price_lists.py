"""Price lists, read page by page. Whether the pages make a whole list is for the caller to judge.

Source: developer.adobe.com/vipmp/docs/manage-pricing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias
from urllib.parse import urlencode

from connector.adobe.errors import AdobeGibberishError, CallTrace
from connector.adobe.pages import read_as
from connector.wire import CamelModel

if TYPE_CHECKING:
    from connector.adobe.calling import Caller

TypeField: TypeAlias = Literal["priceListType", "discountType"]

_PATH: Final = "/v3/pricelist"
# Adobe's default, which may be left out: so this list can be asked for under both names of the field.
_STANDARD: Final = "STANDARD"

ALL_ATTRIBUTES: Final = (
    "productFamily",
    "productType",
    "productTypeDetail",
    "additionalDetail",
    "operatingSystem",
    "language",
    "version",
    "users",
    "metric",
    "bridge",
    "upcEanCode",
    "gtinCode",
    "acdIndicator",
    "acdEffectiveDate",
    "acdDescription",
    "levelDetails",
    "firstOrderDate",
    "lastOrderDate",
    "partnerPrice",
    "estimatedStreetPrice",
    "discountCode",
    "estimatedShipDate",
    "publicAnnounceDate",
    "rmaRequestDeadline",
    "pool",
    "duration",
)
"""Every documented attribute but `partNumber`, which stands in one sample only and is described nowhere."""

FEW_ATTRIBUTES: Final = (
    "productType",
    "productTypeDetail",
    "language",
    "acdIndicator",
    "acdEffectiveDate",
    "acdDescription",
    "levelDetails",
)
"""What is asked for where Adobe refuses one of all: the three of its first sample, its indicators and the levels."""


@dataclass(frozen=True)
class PriceFilters:
    """What a list may be narrowed to; every filter that is given must hold, an empty one is not sent.

    `product_family` is exact, also in its case; `first_order_date` asks for rows whose first order date is later than it,
    `last_order_date` for rows whose last order date is on or after it.
    """

    offer_id: str = ""
    product_family: str = ""
    first_order_date: date | None = None
    last_order_date: date | None = None
    discount_code: str = ""


@dataclass(frozen=True)
class PriceQuestion:
    """Which list is asked for, and how. `month` is `YYYYMM`; `type_field` is the name under which Adobe takes the type.

    Adobe renamed that field in July 2025 and refuses unexpected ones (1121), so only one name ever goes out.
    """

    region: str
    market_segment: str
    currency: str
    month: str
    list_type: str = _STANDARD
    attributes: tuple[str, ...] = ()
    filters: PriceFilters = field(default_factory=PriceFilters)
    type_field: TypeField = "priceListType"

    @property
    def body(self) -> dict[str, Any]:
        """The body of the request. Offset and limit are no part of it: they stand in the query."""
        body: dict[str, Any] = {
            "region": self.region,
            "marketSegment": self.market_segment,
            "currency": self.currency,
            "priceListMonth": self.month,
        }
        if self.list_type != _STANDARD:
            body[self.type_field] = self.list_type
        if filters := _written(self.filters):
            body["filters"] = filters
        if self.attributes:
            body["includeOfferAttributes"] = list(self.attributes)
        return body


_FILTER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "offer_id": "offerId",
        "product_family": "productFamily",
        "first_order_date": "firstOrderDate",
        "last_order_date": "lastOrderDate",
        "discount_code": "discountCode",
    }
)


def _written(filters: PriceFilters) -> dict[str, str]:
    given = {_FILTER_NAMES[one.name]: getattr(filters, one.name) for one in fields(filters)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items() if value}


class _Envelope(CamelModel):
    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "total": ("totalCount", "totalItemCount"),
        "list_type": ("priceListType", "discountType"),
    }

    total: int
    offset: int | None = None
    price_list_month: str | None = None
    market_segment: str | None = None
    region: str | None = None
    currency: str | None = None
    list_type: str | None = None


@dataclass(frozen=True)
class PricePage:
    """One page: how many rows the whole list has, and this page's offers as Adobe wrote them. Prices there are strings."""

    total: int
    offers: tuple[Mapping[str, Any], ...]


class PriceLists:
    """The price lists of the distributor that the credentials belong to."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def page(self, question: PriceQuestion, *, offset: int, limit: int) -> PricePage:
        """Read one page, each attempt under fresh ids: a correlation id that was used brings its page back for ever.

        Adobe documents no largest `limit` and may give fewer rows: go on by the number received. Refusals: 1159 (inactive
        contract), 1160 and 1161 (not in the contract), 1162 with 404 (no such list, or none beyond the offset), 5122 (invalid
        request; on other calls it means something else), 1121. An answer about another list is an `AdobeGibberishError`.
        """
        query = urlencode({"limit": limit, "offset": offset})
        trace, document = self._caller.read(_PATH, query, question.body)
        envelope = read_as(_Envelope, trace, document)
        _must_be_about(question, envelope, trace)
        if envelope.offset not in {None, offset}:
            raise AdobeGibberishError(trace, "the page begins at another offset")
        offers = document.get("offers") or ()
        if not isinstance(offers, list | tuple) or not all(isinstance(offer, Mapping) for offer in offers):
            raise AdobeGibberishError(trace, "offers: no list of objects")
        return PricePage(envelope.total, tuple(offers))


def _must_be_about(question: PriceQuestion, envelope: _Envelope, trace: CallTrace) -> None:
    """Hold what the page says of itself against the question: a stored answer of another one must not pass.

    Adobe writes its own words now in capitals and now not, so the case of letters tells no list from another.
    """
    asked = {
        "priceListMonth": (question.month, envelope.price_list_month),
        "marketSegment": (question.market_segment, envelope.market_segment),
        "region": (question.region, envelope.region),
        "currency": (question.currency, envelope.currency),
        "priceListType": (question.list_type, envelope.list_type),
    }
    wrong = [name for name, (wanted, told) in asked.items() if told is not None and told.casefold() != wanted.casefold()]
    if wrong:
        raise AdobeGibberishError(trace, f"the page is of another list: {', '.join(wrong)}")
