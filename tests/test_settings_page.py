"""The settings' page says what the code does: every variable, every field, every default, and examples that work."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path

import connector
from connector.settings import VARIABLES, Account, parse_settings

ROOT = Path(connector.__file__).parents[1]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def the_section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0].split("\n### ")[0]


def rows_of(title: str) -> dict[str, list[str]]:
    """Read a section's table into its cells by the name in the first one."""
    lines = [line for line in the_section(title).splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_the_page_lists_every_variable_with_its_security_and_default() -> None:
    written = {name: (cells[0], cells[1]) for name, cells in rows_of("Variables").items()}
    expected = {
        each.name: ("yes" if each.secure else "no", f"`{each.default}`" if each.default else "none") for each in VARIABLES
    }
    assert written == expected


def test_the_page_lists_every_field_of_an_account_with_its_default() -> None:
    rows = rows_of("Fields of an account")
    assert list(rows) == [field.name for field in fields(Account)]
    for field in fields(Account):
        documented = rows[field.name][0].split("; ")[0]
        if field.name == "offers":
            assert documented == "required for `retail`, a problem otherwise"
        elif field.default is MISSING:
            assert documented == "required"
        else:
            default = list(field.default) if isinstance(field.default, tuple) else field.default
            assert documented == f"`{default if isinstance(default, str) else json.dumps(default)}`"


def test_every_row_says_what_it_means_gives_an_example_and_says_what_breaks() -> None:
    for title, columns in (("Variables", 5), ("Fields of an account", 4)):
        for name, cells in rows_of(title).items():
            assert len(cells) == columns, name
            assert all(cells), name


def test_the_limits_of_the_numbers_on_the_page_are_accepted() -> None:
    for name in ("RETURN_WINDOW_DAYS", "ORDER_WAIT_DAYS", "TRANSACTION_WAIT_HOURS", "RETENTION_DAYS"):
        limits = re.search(r"([0-9]+) to ([0-9]+) (?:days|hours)", rows_of("Variables")[name][2])
        assert limits is not None
        for limit in limits.groups():
            settings = parse_settings({name: limit})
            assert getattr(settings, name.lower()) == int(limit)


def test_the_example_on_the_page_works_as_it_stands() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    settings = parse_settings({"CONNECTOR_ACCOUNTS": example})
    assert [account.environment for account in settings.accounts] == ["production", "test"]


def test_the_schema_that_the_page_names_is_there_and_knows_the_same_fields() -> None:
    (name,) = re.findall(r"`schemas/(settings/[a-z/]+\.json)`", PAGE)
    schema = json.loads((ROOT / "connector" / "schemas" / name).read_text(encoding="utf-8"))
    account = schema["$defs"]["account"]
    assert set(account["properties"]) == {field.name for field in fields(Account)}
    required = {field.name for field in fields(Account) if field.default is MISSING and field.default_factory is MISSING}
    assert set(account["required"]) == required
