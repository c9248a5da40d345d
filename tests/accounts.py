"""Adobe accounts as an operator writes them into `CONNECTOR_ACCOUNTS`."""

from __future__ import annotations

import json


def an_account(**changes: object) -> dict[str, object]:
    """Write an account that is right, with these fields different."""
    return {
        "product": "PRD-000-000-001",
        "marketplace": "MP-00001",
        "environment": "production",
        "api_key": "key-of-the-account",
        "adobe_client_secret": "secret-of-the-account",
        "oauth_url": "https://ims-na1.adobelogin.com",
        "url": "https://partners.adobe.io",
        "distributor_id": "D1000000000",
        "currency": "USD",
        "market_segment": "COM",
        **changes,
    }


def an_account_without(*names: str) -> dict[str, object]:
    """Leave fields out of an account that was right."""
    return {name: value for name, value in an_account().items() if name not in names}


def a_retail_account(**changes: object) -> dict[str, object]:
    """Write a retail account that is right, with these fields different."""
    return an_account(program="retail", scopes="retail-scope", **{"offers": {"MPN-A": "30006514"}, **changes})


def a_variable_of(*accounts: object) -> str:
    """Write the accounts as the variable holds them."""
    return json.dumps(accounts)
