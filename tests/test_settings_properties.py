"""Whatever an operator writes: settings or one `SettingsError`, and never a secret in either."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from connector.settings import VARIABLES, Settings, SettingsError, parse_settings
from tests import planted
from tests.accounts import an_account

FIELDS = [*an_account(), "program", "scopes", "default_reseller_id", "downsize_in_window", "allow_host", "offers", "typing_error"]

PIECES = st.sampled_from(planted.PLANTED)
# A planted secret alone, inside other text, or any text at all.
TEXTS = st.one_of(PIECES, st.tuples(st.text(max_size=8), PIECES, st.text(max_size=8)).map("".join), st.text(max_size=30))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
# Accounts that are nearly right, so that the reading gets far: a right one, with fields replaced and strange ones added.
ACCOUNTS = st.dictionaries(st.one_of(st.sampled_from(FIELDS), TEXTS), VALUES, max_size=4).map(
    lambda wrong: {**an_account(), **wrong}
)
RIGHT = PIECES.map(lambda secret: [an_account(api_key=secret)])
LISTS = st.one_of(RIGHT, st.lists(st.one_of(ACCOUNTS, VALUES), max_size=3)).map(json.dumps)
NAMES = [variable.name for variable in VARIABLES]


def the_result_of(variables: dict[str, str]) -> Settings | SettingsError:
    """Read the variables; any other exception than `SettingsError` fails the test."""
    try:
        return parse_settings(variables)
    except SettingsError as error:
        return error


def what_is_shown(variables: dict[str, str]) -> str:
    """Give everything that a log could write about the result."""
    result = the_result_of(variables)
    if isinstance(result, Settings):
        return f"{result.database_url!r} {result.encryption_keys!r} {result.secrets!r}"
    assert result.problems
    assert result.__cause__ is None
    assert result.__context__ is None
    return f"{result} {result!r} {result.args}"


@given(st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=10)), st.one_of(TEXTS, LISTS), max_size=8))
def test_any_variables_give_settings_or_one_error_that_shows_no_secret(variables: dict[str, str]) -> None:
    planted.assert_nowhere(what_is_shown(variables), planted.PLANTED)


def test_any_list_of_accounts_gives_settings_or_one_error_that_shows_no_secret() -> None:
    reached: Counter[str] = Counter()

    @given(LISTS)
    @example(json.dumps([an_account(api_key=planted.API_KEY)]))
    @example(json.dumps([{**an_account(), planted.API_KEY: planted.CLIENT_SECRET}]))
    def check(accounts: str) -> None:
        variables = {"CONNECTOR_ACCOUNTS": accounts}
        reached["all"] += 1
        reached["with a secret"] += any(json.dumps(secret)[1:-1] in accounts for secret in planted.PLANTED)
        reached["with problems"] += isinstance(the_result_of(variables), SettingsError)
        planted.assert_nowhere(what_is_shown(variables), planted.PLANTED)

    check()
    print(dict(reached))  # noqa: T201 - a property test says how often it reached what matters.
    assert reached["with a secret"] * 20 >= reached["all"]
    assert reached["with problems"] * 20 >= reached["all"]
    assert (reached["all"] - reached["with problems"]) * 20 >= reached["all"]


@given(st.sampled_from(FIELDS), PIECES)
def test_a_secret_written_into_the_wrong_field_is_not_repeated_by_the_error(field: str, secret: str) -> None:
    accounts = json.dumps([an_account(**{field: secret}), an_account()])
    planted.assert_nowhere(what_is_shown({"CONNECTOR_ACCOUNTS": accounts}), planted.PLANTED)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60))
def test_any_visible_secret_arrives_as_it_was_written(secret: str) -> None:
    (account,) = parse_settings({"CONNECTOR_ACCOUNTS": json.dumps([an_account(adobe_client_secret=secret)])}).accounts
    assert account.adobe_client_secret.reveal() == secret
    assert repr(account.adobe_client_secret) == "***"
