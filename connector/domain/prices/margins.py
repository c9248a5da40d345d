"""What the distributor asks for an offer: Adobe's price with a margin or a mark-up, rounded explicitly.

CloudBlue's public pages name a margin and give no formula: both usual ones are offered, and the operator says which.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Way: TypeAlias = Literal["margin", "markup"]
Rounding: TypeAlias = Literal["half_up", "half_even", "up", "down"]

ANY: Final = "*"
WAYS: Final[tuple[Way, ...]] = ("margin", "markup")
ROUNDINGS: Final[tuple[Rounding, ...]] = ("half_up", "half_even", "up", "down")

_DECIMALS: Final[Mapping[Rounding, str]] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "up": decimal.ROUND_CEILING,
    "down": decimal.ROUND_FLOOR,
}
# The smallest coin of each currency of Adobe's lists; the yen has no smaller one.
_STEPS: Final[Mapping[str, Decimal]] = {"JPY": Decimal(1)}
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class PriceRule:
    """How a price is made for a reseller's account (`TA-…` or `*`) and a product (item MPN or `*`).

    `margin` is a share of the price (cost / (1 - p/100), below 100 percent), `markup` one of the cost (cost x (1 + p/100)).
    `step` is what prices are multiples of, `None` the smallest coin of the currency; `rounding` says which multiple.
    """

    way: Way
    percent: Decimal
    reseller: str = ANY
    product: str = ANY
    rounding: Rounding = "half_up"
    step: Decimal | None = None

    def price(self, cost: Decimal, currency: str) -> Decimal:
        """Give the price for a cost."""
        share = self.percent / 100
        exact = cost / (1 - share) if self.way == "margin" else cost * (1 + share)
        step = self.step or smallest_step(currency)
        multiple = (exact / step).to_integral_value(_DECIMALS[self.rounding])
        return (multiple * step).quantize(step)

    def fits(self, reseller: str, product: str) -> bool:
        """Whether the rule is meant for this reseller and product."""
        return self.reseller in {reseller, ANY} and self.product in {product, ANY}


def smallest_step(currency: str) -> Decimal:
    """Give the smallest coin of a currency."""
    return _STEPS.get(currency, _CENT)


def rule_for(rules: Iterable[PriceRule], reseller: str, product: str) -> PriceRule | None:
    """Choose the most specific rule: reseller and product named, then the reseller, then the product, then neither."""
    fitting = [rule for rule in rules if rule.fits(reseller, product)]
    return max(fitting, key=lambda rule: (rule.reseller != ANY, rule.product != ANY), default=None)
