"""The catalogue's rows for renewals by hand and for upgrades within the term.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/renewals, …/mid-term.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import (
    PLACE_RENEWAL,
    PREVIEW_RENEWAL,
    RENEWALS,
    SWITCHES,
    correctable,
    defect,
    final,
    for_operator,
    transient,
)

_RENEWALS: Final = "renewals"
_UPGRADES: Final = "mid-term"

RENEWAL_ROWS: Final = (
    final(
        "2136",
        (PREVIEW_RENEWAL,),
        "No subscription of the company is set to renew. Switch auto-renewal on for at least one licence, then try again.",
    ),
    final("2164", RENEWALS, "Everything is renewed already. Nothing is left to do.", page=_RENEWALS),
    for_operator(
        "3115",
        (*RENEWALS, *SWITCHES),
        "Adobe does not know the subscription, or it is not active. Correct adobe_subscription_id of the asset.",
        page=_RENEWALS,
    ),
    final(
        "3121",
        RENEWALS,
        "{items}: more licences can be renewed only after all that the company has. Renew those first, then order again.",
    ),
    for_operator(
        "3122",
        RENEWALS,
        "Adobe renews from 30 days before the anniversary date to about 14 days after it. Before that, wait and try again; after it, fail the request and let the customer order anew.",
    ),
    final(
        "3132",
        (*RENEWALS, *SWITCHES),
        "{items}: this product cannot be renewed or upgraded like that. Order again without it.",
        page=_RENEWALS,
    ),
    correctable(
        "3133",
        RENEWALS,
        (ids.RECOMMITMENT,),
        "The company's three-year commit ends with this term, so it cannot be renewed early. Ask for a recommitment first, or wait for the renewal date.",
        page=_RENEWALS,
    ),
    transient("5122", (PLACE_RENEWAL,), "Adobe takes no renewals at the moment. The request goes on by itself later."),
)

SWITCH_ROWS: Final = (
    defect("2149", SWITCHES, "different quantities on the two sides of an upgrade", page=_UPGRADES),
    final(
        "2150",
        SWITCHES,
        "{items}: Adobe has no upgrade between these two products. Order again with a product that Adobe offers as an upgrade.",
        page=_UPGRADES,
    ),
    final(
        "2151",
        SWITCHES,
        "{items}: more licences were to be upgraded than the company has. Order again with at most as many as it has.",
        page=_UPGRADES,
    ),
    defect("2152", SWITCHES, "more than one product in one upgrade", page=_UPGRADES),
    defect("2153", SWITCHES, "the two sides of an upgrade not fitting together", page=_UPGRADES),
    final(
        "2154",
        SWITCHES,
        "{items}: Adobe does not upgrade this subscription. Order the other product anew, and let this one end.",
        page=_UPGRADES,
    ),
    transient(
        "3131",
        SWITCHES,
        "Adobe is renewing this company's subscriptions. The request goes on by itself afterwards.",
        page=_RENEWALS,
    ),
)
