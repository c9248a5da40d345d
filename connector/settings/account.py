"""One Adobe account: the credentials and rules under which one product is sold on one marketplace.

An account is read from one JSON object, whose fields have the same names as the attributes of `Account`. Reading collects every
problem and never repeats a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from connector.settings.notify import Notify, read_notify
from connector.settings.secret import Secret
from connector.settings.texts import (
    account_id_problem,
    credential_problem,
    currency_problem,
    marketplace_problem,
    product_problem,
    scopes_problem,
)
from connector.settings.urls import url_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.settings.problems import Findings

AdobeEnvironment: TypeAlias = Literal["production", "test", "development"]
Program: TypeAlias = Literal["vipmp", "retail"]
MarketSegment: TypeAlias = Literal["COM", "EDU", "GOV"]
DownsizeInWindow: TypeAlias = Literal["renewal", "return"]

ENVIRONMENTS: Final[tuple[AdobeEnvironment, ...]] = ("production", "test", "development")
PROGRAMS: Final[tuple[Program, ...]] = ("vipmp", "retail")
MARKET_SEGMENTS: Final[tuple[MarketSegment, ...]] = ("COM", "EDU", "GOV")
DOWNSIZES: Final[tuple[DownsizeInWindow, ...]] = ("renewal", "return")

ANY: Final = "*"
_VIPMP_SCOPES: Final = "openid,AdobeID,read_organizations"
_REDEMPTION_HOSTS: Final = ("*.adobe.com",)
# Below `*.` stands a domain that has one owner: the usual second levels of countries, as in co.uk, have everybody below them.
_EVERYBODYS: Final = r"\*\.(ac|co|com|edu|go|gob|gov|gv|ltd|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}"
_HOST: Final = re.compile(rf"(?!{_EVERYBODYS}\Z)(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+")
_NO_OFFERS: Final[Mapping[str, str]] = MappingProxyType({})
_OFFER_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
_FIELD_NAME: Final = re.compile(r"[a-z][a-z_]{0,39}")

_Option = TypeVar("_Option", bound=str)


@dataclass(frozen=True, kw_only=True)
class Account:
    """An Adobe account as the operator configured it.

    `url` and `oauth_url` have no slash at their end. `offers` maps item MPNs to offer ids and is filled for `retail` only; the
    fields after it have their defaults for every other programme.
    """

    product: str
    marketplace: str
    environment: AdobeEnvironment
    program: Program = "vipmp"
    api_key: Secret
    adobe_client_secret: Secret
    oauth_url: str
    url: str
    scopes: str = _VIPMP_SCOPES
    distributor_id: str
    currency: str
    market_segment: MarketSegment
    default_reseller_id: str | None = None
    downsize_in_window: DownsizeInWindow = "renewal"
    allow_host: bool = False
    ignore_order_return: bool = False
    expire_open_pas: bool = False
    offers: Mapping[str, str] = field(default_factory=lambda: _NO_OFFERS, hash=False)
    redemption_hosts: tuple[str, ...] = _REDEMPTION_HOSTS
    subscription_read: bool = False
    subscription_cancel: bool = False
    notify: Notify | None = None

    @property
    def name(self) -> str:
        """How logs and leases call the account: `production/D1000000000`, and of the other programme `…/retail`."""
        name = f"{self.environment}/{self.distributor_id}"
        return name if self.program == "vipmp" else f"{name}/{self.program}"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Every text of the account that no log may show."""
        heard = (secret for _, secret in self.notify.values) if self.notify else ()
        return (self.api_key, self.adobe_client_secret, *heard)

    @property
    def own_redemption_hosts(self) -> tuple[str, ...]:
        """The hosts of redemption links beyond Adobe's, whose links are known by their form: no log may show theirs."""
        return tuple(host for host in self.redemption_hosts if host not in _REDEMPTION_HOSTS)

    @property
    def is_sandbox(self) -> bool:
        """Whether it is none of production: Adobe's sandbox lets in listed addresses only."""
        return self.environment != "production"

    def specificity(self, product: str, marketplace: str) -> tuple[bool, bool] | None:
        """Say how exactly the account is meant for product and marketplace, greater is more exact; nothing when it is not."""
        if self.product not in {product, ANY} or self.marketplace not in {marketplace, ANY}:
            return None
        return self.product != ANY, self.marketplace != ANY


FIELD_NAMES: Final = tuple(each.name for each in fields(Account))


class _Fields:
    """The object while it is read. A getter that finds a problem notes it and gives any value: the account is then unused."""

    def __init__(self, written: Mapping[str, object], findings: Findings) -> None:
        self._written = written
        self._findings = findings

    def note(self, name: str, sentence: str) -> None:
        self._findings.at(f".{name}").add(sentence)

    def text(self, name: str, judge: Callable[[str], str | None], default: str | None = None) -> str:
        value = self._written.get(name, default)
        if name not in self._written and default is None:
            self.note(name, "is missing")
        elif not isinstance(value, str) or not value:
            self.note(name, "must be a text in quotes, and not empty")
        elif sentence := judge(value):
            self.note(name, sentence)
        return value if isinstance(value, str) else ""

    def choice(self, name: str, options: tuple[_Option, ...], default: _Option | None = None) -> _Option:
        value = self._written.get(name, default)
        for option in options:
            if option == value:
                return option
        missing = "is missing; it " if name not in self._written else ""
        self.note(name, f"{missing}must be one of {', '.join(options)}")
        return options[0]

    def flag(self, name: str) -> bool:
        value = self._written.get(name, False)
        if not isinstance(value, bool):
            self.note(name, "must be true or false, without quotes")
        return value is True

    def optional_id(self, name: str) -> str | None:
        return None if self._written.get(name) is None else self.text(name, account_id_problem)

    def url(self, name: str, *, allow_host: bool) -> str:
        return self.text(name, lambda url: url_problem(url, allow_host=allow_host)).rstrip("/")

    def offers(self, program: Program) -> Mapping[str, str]:
        if program != "retail":
            if "offers" in self._written:
                self.for_retail("offers", program)
            return _NO_OFFERS
        value = self._written.get("offers")
        if not isinstance(value, dict) or not value:
            self.note("offers", "must map at least one item MPN to an offer id, as in {…: …}")
            return _NO_OFFERS
        if any(not _is_offer(mpn, offer) for mpn, offer in value.items()):
            self.note("offers", "must map item MPNs to offer ids: texts in quotes, not empty, without spaces around them")
            return _NO_OFFERS
        if any(not _OFFER_ID.fullmatch(offer) for offer in value.values()):
            self.note("offers", "must have offer ids of at most 100 letters, digits, - and _: references are made of them")
            return _NO_OFFERS
        return MappingProxyType(dict(value))

    def hosts(self, program: Program) -> tuple[str, ...]:
        if "redemption_hosts" not in self._written:
            return _REDEMPTION_HOSTS
        value = self._written["redemption_hosts"]
        self.for_retail("redemption_hosts", program)
        if not isinstance(value, list) or not value or not all(isinstance(host, str) and _HOST.fullmatch(host) for host in value):
            self.note(
                "redemption_hosts",
                'must be a list of host names in lower case, as in ["redeem.adobe.com", "*.adobe.com"]; '
                "after *. comes a domain that has one owner, not one like co.uk",
            )
            return _REDEMPTION_HOSTS
        return tuple(value)

    def retail_flag(self, name: str, program: Program) -> bool:
        if name in self._written:
            self.for_retail(name, program)
        return self.flag(name)

    def notify(self, program: Program) -> Notify | None:
        if "notify" in self._written:
            self.for_retail("notify", program)
        return read_notify(self._written.get("notify"), self._findings.at(".notify"))

    def for_retail(self, name: str, program: Program) -> None:
        if program != "retail":
            self.note(name, 'belongs to retail accounts only; remove it, or write "program": "retail"')

    def unknown(self) -> None:
        for name in self._written:
            if name not in FIELD_NAMES:
                # A name is repeated only when it looks like one: a secret may have slipped into a name's place.
                shown = f"the field {name}" if _FIELD_NAME.fullmatch(name) else "a field"
                self._findings.add(f"has {shown} that is not known; known are {', '.join(FIELD_NAMES)}")


def _is_offer(mpn: object, offer: object) -> bool:
    return all(isinstance(text, str) and text and text == text.strip() for text in (mpn, offer))


def read_account(written: object, findings: Findings) -> Account | None:
    """Read one account; what is wrong goes to the findings, and then the account must not be used."""
    if not isinstance(written, dict):
        findings.add("must be an object, as in {…}")
        return None
    found = _Fields(written, findings)
    found.unknown()
    program = found.choice("program", PROGRAMS, "vipmp")
    allow_host = found.flag("allow_host")
    return Account(
        product=found.text("product", product_problem),
        marketplace=found.text("marketplace", marketplace_problem),
        environment=found.choice("environment", ENVIRONMENTS),
        program=program,
        api_key=Secret(found.text("api_key", credential_problem)),
        adobe_client_secret=Secret(found.text("adobe_client_secret", credential_problem)),
        oauth_url=found.url("oauth_url", allow_host=allow_host),
        url=found.url("url", allow_host=allow_host),
        # The scopes of VIP Marketplace are documented; those of Partner Connection Retail are handed out one by one.
        scopes=found.text("scopes", scopes_problem, _VIPMP_SCOPES if program == "vipmp" else None),
        distributor_id=found.text("distributor_id", account_id_problem),
        currency=found.text("currency", currency_problem),
        market_segment=found.choice("market_segment", MARKET_SEGMENTS),
        default_reseller_id=found.optional_id("default_reseller_id"),
        downsize_in_window=found.choice("downsize_in_window", DOWNSIZES, "renewal"),
        allow_host=allow_host,
        ignore_order_return=found.flag("ignore_order_return"),
        expire_open_pas=found.flag("expire_open_pas"),
        offers=found.offers(program),
        redemption_hosts=found.hosts(program),
        subscription_read=found.retail_flag("subscription_read", program),
        subscription_cancel=found.retail_flag("subscription_cancel", program),
        notify=found.notify(program),
    )
