"""Which quantity a discount level begins at, told by Adobe's words for it, and held against the level in the offer id.

Sources: developer.adobe.com/vipmp/docs/manage-pricing (`levelDetails`), …/docs/customer-account/discount-levels.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.domain.offers import KEY_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

_DETAILS: Final = re.compile(r"(?:level|tier)\s+\w+\s+([0-9][0-9,]*)", re.IGNORECASE)

# The quantities of the bands, and the levels that begin at them: licences, agencies, committed licences, consumables.
_BANDS: Final = (
    (1, "01 T1 TA"),
    (10, "02 12"),
    (50, "03 13"),
    (100, "04 06 14"),
    (1_000, "07 T2 TB"),
    (2_500, "T3 TC"),
    (5_000, "08 T4 TD"),
    (10_000, "09"),
    (15_000, "T5 TE"),
    (50_000, "T6 TF"),
    (100_000, "T7 TG"),
)
_BEGINNINGS: Final[Mapping[str, int]] = {level: quantity for quantity, levels in _BANDS for level in levels.split()}
_BASE: Final = frozenset({"01", "T1"})
# High growth offers have a minimum order quantity, told by the letter behind the level.
_HIGH_GROWTH: Final[Mapping[str, str]] = {"X": "MOQ_100", "Y": "MOQ_250", "Z": "MOQ_500"}


def level_of(offer_id: str) -> str:
    """Give the two characters of the discount level."""
    return offer_id[KEY_LENGTH : KEY_LENGTH + 2]


def is_base(offer_id: str) -> bool:
    """Whether the offer stands at the level without any discount, and is no high growth offer."""
    return level_of(offer_id) in _BASE and not high_growth(offer_id)


def high_growth(offer_id: str) -> str:
    """Give CloudBlue's name for a high growth offer, `MOQ_100`; empty for any other offer."""
    return _HIGH_GROWTH.get(offer_id[KEY_LENGTH + 2 : KEY_LENGTH + 3], "")


def lower_limit(offer_id: str, level_details: str) -> int | None:
    """Give the smallest quantity of the level: by Adobe's words, else by the id's level; `None` when neither is known."""
    told = told_limit(level_details)
    return _BEGINNINGS.get(level_of(offer_id)) if told is None else told


def told_limit(level_details: str) -> int | None:
    """Read the smallest quantity from `Level 1 1 - 9`, `Tier 5 15,000 to 49,999 Transactions`; `None` from other words."""
    match = _DETAILS.search(level_details)
    return int(match[1].replace(",", "")) if match else None


def limits_disagree(offer_id: str, level_details: str) -> bool:
    """Whether Adobe's words name another quantity than the level in the offer id stands for."""
    told, known = told_limit(level_details), _BEGINNINGS.get(level_of(offer_id))
    return told is not None and known is not None and told != known
