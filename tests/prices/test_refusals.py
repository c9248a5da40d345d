"""What Adobe's refusals and troubles lead to: one list, all lists of an account, or waiting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.prices.scopes import Month, Scope
from connector.prices.fetching import Result
from connector.prices.running import fetch_all, scopes_of
from connector.settings import parse_settings
from tests.accounts import an_account
from tests.prices.shop import ACCOUNT, MONTH, SCOPE, Shop, offers

if TYPE_CHECKING:
    from connector.prices.fetching import Fetched

GBP: Final = Scope(ACCOUNT, "WE", "COM", "GBP")
EDU: Final = Scope(ACCOUNT, "NA", "EDU", "USD")
OTHERS: Final = Scope("test/D1000000000", "NA", "COM", "USD")
OCTOBER: Final = Month(2026, 10)
FAR: Final = Month(2199, 1)


def run(shop: Shop, *scopes: Scope, months: tuple[Month, ...] = (MONTH,)) -> list[Fetched]:
    accounts = [an_account(), an_account(environment="test")]
    settings = parse_settings({"CONNECTOR_ACCOUNTS": json.dumps(accounts)})
    wanted = [(scope, month) for scope in scopes for month in months]
    return list(fetch_all(settings, shop.store, lambda _account: shop.client, wanted, shop.way()))


def results(fetched: list[Fetched]) -> list[Result]:
    return [one.result for one in fetched]


def test_an_inactive_contract_stops_every_list_of_the_account_and_of_no_other(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    shop.control.fault("POST /v3/pricelist", "refused", code="1159")
    fetched = run(shop, SCOPE, GBP, EDU, OTHERS)
    assert results(fetched) == [Result.STOPPED, Result.STOPPED, Result.STOPPED, Result.PUBLISHED]
    assert "1159" in fetched[0].text
    assert fetched[1].text == f"Left out, as {SCOPE} could not be read."
    assert len(shop.pages()) == 2


@pytest.mark.parametrize("code", ["1160", "1161"])
def test_a_list_that_the_contract_does_not_have_is_skipped_for_every_month_and_no_other_list_is(shop: Shop, code: str) -> None:
    shop.control.put_price_list(offers(1), month="202609", region="WE", currency="GBP")
    shop.control.fault("POST /v3/pricelist", "refused", code=code)
    fetched = run(shop, SCOPE, GBP, months=(MONTH, FAR))
    assert [(one.scope, one.result) for one in fetched] == [
        (SCOPE, Result.SKIPPED),
        (SCOPE, Result.SKIPPED),
        (GBP, Result.PUBLISHED),
        (GBP, Result.NONE_YET),
    ]
    assert code in fetched[0].text
    assert fetched[1].text == "Left out, as Adobe says of 202609 already that the contract does not have this list."
    assert [one.needs_a_person for one in fetched[:2]] == [True, True]
    assert [call.request_body["currency"] for call in shop.pages()] == ["USD", "GBP", "GBP"]


def test_any_other_refusal_ends_the_list_of_its_month_alone(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202610")
    shop.control.fault("POST /v3/pricelist", "refused", code="4121", status=403)
    refused, other = run(shop, SCOPE, months=(MONTH, OCTOBER))
    assert (refused.month, refused.result, refused.needs_a_person) == (MONTH, Result.REFUSED, True)
    assert (other.month, other.result) == (OCTOBER, Result.PUBLISHED)


def test_credentials_that_adobe_does_not_accept_stop_the_account(shop: Shop) -> None:
    shop.control.fault("POST /v3/pricelist", "refused", code="4115", status=403)
    fetched = run(shop, SCOPE, GBP)
    assert results(fetched) == [Result.STOPPED, Result.STOPPED]
    assert fetched[0].text.startswith("Adobe does not accept the credentials of production/D1000000000.")


def test_a_list_without_an_account_is_skipped_and_says_what_to_correct(shop: Shop) -> None:
    fetched = run(shop, Scope("production/D2000000000", "NA", "COM", "USD"), months=(MONTH, OCTOBER))
    assert results(fetched) == [Result.SKIPPED, Result.SKIPPED]
    assert fetched[1].text == fetched[0].text
    assert fetched[0].text.startswith("No account of CONNECTOR_ACCOUNTS is production/D2000000000")


def test_too_many_requests_are_waited_out_for_as_long_as_adobe_asks(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    shop.control.fault("POST /v3/pricelist", "throttled", retry_after=70)
    assert shop.fetch().result is Result.PUBLISHED
    # In breaths of twenty seconds, so that the lease can be renewed between them.
    assert shop.pauses == [20.0, 20.0, 20.0, 10.0]


def test_adobe_asking_for_more_than_a_quarter_of_an_hour_interrupts(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    shop.control.fault("POST /v3/pricelist", "throttled", retry_after=901)
    assert shop.fetch().result is Result.INTERRUPTED
    assert shop.pauses == []


def test_a_broken_adobe_is_asked_again_with_growing_pauses(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    # The client itself asks three times within seconds; the second such round is the fetching's own.
    shop.control.fault("POST /v3/pricelist", "broken", times=7)
    assert shop.fetch().result is Result.PUBLISHED
    assert shop.pauses == [0.5, 1.5, 5.0, 0.5, 1.5, 10.0, 0.5]


def test_an_adobe_that_stays_silent_interrupts_the_account_and_keeps_what_came(shop: Shop) -> None:
    shop.control.put_price_list(offers(1500), month="202609")
    shop.control.fault("POST /v3/pricelist", "no answer", skip=22, times=18)
    fetched = run(shop, SCOPE, GBP)
    assert results(fetched) == [Result.INTERRUPTED, Result.STOPPED]
    (begun,) = shop.store.price_lists()
    assert (begun.row_count, begun.next_offset) == (1000, 1000)
    shop.control.forget_calls()
    (again,) = run(shop, SCOPE)
    assert again.result is Result.PUBLISHED
    assert [call.query for call in shop.pages()[:2]] == ["limit=50&offset=950", "limit=50&offset=1000"]


def test_answers_that_cannot_be_read_end_their_own_list_and_no_other(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    shop.control.put_price_list(offers(1), month="202609", region="WE", currency="GBP")
    # Six rounds of the fetching, each one question: the client repeats no success.
    shop.control.fault("POST /v3/pricelist", "unreadable", times=6)
    unreadable, other = run(shop, SCOPE, GBP)
    assert (unreadable.result, unreadable.needs_a_person) == (Result.UNREADABLE, True)
    assert unreadable.text.startswith("Adobe's answers about this list cannot be read. Fetch it again later, and report it")
    assert other.result is Result.PUBLISHED


@pytest.mark.parametrize(("kind", "more"), [("broken", {}), ("throttled", {"retry_after": 901}), ("no answer", {})])
def test_trouble_that_is_not_of_one_list_alone_ends_the_account(shop: Shop, kind: str, more: dict[str, Any]) -> None:
    shop.control.put_price_list(offers(1), month="202609", region="WE", currency="GBP")
    shop.control.fault("POST /v3/pricelist", kind, times=18, **more)
    assert results(run(shop, SCOPE, GBP)) == [Result.INTERRUPTED, Result.STOPPED]


def test_the_settings_name_the_lists_and_their_accounts() -> None:
    entry = {"distributor_id": "D1000000000", "region": "WE", "market_segment": "COM", "currency": "GBP", "type": "3YC"}
    settings = parse_settings({"PRICE_LISTS": json.dumps([entry])})
    assert scopes_of(settings) == (Scope(ACCOUNT, "WE", "COM", "GBP", "3YC"),)
