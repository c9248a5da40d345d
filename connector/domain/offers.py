"""What an Adobe offer id tells, and no more: Adobe publishes no grammar, so only the named parts are ever looked at.

`65304578CA01A12`: ten characters of product key (the marketplace item's MPN), two of discount level, three of variant and
term. A consumable's level begins with T.
"""

from __future__ import annotations

import re
from typing import Final

KEY_LENGTH: Final = 10
_MPN: Final = re.compile(r"\d{8}[A-Z]{2}(?:[0-9A-Z]{2}[0-9A-Z]\d{2})?")
_LICENCE_BASE: Final = "01A12"
_CONSUMABLE_BASE: Final = "T1A12"


def is_mpn(text: str) -> bool:
    """Whether a marketplace item's MPN can stand for an Adobe product: a product key, or a whole offer id."""
    return _MPN.fullmatch(text) is not None


def stands_for(mpn: str, offer_id: str) -> bool:
    """Whether an item with this MPN is sold as this offer: any of its product; with a whole offer id, of its kind and term.

    The level of an MPN counts for nothing: it is what the customer has earned.
    """
    if product_key(mpn) != product_key(offer_id):
        return False
    return not group(mpn) or (is_consumable(mpn), _term(mpn)) == (is_consumable(offer_id), _term(offer_id))


def _term(offer_id: str) -> str:
    return group(offer_id)[3:]


def product_key(offer_or_mpn: str) -> str:
    """Give the part that is the same for every discount level of a product."""
    return offer_or_mpn[:KEY_LENGTH]


def group(offer_id: str) -> str:
    """Give level, variant and term as reports show them, `01A12`."""
    return offer_id[KEY_LENGTH:]


def discount_level(offer_id: str) -> str:
    """Give the discount level that an offer is sold at, `01` or `T1`."""
    return offer_id[KEY_LENGTH : KEY_LENGTH + 2]


def is_consumable(offer_id: str) -> bool:
    """Whether the offer is a consumable, whose level counts apart from the licences'."""
    return offer_id[KEY_LENGTH : KEY_LENGTH + 1] == "T"


def base_offer(mpn: str, *, consumable: bool) -> str:
    """Give the offer to preview: the product at its base level. PREVIEW answers with the level that is really due."""
    known = group(mpn)
    if known:
        return product_key(mpn) + ("T1" if is_consumable(mpn) else "01") + known[2:]
    return mpn + (_CONSUMABLE_BASE if consumable else _LICENCE_BASE)
