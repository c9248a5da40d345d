"""Resellers, read. Creating and updating one is a persisting call: see `calls`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.adobe.calls import path_of
from connector.adobe.models import Reseller
from connector.adobe.pages import read_all, read_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.adobe.calling import Caller

_PAGE: Final = "50"


class Resellers:
    """The resellers of the distributor that the credentials belong to."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, reseller_id: str) -> Reseller:
        """Read one reseller. Refusal 1115: there is none with that id.

        Source: developer.adobe.com/vipmp/docs/reseller-account/get-reseller-account.
        """
        trace, document = self._caller.read(path_of("resellers", reseller_id))
        return read_as(Reseller, trace, document)

    def list(self, *, statuses: Sequence[str], company_name: str | None = None) -> tuple[Reseller, ...]:
        """List the resellers of the given statuses (Adobe takes 1000, 1002, 1004, 1026), over all pages of 50.

        Without statuses Adobe shows the active ones only. `company_name` may hold `*` for anything. The rows give the company
        name alone of the profile. Source: developer.adobe.com/vipmp/docs/reseller-account/get-reseller-list.
        """
        filters = [("status", status) for status in statuses]
        filters += [("company-name", company_name)] if company_name else []
        return read_all(self._caller, "/v3/resellers", [*filters, ("limit", _PAGE), ("offset", "0")], Reseller, "reseller_id")
