"""`support-bundle`: exactly what Adobe's support asks for about a retail request. It prints, and writes nothing anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.commands.one_request import one_request
from connector.commands.surroundings import SUCCESS, CommandError
from connector.domain.requests import Request
from connector.fulfillment.supporting import support_bundle

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings

_FULFILMENT: Final = "PR-"


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Print the bundle of one request. Raises `SettingsError` or `CommandError`."""
    if not arguments.request.startswith(_FULFILMENT):
        raise CommandError("Only fulfilment requests have a support bundle: their ids begin with PR-.")
    with one_request(arguments.request, surroundings) as (request, means, _):
        account = means.settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
        if account is None or account.program != "retail" or not isinstance(request, Request):
            raise CommandError(f"{arguments.request} is not sold under a Partner Connection Retail account.")
        bundle = support_bundle(request, account, means.store, show_code=arguments.show_code)
    width = max(map(len, bundle))
    for title, text in bundle.items():
        surroundings.say(f"{title:<{width}}  {text}")
    return SUCCESS
