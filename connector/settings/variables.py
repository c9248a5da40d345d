"""The platform's variables of this connector: their names, defaults and limits, read into `Settings`, all problems at once.

Variables of others are left alone. Values are texts; an empty one counts as absent, because the platform cannot remove one.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal, NoReturn, TypeAlias, TypeVar

from connector.settings.account import Account, AdobeEnvironment, read_account
from connector.settings.connection import Connection, parse_connection
from connector.settings.price_lists import (
    PRICE_TYPE_FIELDS,
    PriceListScope,
    PriceMaking,
    PriceTypeField,
    read_price_list,
    read_price_making,
)
from connector.settings.problems import Findings
from connector.settings.secret import Secret
from connector.settings.texts import encryption_key_problem
from connector.settings.urls import database_passwords, database_url_problem, url_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SuspendPolicy: TypeAlias = Literal["fail", "acknowledge"]
LogFormat: TypeAlias = Literal["json", "console"]

SUSPEND_POLICIES: Final[tuple[SuspendPolicy, ...]] = ("fail", "acknowledge")
LOG_FORMATS: Final[tuple[LogFormat, ...]] = ("json", "console")

_Option = TypeVar("_Option", bound=str)
_Entry = TypeVar("_Entry")

# The environment of the account follows the platform's connection type; a preview is a test that nobody pays for.
_ENVIRONMENT_OF_CONNECTION: Final[Mapping[str, AdobeEnvironment]] = {
    "production": "production",
    "test": "test",
    "preview": "test",
    "development": "development",
}
SHORTEST_RETENTION: Final = 11
"""Days: Adobe answers a known correlation id for ten, and as long its attempt has to be known."""

_PLACE: Final = ("product", "marketplace", "environment")
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Variable:
    """One variable as the extension declares it to the platform: its name, first value and whether the platform hides it."""

    name: str
    default: str
    secure: bool


VARIABLES: Final = (
    Variable("CONNECTOR_ACCOUNTS", "[]", secure=True),
    Variable("DATABASE_URL", "sqlite:///connector.sqlite3", secure=True),
    Variable("ENCRYPTION_KEY", "", secure=True),
    Variable("RETURN_WINDOW_DAYS", "14", secure=False),
    Variable("ORDER_WAIT_DAYS", "30", secure=False),
    Variable("TRANSACTION_WAIT_HOURS", "24", secure=False),
    Variable("RETENTION_DAYS", "90", secure=False),
    Variable("SUSPEND_POLICY", "fail", secure=False),
    Variable("LOG_FORMAT", "json", secure=False),
    Variable("PRICE_LISTS", "[]", secure=False),
    Variable("PRICE_LIST_PAGE_SIZE", "50", secure=False),
    Variable("PRICE_LIST_TYPE_FIELD", "priceListType", secure=False),
    Variable("PRICE_MOVE_LIMIT", "20", secure=False),
    Variable("PRICE_RULES", "[]", secure=False),
    Variable("CONSOLE_URL", "", secure=False),
)
_DEFAULTS: Final = {variable.name: variable.default for variable in VARIABLES}


@dataclass(frozen=True)
class Settings:
    """Everything that the operator decides, checked. Days and hours are whole numbers of at least 1; the limit is in percent."""

    accounts: tuple[Account, ...]
    database_url: Secret
    encryption_keys: tuple[Secret, ...]
    return_window_days: int
    order_wait_days: int
    transaction_wait_hours: int
    suspend_policy: SuspendPolicy
    log_format: LogFormat
    price_lists: tuple[PriceListScope, ...] = ()
    price_list_page_size: int = 50
    price_list_type_field: PriceTypeField = "priceListType"
    price_move_limit: int = 20
    price_rules: tuple[PriceMaking, ...] = ()
    retention_days: int = 90
    console_url: str = ""

    def account_for(self, product: str, marketplace: str, connection_type: str) -> Account | None:
        """Choose the account for a request by its product, marketplace and connection type, or nothing when none is meant for it.

        The most specific one wins: product and marketplace named, then the product alone, then the marketplace alone, then
        neither. Settings with two equally specific accounts do not exist: reading them is refused.
        """
        environment = _ENVIRONMENT_OF_CONNECTION.get(connection_type)
        ranked = [
            (rank, account)
            for account in self.accounts
            if account.environment == environment and (rank := account.specificity(product, marketplace)) is not None
        ]
        return max(ranked, key=lambda pair: pair[0])[1] if ranked else None

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Every text that no log may show: also a password inside the database's address, and a server's whole address."""
        credentials = (secret for account in self.accounts for secret in account.secrets)
        passwords = tuple(map(Secret, database_passwords(self.database_url.reveal())))
        # A file's path opens nothing; every address of a server may, also one that cannot be split into its parts.
        address = () if self.database_url.reveal().startswith("sqlite:") else (self.database_url,)
        return (*credentials, *address, *passwords, *self.encryption_keys)


def settings_from_environment() -> Settings:
    """Read the settings of a local command from environment variables; raises `SettingsError` as `parse_settings` does."""
    return parse_settings(os.environ)


def connection_from_environment() -> Connection | None:
    """Read how a local command reaches the platform; nothing when it is not told. Raises `SettingsError`."""
    return parse_connection(os.environ)


def runtime_environment() -> str:
    """Give the id of the platform's environment that this process runs in (ENV-…); empty where the runner did not start it."""
    return os.environ.get("ENVIRONMENT_ID", "")


def parse_settings(variables: Mapping[str, str]) -> Settings:
    """Turn the platform's variables into settings, or raise one `SettingsError` that names everything that is wrong.

    The error repeats no value. Variables that are not this connector's are ignored.
    """
    findings = Findings()
    reader = _Reader({name: variables.get(name) or default for name, default in _DEFAULTS.items()}, findings)
    settings = Settings(
        accounts=reader.accounts("CONNECTOR_ACCOUNTS"),
        database_url=Secret(reader.text("DATABASE_URL", database_url_problem)),
        encryption_keys=reader.keys("ENCRYPTION_KEY"),
        return_window_days=reader.number("RETURN_WINDOW_DAYS", 90),
        order_wait_days=reader.number("ORDER_WAIT_DAYS", 365),
        transaction_wait_hours=reader.number("TRANSACTION_WAIT_HOURS", 720),
        suspend_policy=reader.choice("SUSPEND_POLICY", SUSPEND_POLICIES),
        log_format=reader.choice("LOG_FORMAT", LOG_FORMATS),
        price_lists=reader.entries("PRICE_LISTS", read_price_list),
        price_list_page_size=reader.number("PRICE_LIST_PAGE_SIZE", 1000),
        price_list_type_field=reader.choice("PRICE_LIST_TYPE_FIELD", PRICE_TYPE_FIELDS),
        price_move_limit=reader.number("PRICE_MOVE_LIMIT", 1000),
        price_rules=reader.entries("PRICE_RULES", read_price_making),
        retention_days=reader.number("RETENTION_DAYS", 3650, lowest=SHORTEST_RETENTION),
        console_url=reader.address("CONSOLE_URL"),
    )
    findings.raise_if_any()
    return settings


class _Reader:
    """Reads one variable after the other. Who finds a problem notes it and gives any value: the settings are then thrown away."""

    def __init__(self, values: Mapping[str, str], findings: Findings) -> None:
        self._values = values
        self._findings = findings

    def text(self, name: str, judge: Callable[[str], str | None]) -> str:
        value = self._values[name]
        if sentence := judge(value):
            self._findings.at(name).add(sentence)
        return value

    def address(self, name: str) -> str:
        value = self._values[name]
        sentence = url_problem(value, allow_host=True) if value else None
        if sentence:
            self._findings.at(name).add(sentence)
        return value.rstrip("/")

    def number(self, name: str, highest: int, lowest: int = 1) -> int:
        value = self._values[name]
        number = int(value) if _WHOLE_NUMBER.fullmatch(value) else 0
        if not lowest <= number <= highest:
            self._findings.at(name).add(f"must be a whole number from {lowest} to {highest}")
        return number

    def choice(self, name: str, options: tuple[_Option, ...]) -> _Option:
        for option in options:
            if option == self._values[name]:
                return option
        self._findings.at(name).add(f"must be {' or '.join(options)}")
        return options[0]

    def keys(self, name: str) -> tuple[Secret, ...]:
        value = self._values[name]
        keys = [key.strip() for key in value.split(",")] if value else []
        for number, key in enumerate(keys):
            if sentence := encryption_key_problem(key):
                self._findings.at(f"{name}[{number}]").add(sentence)
        return tuple(Secret(key) for key in keys)

    def accounts(self, name: str) -> tuple[Account, ...]:
        findings = self._findings.at(name)
        written = self._list(name, "account", "accounts")
        read = [read_account(entry, findings.at(f"[{number}]")) for number, entry in enumerate(written)]
        _refuse_doubles(written, findings)
        _refuse_equal_proofs(read, findings)
        return tuple(account for account in read if account is not None)

    def entries(self, name: str, read: Callable[[object, Findings], _Entry | None]) -> tuple[_Entry, ...]:
        findings = self._findings.at(name)
        found: list[_Entry] = []
        for number, written in enumerate(self._list(name, "entry", "entries")):
            entry = read(written, findings.at(f"[{number}]"))
            if entry in found:
                findings.at(f"[{number}]").add("stands there twice; keep one")
            found += [] if entry is None else [entry]
        return tuple(found)

    def _list(self, name: str, one: str, many: str) -> list[object]:
        findings = self._findings.at(name)
        written = _json(self._values[name], findings, one)
        if isinstance(written, list):
            return written
        if written is not _UNREADABLE:
            findings.add(f"must be a list of {many}, as in [{{…}}, {{…}}]")
        return []


_UNREADABLE: Final = object()


def _json(text: str, findings: Findings, one: str) -> object:
    """Read JSON more strictly than Python does. Nothing of the text may stay in the error, so none is ever chained."""
    repeated: list[str] = []
    try:
        value: object = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, repeated), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        findings.add(f"is not JSON: look at line {error.lineno}, column {error.colno}")
        return _UNREADABLE
    except (ValueError, RecursionError):
        findings.add("is not usable JSON: it is nested too deeply, or has a number that JSON does not know")
        return _UNREADABLE
    if repeated:
        findings.add(f"names the same field twice in one {one}; keep one of the two")
    return value


def _object(pairs: list[tuple[str, object]], repeated: list[str]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    repeated.extend(name for name in set(names) if names.count(name) > 1)
    return dict(pairs)


def _no_constant(_constant: str) -> NoReturn:
    raise ValueError("not a JSON number")


def _refuse_doubles(entries: list[object], findings: Findings) -> None:
    """Two accounts for the same place could not be told apart. The entries are compared as written: other problems hide none."""
    seen: dict[tuple[str, ...], int] = {}
    for number, entry in enumerate(entries):
        written = entry if isinstance(entry, dict) else {}
        place = tuple(value for name in _PLACE if isinstance(value := written.get(name), str))
        if len(place) == len(_PLACE):
            first = seen.setdefault(place, number)
            if first != number:
                findings.at(f"[{number}]").add(f"is for the same product, marketplace and environment as [{first}]; keep one")


def _refuse_equal_proofs(accounts: list[Account | None], findings: Findings) -> None:
    """Two Adobe accounts need two proofs, for a notification is about whom it proves. Places of one account share it."""
    heard = [(number, each.name, each.notify) for number, each in enumerate(accounts) if each and each.notify]
    for (first, name, notify), (second, other, other_notify) in combinations(heard, 2):
        if name != other and notify.cannot_be_told_from(other_notify):
            findings.at(f"[{second}].notify").add(
                f"has the secrets of [{first}], so that nobody could tell whose notification comes; agree on others with Adobe"
            )
