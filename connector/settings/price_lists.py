"""Which price lists are fetched, and how the distributor's own prices are made: the entries of two variables.

Reading collects every problem and never repeats a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from connector.settings.account import ENVIRONMENTS, MARKET_SEGMENTS, AdobeEnvironment, MarketSegment
from connector.settings.texts import account_id_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.settings.problems import Findings

PriceRegion: TypeAlias = Literal["NA", "PA", "EE", "MX", "LA", "WE", "JP", "AP"]
PriceCurrency: TypeAlias = Literal["AUD", "EUR", "GBP", "JPY", "USD"]
PriceListType: TypeAlias = Literal["STANDARD", "3YC", "STD-LGA"]
PriceTypeField: TypeAlias = Literal["priceListType", "discountType"]
PriceWay: TypeAlias = Literal["margin", "markup"]
PriceRounding: TypeAlias = Literal["half_up", "half_even", "up", "down"]

PRICE_REGIONS: Final[tuple[PriceRegion, ...]] = ("NA", "PA", "EE", "MX", "LA", "WE", "JP", "AP")
PRICE_CURRENCIES: Final[tuple[PriceCurrency, ...]] = ("AUD", "EUR", "GBP", "JPY", "USD")
PRICE_LIST_TYPES: Final[tuple[PriceListType, ...]] = ("STANDARD", "3YC", "STD-LGA")
PRICE_TYPE_FIELDS: Final[tuple[PriceTypeField, ...]] = ("priceListType", "discountType")
PRICE_WAYS: Final[tuple[PriceWay, ...]] = ("margin", "markup")
PRICE_ROUNDINGS: Final[tuple[PriceRounding, ...]] = ("half_up", "half_even", "up", "down")

_ANY: Final = "*"
_AMOUNT: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_RESELLER: Final = re.compile(r"\*|TA(?:-[0-9]+)+")
_PRODUCT: Final = re.compile(r"\*|[0-9A-Z]{10,15}")
_WHOLE: Final = 100
_FIELD_NAME: Final = re.compile(r"[a-z][a-z_]{0,39}")

_Option = TypeVar("_Option", bound=str)


@dataclass(frozen=True, kw_only=True)
class PriceListScope:
    """One price list to fetch, every month anew, with the account of this environment and distributor."""

    environment: AdobeEnvironment = "production"
    distributor_id: str
    region: PriceRegion
    market_segment: MarketSegment
    currency: PriceCurrency
    type: PriceListType = "STANDARD"

    @property
    def account(self) -> str:
        """The name of the account that reads it, `production/D1000000000`."""
        return f"{self.environment}/{self.distributor_id}"


@dataclass(frozen=True, kw_only=True)
class PriceMaking:
    """How a price is made from Adobe's, for a reseller's account and a product, or every one (`*`).

    `percent` is of the price (`margin`, below 100) or of the cost (`markup`); prices are multiples of `step`, by default of the
    smallest coin of the currency.
    """

    reseller: str = _ANY
    product: str = _ANY
    way: PriceWay
    percent: Decimal
    rounding: PriceRounding = "half_up"
    step: Decimal | None = None


class _Entry:
    """One entry while it is read. A getter that finds a problem notes it and gives any value: the entry is then unused."""

    def __init__(self, written: Mapping[str, object], findings: Findings, known: tuple[str, ...]) -> None:
        self._written = written
        self._findings = findings
        for name in written:
            if name not in known:
                # A name is repeated only when it looks like one, as in the accounts.
                shown = f"the field {name}" if _FIELD_NAME.fullmatch(name) else "a field"
                findings.add(f"has {shown} that is not known; known are {', '.join(known)}")

    def choice(self, name: str, options: tuple[_Option, ...], default: _Option | None = None) -> _Option:
        value = self._written.get(name, default)
        for option in options:
            if option == value:
                return option
        missing = "" if name in self._written else "is missing; it "
        self._note(name, f"{missing}must be one of {', '.join(options)}")
        return options[0]

    def text(self, name: str, judge: Callable[[str], str | None], default: str | None = None) -> str:
        value = self._written.get(name, default)
        if not isinstance(value, str):
            self._note(name, "must be a text in quotes" if name in self._written else "is missing")
            return ""
        if sentence := judge(value):
            self._note(name, sentence)
        return value

    def amount(self, name: str, below: int | None, *, needed: bool) -> Decimal | None:
        if name not in self._written and not needed:
            return None
        value = self._written.get(name)
        if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
            self._note(name, 'must be a number in quotes, as in "12.5"')
            return Decimal(1)
        if below is not None and Decimal(value) >= below:
            self._note(name, f"must be less than {below}: a margin is a share of the price")
        if not needed and not Decimal(value):
            self._note(name, "must be more than 0")
            return Decimal(1)
        return Decimal(value)

    def _note(self, name: str, sentence: str) -> None:
        self._findings.at(f".{name}").add(sentence)


def read_price_list(written: object, findings: Findings) -> PriceListScope | None:
    """Read one entry of `PRICE_LISTS`; what is wrong goes to the findings."""
    if not isinstance(written, dict):
        findings.add("must be an object, as in {…}")
        return None
    entry = _Entry(written, findings, ("environment", "distributor_id", "region", "market_segment", "currency", "type"))
    scope = PriceListScope(
        environment=entry.choice("environment", ENVIRONMENTS, "production"),
        distributor_id=entry.text("distributor_id", account_id_problem),
        region=entry.choice("region", PRICE_REGIONS),
        market_segment=entry.choice("market_segment", MARKET_SEGMENTS),
        currency=entry.choice("currency", PRICE_CURRENCIES),
        type=entry.choice("type", PRICE_LIST_TYPES, "STANDARD"),
    )
    if scope.type == "STD-LGA" and scope.market_segment != "GOV":
        findings.at(".market_segment").add("must be GOV for STD-LGA: large government agencies buy in that segment")
    return scope


def read_price_making(written: object, findings: Findings) -> PriceMaking | None:
    """Read one entry of `PRICE_RULES`; what is wrong goes to the findings."""
    if not isinstance(written, dict):
        findings.add("must be an object, as in {…}")
        return None
    entry = _Entry(written, findings, ("reseller", "product", "way", "percent", "rounding", "step"))
    way = entry.choice("way", PRICE_WAYS)
    percent = entry.amount("percent", _WHOLE if way == "margin" else None, needed=True)
    return PriceMaking(
        reseller=entry.text("reseller", _reseller_problem, _ANY),
        product=entry.text("product", _product_problem, _ANY),
        way=way,
        percent=percent or Decimal(0),
        rounding=entry.choice("rounding", PRICE_ROUNDINGS, "half_up"),
        step=entry.amount("step", None, needed=False),
    )


def _reseller_problem(value: str) -> str | None:
    return None if _RESELLER.fullmatch(value) else 'must be the id of a reseller\'s account such as TA-0000-0000-0000, or "*"'


def _product_problem(value: str) -> str | None:
    return None if _PRODUCT.fullmatch(value) else 'must be the MPN of an item such as 65304470CA, or "*"'
