"""The accounts' page in a real browser: what is listed, what Adobe is asked before a save, and what never comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from connector.commands.demo.stage import CLIENT_ID, CLIENT_SECRET, DISTRIBUTOR

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_FIELDS: Final = {"product": "PRD-000-000-001", "distributor_id": DISTRIBUTOR, "currency": "USD"}


def fill(visit: Visit, marketplace: str, client_id: str, client_secret: str) -> None:
    """Fill in the form, with the credentials pasted as CloudBlue's JSON."""
    for name, value in {**_FIELDS, "marketplace": marketplace}.items():
        visit.chromium.type(f"#field-{name}", value)
    pasted = {"api_key": client_id, "adobe_client_secret": client_secret, "oauth_url": visit.stage.adobe_url}
    visit.chromium.type("#field-credentials", json.dumps({**pasted, "url": visit.stage.adobe_url}))


def test_an_account_is_tried_saved_changed_and_removed_and_its_secret_is_never_shown_again(visit: Visit) -> None:
    visit.stage.adobe.control.add_partner("an-account-id", "the-right-secret", DISTRIBUTOR)
    visit.open("", page="accounts.html", as_owner=True)
    visit.look("accounts")
    visit.expect_complaint("accounts/test")
    fill(visit, "MP-00007", "an-account-id", "a-wrong-secret")
    visit.chromium.click_text("button", "Test at Adobe")
    visit.chromium.wait_for_text("Adobe does not accept the key, the secret or the scopes.", ".notice.error")
    visit.look()
    fill(visit, "MP-00007", "an-account-id", "the-right-secret")
    visit.chromium.click_text("button", "Test at Adobe")
    visit.chromium.wait_for_text("Adobe accepts this account.", ".notice.good")
    visit.chromium.click_text("button", "Test and save")
    visit.chromium.wait_for_text("is saved.", ".notice.good")
    visit.chromium.wait_for_text("MP-00007", "table")
    assert "the-right-secret" not in visit.chromium.script(
        "return document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(one => one.value)"
    )
    visit.look()
    change = "button[aria-label*='MP-00007'][aria-label^='Change']"
    visit.chromium.click(change)
    assert visit.chromium.focused() == "Credentials JSON"
    visit.chromium.type("#field-currency", "EUR")
    visit.chromium.click_text("button", "Test and save")
    visit.chromium.wait_for_text("EUR, COM", "table")
    visit.chromium.click("button[aria-label*='MP-00007'][aria-label^='Remove']")
    visit.look()
    visit.chromium.click_text("dialog button", "Remove the account")
    visit.chromium.wait_for("return !document.querySelector('main').innerText.includes('MP-00007')")


def test_a_user_who_is_not_the_owner_is_told_which_hosts_are_allowed_and_offered_an_id_for_support(visit: Visit) -> None:
    visit.open("#/accounts")
    visit.expect_complaint("/api/adobe/accounts")
    fill(visit, "MP-00001", CLIENT_ID, CLIENT_SECRET)
    visit.chromium.click_text("button", "Test and save")
    visit.chromium.wait_for_text("under adobe.io or adobelogin.com", ".notice.error")
    assert len(visit.chromium.text(".notice.error code")) >= 8
