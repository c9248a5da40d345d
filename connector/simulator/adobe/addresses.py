"""Which addresses exist. A rule of our own: Adobe publishes its postal patterns and regions only in the sandbox portal.

Countries that Adobe does not serve are documented; postal patterns are judged for ten countries (not for the Dutch
islands, which have no codes), regions for the United
States and Canada. Everything else passes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# developer.adobe.com/vipmp/docs/references/supported-locales: no population, embargo, or served under another country's code.
_NOT_SERVED: Final = """
    AQ AX BL BQ BV CU CW EH GG GS HM IM IO IR JE KM KP MF PN PW SD SJ SS SY TF
"""
_COUNTRIES: Final = """
    AD AE AF AG AI AL AM AO AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CC CD CF CG
    CH CI CK CL CM CN CO CR CV CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GH GI
    GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KI KN KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL
    NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SK SL SM SN SO SR
    ST SV SX SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA
    ZM ZW
"""
_STATES: Final = """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK
    OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR UM VI
"""
_PROVINCES: Final = """
    AB BC MB NB NL NS NT NU ON PE QC SK YT
"""
_SERVED: Final = frozenset(_COUNTRIES.split()) - frozenset(_NOT_SERVED.split())
_REGIONS: Final[Mapping[str, frozenset[str]]] = {"US": frozenset(_STATES.split()), "CA": frozenset(_PROVINCES.split())}
_POSTAL: Final = {
    "US": re.compile(r"\d{5}(-\d{4})?"),
    "CA": re.compile(r"[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d"),
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"),
    "DE": re.compile(r"\d{5}"),
    "FR": re.compile(r"\d{5}"),
    "NL": re.compile(r"\d{4} ?[A-Z]{2}"),
    "ES": re.compile(r"\d{5}"),
    "IT": re.compile(r"\d{5}"),
    "AU": re.compile(r"\d{4}"),
    "JP": re.compile(r"\d{3}-\d{4}"),
}
_WITHOUT_CODES: Final = {("NL", "BQ1"), ("NL", "BQ2"), ("NL", "BQ3"), ("NL", "CW")}


def address_problems(address: Mapping[str, Any]) -> list[str]:
    """Name the fields of an address that cannot be right together: any of `country`, `region`, `postalCode`."""
    country = address["country"]
    if country not in _SERVED:
        return ["country"]
    problems = []
    if country in _REGIONS and address["region"] not in _REGIONS[country]:
        problems.append("region")
    has_codes = country in _POSTAL and (country, address["region"]) not in _WITHOUT_CODES
    if has_codes and not _POSTAL[country].fullmatch(address["postalCode"]):
        problems.append("postalCode")
    return problems
