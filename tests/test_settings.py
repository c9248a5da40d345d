"""The variables: defaults, limits, and that everything wrong is told at once and without a value."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import connector
from connector.settings import VARIABLES, Secret, SettingsError, parse_settings
from tests import planted
from tests.accounts import a_variable_of, an_account

OTHER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def problems_of(**variables: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        parse_settings(variables)
    return raised.value.problems


def test_nothing_at_all_gives_the_documented_defaults() -> None:
    settings = parse_settings({})
    assert settings.accounts == ()
    assert settings.database_url.reveal() == "sqlite:///connector.sqlite3"
    assert settings.encryption_keys == ()
    assert (settings.return_window_days, settings.order_wait_days, settings.transaction_wait_hours) == (14, 30, 24)
    assert (settings.suspend_policy, settings.log_format) == ("fail", "json")


def test_an_empty_variable_counts_as_absent() -> None:
    assert parse_settings({variable.name: "" for variable in VARIABLES}) == parse_settings({})


def test_the_variables_are_declared_with_their_first_value_and_the_secret_ones_as_secure() -> None:
    assert {variable.name for variable in VARIABLES if variable.secure} == {
        "CONNECTOR_ACCOUNTS",
        "DATABASE_URL",
        "ENCRYPTION_KEY",
    }
    assert parse_settings({variable.name: variable.default for variable in VARIABLES}) == parse_settings({})


def test_variables_of_others_are_ignored() -> None:
    assert parse_settings({"PATH": "/bin", "CONNECTOR_ACCOUNT": "{", "log_format": "loud"}) == parse_settings({})


def test_every_variable_is_read() -> None:
    settings = parse_settings(
        {
            "CONNECTOR_ACCOUNTS": a_variable_of(an_account()),
            "DATABASE_URL": "postgresql+psycopg://connector:pa55@db.example:5432/connector",
            "ENCRYPTION_KEY": f"{planted.ENCRYPTION_KEY}, {OTHER_KEY}\n",
            "RETURN_WINDOW_DAYS": "7",
            "ORDER_WAIT_DAYS": "365",
            "TRANSACTION_WAIT_HOURS": "1",
            "SUSPEND_POLICY": "acknowledge",
            "LOG_FORMAT": "console",
        }
    )
    assert len(settings.accounts) == 1
    assert settings.database_url == Secret("postgresql+psycopg://connector:pa55@db.example:5432/connector")
    assert settings.encryption_keys == (Secret(planted.ENCRYPTION_KEY), Secret(OTHER_KEY))
    assert (settings.return_window_days, settings.order_wait_days, settings.transaction_wait_hours) == (7, 365, 1)
    assert (settings.suspend_policy, settings.log_format) == ("acknowledge", "console")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "fourteen", "91", "٣", "1e1", " 14", "9999999"])
def test_a_window_that_is_no_whole_number_within_its_limits_is_a_problem(value: str) -> None:
    assert problems_of(RETURN_WINDOW_DAYS=value) == ("RETURN_WINDOW_DAYS: must be a whole number from 1 to 90",)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ORDER_WAIT_DAYS", "366", "from 1 to 365"),
        ("RETENTION_DAYS", "10", "from 11 to 3650"),
        ("RETENTION_DAYS", "3651", "from 11 to 3650"),
        ("TRANSACTION_WAIT_HOURS", "721", "from 1 to 720"),
        ("SUSPEND_POLICY", "Fail", "fail or acknowledge"),
        ("LOG_FORMAT", "text", "json or console"),
    ],
)
def test_other_wrong_words_and_numbers_are_problems(name: str, value: str, words: str) -> None:
    (problem,) = problems_of(**{name: value})
    assert problem.startswith(f"{name}: ")
    assert words in problem


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///connector.sqlite3",
        "sqlite:////var/lib/connector.sqlite3",
        "postgresql+psycopg://u:p@db.example/connector",
        "postgresql+psycopg:///connector?host=/run/postgresql",
        "postgresql+psycopg://u@[::1]:5432/connector",
    ],
)
def test_a_file_or_a_postgresql_server_can_be_the_database(url: str) -> None:
    assert parse_settings({"DATABASE_URL": url}).database_url.reveal() == url


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgresql://u:p@db.example/connector", "postgresql+psycopg://"),
        ("postgres://u:p@db.example/connector", "postgresql+psycopg://"),
        ("mysql://u:p@db.example/connector", "sqlite:///"),
        ("postgresql+psycopg://u:p@db.example", "password@host"),
        ("postgresql+psycopg://u:p#x@db.example/connector", "percent-encoded"),
        ("postgresql+psycopg://u:p@[db/connector", "password@host"),
        ("postgresql+psycopg://u:p@db.example/connector\n", "database address"),
        ("connector.sqlite3", "sqlite:///file"),
        ("sqlite://", "three slashes"),
        ("sqlite://connector.sqlite3", "three slashes"),
        ("sqlite:///:memory:", "name a file"),
        ("sqlite:///file:x?mode=memory&uri=true", "name a file"),
    ],
)
def test_another_database_is_a_problem_that_says_what_to_write(url: str, advice: str) -> None:
    (problem,) = problems_of(DATABASE_URL=url)
    assert problem.startswith("DATABASE_URL: ")
    assert advice in problem


@pytest.mark.parametrize("key", ["short", "A" * 44, "A" * 43, "A" * 42 + "==", "+" * 43 + "=", "é" * 43 + "="])
def test_an_encryption_key_that_fernet_would_refuse_is_a_problem(key: str) -> None:
    (problem,) = problems_of(ENCRYPTION_KEY=f"{OTHER_KEY},{key}")
    assert problem.startswith("ENCRYPTION_KEY[1]: is not a Fernet key")


def test_a_comma_too_many_between_the_keys_is_a_problem() -> None:
    assert len(problems_of(ENCRYPTION_KEY=f"{OTHER_KEY},")) == 1


def test_one_message_names_every_problem() -> None:
    with pytest.raises(SettingsError) as raised:
        parse_settings(
            {
                "CONNECTOR_ACCOUNTS": a_variable_of(an_account(currency="usd"), an_account(product="*", url="ftp://x")),
                "DATABASE_URL": "mysql://x",
                "LOG_FORMAT": "loud",
            }
        )
    text = str(raised.value)
    assert text.startswith("The connector's settings have 4 problems:\n")
    for place in ("CONNECTOR_ACCOUNTS[0].currency: ", "CONNECTOR_ACCOUNTS[1].url: ", "DATABASE_URL: ", "LOG_FORMAT: "):
        assert f"\n- {place}" in text


def test_a_single_problem_is_called_one_problem() -> None:
    with pytest.raises(SettingsError, match="have 1 problem:"):
        parse_settings({"LOG_FORMAT": "loud"})


def test_no_error_carries_a_value_not_even_in_its_chain() -> None:
    with pytest.raises(SettingsError) as raised:
        parse_settings(
            {
                "CONNECTOR_ACCOUNTS": f'[{{"api_key": "{planted.API_KEY}", }}]',
                "DATABASE_URL": f"postgresql://u:{planted.DATABASE_PASSWORD}@db.example/connector",
                "ENCRYPTION_KEY": planted.ENCRYPTION_KEY[:-1],
                "LOG_FORMAT": planted.API_KEY,
            }
        )
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    planted.assert_nowhere(
        f"{raised.value} {raised.value!r} {raised.value.problems}", [*planted.PLANTED, planted.ENCRYPTION_KEY[:-1]]
    )


def test_settings_show_no_secret() -> None:
    settings = parse_settings(
        {
            "CONNECTOR_ACCOUNTS": a_variable_of(an_account(api_key=planted.API_KEY, adobe_client_secret=planted.CLIENT_SECRET)),
            "DATABASE_URL": f"postgresql+psycopg://u:{planted.DATABASE_PASSWORD}@db.example/connector",
            "ENCRYPTION_KEY": planted.ENCRYPTION_KEY,
        }
    )
    planted.assert_nowhere(f"{settings} {settings!r} {settings.accounts[0]}", planted.PLANTED)
    assert settings.accounts[0].adobe_client_secret.reveal() == planted.CLIENT_SECRET


def test_the_secrets_of_the_settings_include_the_password_inside_the_database_address() -> None:
    url = "postgresql+psycopg://u:p%40ss-word@db.example/connector?password=another-word"
    settings = parse_settings(
        {
            "CONNECTOR_ACCOUNTS": a_variable_of(an_account(api_key="key-1", adobe_client_secret="secret-1")),
            "DATABASE_URL": url,
            "ENCRYPTION_KEY": OTHER_KEY,
        }
    )
    assert {secret.reveal() for secret in settings.secrets} == {"key-1", "secret-1", url, "p@ss-word", "another-word", OTHER_KEY}


def test_a_database_address_that_cannot_be_split_is_a_secret_as_a_whole() -> None:
    url = Secret("postgresql+psycopg://u:p@[db/connector")
    assert replace(parse_settings({}), database_url=url).secrets == (url,)


def test_a_local_command_reads_the_environment() -> None:
    program = "from connector.settings import settings_from_environment as read; print(read().order_wait_days)"
    environment = {**os.environ, "ORDER_WAIT_DAYS": "11", "PYTHONPATH": str(Path(connector.__file__).parents[1])}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "11\n"


class TestASecret:
    def test_prints_as_stars_in_every_way(self) -> None:
        secret = Secret("hemlock")
        assert (str(secret), repr(secret), f"{secret}", f"{secret:>5}", f"{secret!r}", "%s" % secret) == (  # noqa: UP031 - one of the ways.
            *["***"] * 3,
            "  ***",
            *["***"] * 2,
        )

    def test_reveals_itself_when_asked(self) -> None:
        assert Secret("hemlock").reveal() == "hemlock"

    def test_equals_another_of_the_same_value_and_nothing_else(self) -> None:
        assert Secret("hemlock") == Secret("hemlock")
        assert len({Secret("hemlock"), Secret("hemlock"), Secret("yew")}) == 2
        assert Secret("hemlock") != "hemlock"

    def test_is_neither_pickled_nor_put_into_json(self) -> None:
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(Secret("hemlock"))
        with pytest.raises(TypeError):
            json.dumps(Secret("hemlock"))

    def test_is_its_own_copy(self) -> None:
        secret = Secret("hemlock")
        assert copy.copy(secret) is secret
        assert copy.deepcopy([secret])[0] is secret
