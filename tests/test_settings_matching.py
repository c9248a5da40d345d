"""Which account a request gets: by connection type, then the most specific one."""

from __future__ import annotations

import itertools

import pytest

from connector.settings import Account, parse_settings
from tests.accounts import a_variable_of, an_account

PRODUCT, OTHER_PRODUCT = "PRD-000-000-001", "PRD-000-000-002"
MARKETPLACE, OTHER_MARKETPLACE = "MP-00001", "MP-00002"

# From the most to the least specific for a request of PRODUCT on MARKETPLACE.
RANKED = [(PRODUCT, MARKETPLACE), (PRODUCT, "*"), ("*", MARKETPLACE), ("*", "*")]


def chosen(places: list[tuple[str, str]], product: str = PRODUCT, marketplace: str = MARKETPLACE) -> tuple[str, str] | None:
    written = [an_account(product=of_product, marketplace=on_marketplace) for of_product, on_marketplace in places]
    account = parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(*written)}).account_for(product, marketplace, "production")
    return None if account is None else (account.product, account.marketplace)


@pytest.mark.parametrize("first", range(len(RANKED)))
def test_the_most_specific_account_wins_in_whatever_order_they_are_written(first: int) -> None:
    for places in itertools.permutations(RANKED[first:]):
        assert chosen(list(places)) == RANKED[first]


def test_an_account_named_for_another_product_or_marketplace_is_never_chosen() -> None:
    assert (
        chosen([(OTHER_PRODUCT, MARKETPLACE), (PRODUCT, OTHER_MARKETPLACE), (OTHER_PRODUCT, "*"), ("*", OTHER_MARKETPLACE)])
        is None
    )


def test_a_star_serves_every_product_and_marketplace_that_nobody_names() -> None:
    assert chosen([(PRODUCT, MARKETPLACE), ("*", "*")], OTHER_PRODUCT, OTHER_MARKETPLACE) == ("*", "*")


@pytest.mark.parametrize(
    ("connection_type", "environment"),
    [("production", "production"), ("test", "test"), ("preview", "test"), ("development", "development")],
)
def test_the_connection_type_chooses_the_environment(connection_type: str, environment: str) -> None:
    written = [an_account(environment=each) for each in ("development", "production", "test")]
    account = parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(*written)}).account_for(PRODUCT, MARKETPLACE, connection_type)
    assert isinstance(account, Account)
    assert account.environment == environment


@pytest.mark.parametrize("connection_type", ["preview", "test", "development", "sandbox", ""])
def test_a_production_account_serves_no_other_connection(connection_type: str) -> None:
    settings = parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(an_account(product="*", marketplace="*"))})
    assert settings.account_for(PRODUCT, MARKETPLACE, connection_type) is None


def test_a_less_specific_account_of_the_right_environment_beats_a_specific_one_of_another() -> None:
    written = [an_account(environment="production"), an_account(environment="test", product="*", marketplace="*")]
    account = parse_settings({"CONNECTOR_ACCOUNTS": a_variable_of(*written)}).account_for(PRODUCT, MARKETPLACE, "test")
    assert isinstance(account, Account)
    assert (account.environment, account.product) == ("test", "*")
