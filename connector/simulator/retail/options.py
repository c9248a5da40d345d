"""What a person running the simulator can choose: where Adobe's documents contradict each other, or leave something open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class RetailOptions:
    """How claims are answered.

    `new_status` is the status of a new claim: 200 by the public page, 202 by the integration kit; a repeated one is always 202.
    `redirects` answers claims with 302 straight to the link. `short_links` and `codes` say whether answers hold a short link, and
    links a code. `subscriptions` serves the unofficial subscription calls; without it they are 404 for everybody.
    `link_hosts` are the hosts of links and short links, which need not exist.
    """

    token_lifetime: timedelta = timedelta(seconds=86399)
    new_status: int = 200
    redirects: bool = False
    short_links: bool = True
    codes: bool = True
    subscriptions: bool = True
    link_hosts: tuple[str, str] = ("redeem.adobe.com", "www.adobe.com")
