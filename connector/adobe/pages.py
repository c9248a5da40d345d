"""Lists that come in pages, read to their end. Must never pass off a part of a list as the whole.

The first page is asked for with our filters; every further one with the query of the `next` link exactly as it is given:
re-appended filters would stand there twice. Only the link's query is taken, so no link can lead a token to another host.
Source: developer.adobe.com/vipmp/docs/references/api-request-response.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from connector.adobe.errors import AdobeGibberishError, AdobeRefusedError, CallTrace
from connector.wire import CamelModel, WireError, WireModel

if TYPE_CHECKING:
    from connector.adobe.calling import Caller

_PAST_THE_END: Final = "1133"

Filters = list[tuple[str, str]]
_Item = TypeVar("_Item", bound=WireModel)


class _Link(CamelModel):
    uri: str | None = None


class _Links(CamelModel):
    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"following": ("next",)}

    following: _Link = _Link()


class Page(CamelModel):
    """One page. `totalCount` counts the whole list; its items stand under a key that differs by list."""

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"rows": ("items", "accounts", "customers", "resellers")}

    total_count: int | None = None
    rows: tuple[dict[str, Any], ...] = ()
    links: _Links = _Links()


def read_as(model: type[_Item], trace: CallTrace, document: object) -> _Item:
    """Read a document as a model. Raises `AdobeGibberishError`, which names fields and never values."""
    try:
        return model.parse(document)
    except WireError as error:
        reason = str(error)
    raise AdobeGibberishError(trace, reason)


def read_all(caller: Caller, path: str, filters: Filters, model: type[_Item], key: str) -> tuple[_Item, ...]:
    """Read every page of a list, each under fresh ids, and give every row once; `key` names the row's id.

    Raises `AdobeGibberishError` when the list ends before its own `totalCount`, or leads in a circle.
    """
    query = urlencode(filters)
    asked: set[str] = set()
    rows: list[_Item] = []
    while True:
        try:
            trace, document = caller.read(path, query)
        except AdobeRefusedError as refusal:
            if refusal.code == _PAST_THE_END and asked:
                return _each_once(rows, key)
            raise
        asked.add(query)
        page = read_as(Page, trace, document)
        rows += [read_as(model, trace, row) for row in page.rows]
        query = _query_of_next(page)
        if not query:
            return _each_once(_whole(trace, page, rows), key)
        if query in asked:
            raise AdobeGibberishError(trace, "the pages lead in a circle")


def _query_of_next(page: Page) -> str:
    return urlsplit(page.links.following.uri or "").query if page.rows else ""


def _whole(trace: CallTrace, page: Page, rows: list[_Item]) -> list[_Item]:
    # Rows that shifted to the next page while we read are counted twice on both sides, so the raw number is compared.
    if page.total_count is not None and len(rows) < page.total_count:
        raise AdobeGibberishError(trace, f"the list ends after {len(rows)} of {page.total_count}")
    return rows


def _each_once(rows: list[_Item], key: str) -> tuple[_Item, ...]:
    # A row read twice counts as it was read last.
    return tuple({getattr(row, key): row for row in rows}.values())
