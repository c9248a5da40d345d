"""Somebody at the console: opens its pages in the portal, looks whether they are sound, and takes pictures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.commands.demo.stage import INSTALLATION
from connector.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from connector.commands.demo.stage import Stage
    from tests.browser.chromium import Chromium

PATIENCE: Final = 90.0
PACE: Final = 0.01
"""How much shorter than the platform's own the waits are before it brings a request again."""
PHOTOSHOP: Final = "65304470CA"
ALL_APPS: Final = "65309999CA"
WITHOUT_OFFER: Final = "PHOTOGRAPHY-1TB"
"""A consumer product that the stage's account maps to no offer of Adobe's."""

LARGEST_PICTURE: Final = 150_000
_READY: Final = "return document.getElementById('main')?.dataset.ready === arguments[0] && !document.querySelector('[aria-busy]')"


class Visit:
    """One visit. `folder` is where pictures go; without one none are taken."""

    def __init__(self, stage: Stage, chromium: Chromium, folder: Path | None) -> None:
        self.stage = stage
        self.chromium = chromium
        self._folder = folder
        self._expected: list[str] = []

    def open(self, address: str, *, page: str = "index.html", as_owner: bool = False, is_there: bool = True) -> None:
        """Open a page of the console, and wait until it stands there whole, unless there is none."""
        owner = "admin/" if as_owner else ""
        self.chromium.open(f"{self.stage.connect_url}/portal/{INSTALLATION}/{owner}static/{page}{address}")
        if is_there:
            self.ready(address or "#/accounts")

    def open_portal(self, *, as_owner: bool = False) -> None:
        """Open the portal's own page, which holds the console in a frame."""
        self.chromium.open(f"{self.stage.connect_url}/portal/{INSTALLATION}/{'admin/' if as_owner else ''}")

    def ready(self, address: str) -> None:
        """Wait until a page stands there whole."""
        self.chromium.wait_for(_READY, address.partition("?")[0])

    def follow(self, text: str, address: str) -> None:
        """Follow a link."""
        self.chromium.click_text("a", text)
        self.ready(address)

    def look(self, name: str = "") -> None:
        """Judge the page as it is now by axe; with a name, take its picture."""
        assert self.chromium.faults() == []
        if name:
            self.picture(name)

    def picture(self, name: str) -> None:
        """Take a picture of the page, where pictures are wanted."""
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{name}.png"
            self.chromium.picture(path)
            assert path.stat().st_size < LARGEST_PICTURE

    def expect_complaint(self, text: str) -> None:
        """Foresee a complaint of the browser: it writes one for each answer that is a refusal."""
        self._expected.append(text)

    def complaints(self) -> list[str]:
        """Give what the browser complained of and nobody foresaw."""
        return [one for one in self.chromium.console() if not any(text in one for text in self._expected)]

    def settled(self, request: str, *statuses: str) -> None:
        """Wait until a request has one of these statuses on the platform."""
        control = self.stage.connect.control
        self.chromium.until(lambda: control.status(request) in statuses, PATIENCE, lambda: self.stage.runner.log[-6000:])

    def parked(self, request: str) -> None:
        """Wait until a request waits for a person."""
        store = Store(self.stage.environment.variables["DATABASE_URL"], only_looks=True)
        try:
            self.chromium.until(
                lambda: any(one.request_id == request for one in store.parked()),
                PATIENCE,
                lambda: self.stage.runner.log[-6000:],
            )
        finally:
            store.close()


def claim(stage: Stage, item: str) -> str:
    """Let a new customer order a consumer product; gives the request."""
    customer = stage.connect.trade.add_account("Ann Example", parent=stage.product.reseller)
    tiers = {"customer": customer, "tier1": stage.product.reseller}
    return stage.connect.trade.purchase({item: 1}, {}, tiers, product=stage.retail_product)


def buy(stage: Stage, company: str, **quantities: int) -> str:
    """Let a new company buy; gives the request."""
    customer = stage.connect.trade.add_account(company, parent=stage.product.reseller)
    tiers = {"customer": customer, "tier1": stage.product.reseller}
    return stage.connect.trade.purchase(quantities or {PHOTOSHOP: 10, ALL_APPS: 5}, {"action_type": "purchase"}, tiers)
