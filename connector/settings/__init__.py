"""What the operator decides: the platform's variables, parsed once, strictly, into frozen values.

This package reads nothing but the variables given to it, talks to nobody, and never shows a secret: not in `repr`, not in an
error. `settings_from_environment`, `connection_from_environment` and `runtime_environment` are the only places of the
connector that look at the environment.
"""

from __future__ import annotations

from connector.settings.account import Account, AdobeEnvironment, DownsizeInWindow, Program, read_account
from connector.settings.connection import Connection, parse_connection
from connector.settings.price_lists import PriceListScope, PriceMaking
from connector.settings.problems import SettingsError
from connector.settings.secret import Secret
from connector.settings.variables import (
    VARIABLES,
    LogFormat,
    Settings,
    SuspendPolicy,
    Variable,
    connection_from_environment,
    parse_settings,
    runtime_environment,
    settings_from_environment,
)

__all__ = [
    "VARIABLES",
    "Account",
    "AdobeEnvironment",
    "Connection",
    "DownsizeInWindow",
    "LogFormat",
    "PriceListScope",
    "PriceMaking",
    "Program",
    "Secret",
    "Settings",
    "SettingsError",
    "SuspendPolicy",
    "Variable",
    "connection_from_environment",
    "parse_connection",
    "parse_settings",
    "read_account",
    "runtime_environment",
    "settings_from_environment",
]
