"""From a phone number as people write it to its international form, by the numbering plans of the world.

A number that begins with its country's calling code is read by that code, whatever the country of the address beside it.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 40
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DIALLED_ABROAD: Final = "00"
"""What most of the world dials before a calling code; no national number begins like that."""


def international(text: str, country: str) -> str:
    """Give a number as `+14085550100`; empty when it is none. One without calling code is taken for one of this country's."""
    if not text or len(text) > _LONGEST:
        return ""
    abroad = _read(f"+{text[2:]}", country) if text.startswith(_DIALLED_ABROAD) else ""
    return abroad or _read(text, country)


def _read(text: str, country: str) -> str:
    # Imported where it is used: it takes longer to load than all the rest of a reading takes.
    import phonenumbers  # noqa: PLC0415 - see the sentence above.

    try:
        number = phonenumbers.parse(text, country if _COUNTRY.fullmatch(country) else None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
