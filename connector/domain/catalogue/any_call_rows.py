"""The catalogue's rows for codes that mean the same whatever was called: credentials, throttling, failures, and our own defects.

Source: developer.adobe.com/vipmp/docs/references/error-handling and …/references/api-headers.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import EVERY_CALL, defect, for_operator, transient

ANY_CALL_ROWS: Final = (
    for_operator(
        "1117",
        EVERY_CALL,
        "Adobe does not accept what no customer gives. Correct the account or the catalogue where the answer points to them, else report it.",
    ),
    defect("1121", EVERY_CALL, "fields that it does not expect"),
    for_operator(
        "1122",
        EVERY_CALL,
        "Adobe misses what no customer gives. Complete the account or the catalogue where the answer points to them, else report it.",
    ),
    defect("1123", EVERY_CALL, "the reference used before, which it has not minded for years"),
    transient(
        "1124",
        EVERY_CALL,
        "Adobe has a failure of its own. The request goes on by itself once it is over.",
        "Adobe has a failure of its own. The request goes on by itself; ask Adobe's support if it lasts.",
    ),
    for_operator(
        "4115",
        EVERY_CALL,
        "Adobe does not accept the API key of {account}. Check api_key, and that the key may use the VIP Marketplace API.",
    ),
    for_operator(
        "4116", EVERY_CALL, "Adobe does not accept the credentials of {account}. Check api_key, adobe_client_secret and scopes."
    ),
    for_operator(
        "4117",
        EVERY_CALL,
        "Adobe misses the access token of {account}. Check api_key, adobe_client_secret and scopes; report it if they are right.",
    ),
    transient(
        "4118",
        EVERY_CALL,
        "Adobe takes no more requests at the moment. The request goes on by itself later.",
        "Adobe takes no more requests of this partner at the moment. The request goes on by itself; ask Adobe for more if this is often.",
    ),
    defect("4119", EVERY_CALL, "no correlation id, or one that it cannot read"),
    defect("4120", EVERY_CALL, "a request id that it has seen before"),
    for_operator(
        "4121",
        EVERY_CALL,
        "The customer or reseller belongs to another partner of Adobe. Correct the id on the asset or tier, or the credentials of {account}.",
    ),
    transient("4122", EVERY_CALL, "Adobe is still busy with the same request. It goes on by itself afterwards."),
)
