"""How a command on a desk finds the platform: two variables, read strictly, and nothing where there is no key."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import connector
from connector.settings import SettingsError, parse_connection
from tests.planted import DATABASE_PASSWORD, assert_nowhere

KEY = "ApiKey SU-000-000-001:the-key"
PAGE = (Path(connector.__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_a_key_alone_leads_to_cloudblues_own_address() -> None:
    connection = parse_connection({"CONNECT_API_KEY": KEY})
    assert connection is not None
    assert connection.url == "https://api.connect.cloudblue.com/public/v1"
    assert connection.api_key.reveal() == KEY


def test_a_slash_at_the_end_of_the_address_is_dropped() -> None:
    connection = parse_connection({"CONNECT_API_KEY": KEY, "CONNECT_API_URL": "http://127.0.0.1:8080/public/v1/"})
    assert connection is not None
    assert connection.url == "http://127.0.0.1:8080/public/v1"


@pytest.mark.parametrize("variables", [{}, {"CONNECT_API_KEY": "", "CONNECT_API_URL": ""}])
def test_without_either_there_is_no_connection(variables: dict[str, str]) -> None:
    assert parse_connection(variables) is None


@pytest.mark.parametrize("key", ["", "ApiKey ", "ApiKey  ", "SU-000:key", "Bearer token", "ApiKey käy", f"{KEY}\n"])
def test_a_key_that_is_none_is_a_problem(key: str) -> None:
    with pytest.raises(SettingsError, match="CONNECT_API_KEY: must be a key as the platform shows it"):
        parse_connection({"CONNECT_API_KEY": key, "CONNECT_API_URL": "https://api.example/public/v1"})


@pytest.mark.parametrize("url", ["api.example", "http://api.example", "https://user@api.example", "https://api.example?x=1"])
def test_an_address_that_is_none_or_not_safe_is_a_problem(url: str) -> None:
    with pytest.raises(SettingsError, match="CONNECT_API_URL: "):
        parse_connection({"CONNECT_API_KEY": KEY, "CONNECT_API_URL": url})


def test_neither_error_nor_value_shows_the_key() -> None:
    with pytest.raises(SettingsError) as raised:
        parse_connection({"CONNECT_API_KEY": DATABASE_PASSWORD, "CONNECT_API_URL": f"https://{DATABASE_PASSWORD}@x"})
    assert len(raised.value.problems) == 2
    shown = repr(parse_connection({"CONNECT_API_KEY": f"ApiKey SU-1:{DATABASE_PASSWORD}"}))
    assert_nowhere(str(raised.value) + shown, (DATABASE_PASSWORD,))


def test_commands_read_it_from_the_environment() -> None:
    program = "from connector.settings import connection_from_environment as read; print(read().url)"
    environment = {**os.environ, "CONNECT_API_KEY": KEY, "CONNECT_API_URL": "https://api.example/public/v1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "https://api.example/public/v1\n"


def test_the_page_tells_both_variables_and_the_default() -> None:
    section = PAGE.split("\n## Reading the platform from a desk\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE)
    assert rows == [("CONNECT_API_KEY", "none"), ("CONNECT_API_URL", "`https://api.connect.cloudblue.com/public/v1`")]
