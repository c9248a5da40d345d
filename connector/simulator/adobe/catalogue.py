"""Products and offers: which offer ids exist, what they cost, who may buy them. It knows no customers and decides no level.

The anatomy of an offer id (product key of ten characters, two of level, three of variant and term) is read from Adobe's samples;
Adobe publishes no grammar. Names and prices of the built-in products are invented, or the
prices alone: the first three are what the simulated marketplace sells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CENT: Final = Decimal("0.01")
LICENSE: Final = "LICENSE"
CONSUMABLES: Final = "CONSUMABLES"

# How much cheaper a level is than the lowest one, in percent. Adobe publishes the codes and quantity bands; only 02 (about 5)
# and 04 (about 15) are mentioned with a size, the rest is our choice.
_LICENCE_DISCOUNTS: Final = {"01": 0, "02": 5, "03": 10, "04": 15, "12": 16, "13": 18, "14": 20}
_TRANSACTION_DISCOUNTS: Final = {"T1": 0, "T2": 5, "T3": 8, "T4": 11, "T5": 14, "T6": 17, "T7": 20}
_COMMITTED_DISCOUNTS: Final = {"TB": 21, "TC": 22, "TD": 24, "TE": 26, "TF": 28, "TG": 30}
_DISCOUNTS: Final[dict[str, dict[str, int]]] = {
    LICENSE: _LICENCE_DISCOUNTS,
    CONSUMABLES: _TRANSACTION_DISCOUNTS | _COMMITTED_DISCOUNTS,
}
_COMMIT_LEVELS: Final = frozenset({"12", "13", "14"})
BEST_LAST: Final[dict[str, tuple[str, ...]]] = {kind: tuple(levels) for kind, levels in _DISCOUNTS.items()}
LOWEST: Final = {LICENSE: "01", CONSUMABLES: "T1"}
_OFFER_LENGTH: Final = 15
# The thirteenth character of a high growth offer, and the minimum order quantity that goes with it.
_MINIMUMS: Final = {"X": 100, "Y": 250, "Z": 500}


@dataclass(frozen=True)
class Product:
    """Something to buy, at several discount levels.

    `list_prices` are yearly unit prices at the lowest level by currency. `needs` names products of which one must be owned
    or ordered with it; `excludes` those it cannot live beside; `once_per_term` may be bought a single time a term;
    `own_year` ends a year after its order. `returns_whole` names licence packs, which are never returned in parts. A suffix that
    begins with X, Y or Z makes a high growth offer.
    """

    key: str
    name: str
    list_prices: Mapping[str, Decimal]
    kind: str = LICENSE
    segment: str = "COM"
    sub_segment: str = ""
    suffix: str = "A12"
    max_quantity: int = 10_000
    counts_for_level: bool = True
    needs: frozenset[str] = field(default_factory=frozenset)
    excludes: frozenset[str] = field(default_factory=frozenset)
    once_per_term: bool = False
    own_year: bool = False
    returns_whole: bool = False

    @property
    def minimum(self) -> int | None:
        """Give the minimum order quantity of a high growth offer; None for every other one."""
        return _MINIMUMS.get(self.suffix[0])

    @property
    def levels(self) -> tuple[str, ...]:
        """Give the levels at which it is sold, the best last; education has no three-year levels of its own."""
        levels = BEST_LAST[self.kind]
        return tuple(level for level in levels if level not in _COMMIT_LEVELS) if self.segment == "EDU" else levels

    def offer_id(self, level: str) -> str:
        """Give the offer id at a level."""
        return f"{self.key}{level}{self.suffix}"

    @property
    def lowest_offer_id(self) -> str:
        """Give the offer id that subscriptions show, whatever level was sold."""
        return self.offer_id(LOWEST[self.kind])

    def price(self, level: str, currency: str) -> Decimal:
        """Give the yearly unit price at a level, in whole cents; `KeyError` when it is not sold in that currency."""
        percent = Decimal(100 - _DISCOUNTS[self.kind][level])
        return (self.list_prices[currency] * percent / 100).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Offer:
    """A product at one level."""

    product: Product
    level: str


class Catalogue:
    """All products that exist, by key."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = {product.key: product for product in products}
        self._withdrawn: set[str] = set()

    @classmethod
    def built_in(cls) -> Catalogue:
        """Give the products that every simulator starts with."""
        return cls(BUILT_IN)

    def add(self, product: Product) -> None:
        """Add a product, or replace the one of the same key."""
        self._products[product.key] = product
        self._withdrawn.discard(product.key)

    def withdraw(self, key: str) -> None:
        """Take a product off the list: ordering it is 2122 from now on; what is owned stays."""
        self._withdrawn.add(key)

    def find(self, offer_id: str) -> Offer | None:
        """Read an offer id, withdrawn or not; `None` when there is no such product, level or variant."""
        product = self._products.get(offer_id[:10])
        level = offer_id[10:12]
        if (
            product is None
            or level not in product.levels
            or offer_id != product.offer_id(level)
            or len(offer_id) != _OFFER_LENGTH
        ):
            return None
        return Offer(product, level)

    def get(self, offer_id: str) -> Offer:
        """Read an offer id that was ordered once; `LookupError` when there is no such offer."""
        offer = self.find(offer_id)
        if offer is None:
            raise LookupError(f"no such offer: {offer_id}")
        return offer

    def sold(self, offer_id: str) -> Offer | None:
        """Read an offer id that can be ordered; `None` otherwise."""
        offer = self.find(offer_id)
        return None if offer is None or offer.product.key in self._withdrawn else offer


def _prices(usd: str, eur: str = "", gbp: str = "", aud: str = "", jpy: str = "") -> dict[str, Decimal]:
    given = {"USD": usd, "EUR": eur, "GBP": gbp, "AUD": aud, "JPY": jpy}
    return {currency: Decimal(price) for currency, price in given.items() if price}


BUILT_IN: Final = (
    Product("65304470CA", "Photoshop for teams", _prices("959.88", "839.88", "719.88", "1319.88", "109800.00")),
    Product("65309999CA", "Creative Cloud All Apps for teams", _prices("240.00", "220.00", "200.00", "360.00", "28800.00")),
    Product("30007777CA", "Acrobat Sign for teams", _prices("126.32", "115.79", "105.26", "189.47", "15200.00")),
    Product("65304578CA", "Darkroom for teams", _prices("430.80", "395.88", "359.88", "599.88", "48000.00")),
    Product(
        "65310001CA",
        "Folio Assistant add-on",
        _prices("60.00", "55.00", "50.00", "90.00", "7200.00"),
        counts_for_level=False,
        needs=frozenset({"65309999CA", "30007777CA"}),
    ),
    Product("65311111CA", "Reel Classic for teams", _prices("300.00", "280.00", "260.00"), excludes=frozenset({"65312222CA"})),
    Product("65312222CA", "Reel Next for teams", _prices("330.00", "310.00", "290.00"), excludes=frozenset({"65311111CA"})),
    Product("65313333CB", "Canvas All Apps for education", _prices("180.00", "170.00", "160.00"), segment="EDU"),
    Product("65313344CB", "Canvas Classroom", _prices("24.00", "22.00", "20.00"), segment="EDU", sub_segment="K_12"),
    Product("65314444CC", "Folio Pro for government", _prices("228.00"), segment="GOV"),
    Product(
        "65315555CA",
        "Stock Credit Pack",
        _prices("49.90", "47.90", "41.90"),
        kind=CONSUMABLES,
        max_quantity=599_000,
        counts_for_level=True,
        own_year=True,
    ),
    Product("65316666CA", "Canvas Starter offer", _prices("99.00", "95.00", "89.00"), once_per_term=True),
    Product("65317777CA", "Canvas All Apps for enterprise", _prices("1200.00", "1100.00"), max_quantity=599_000),
)
