"""Lists as the platform answers them: filtered, ordered, paged, with the `Content-Range` header that its client counts by."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from connector.simulator.connect.errors import invalid
from connector.simulator.connect.rql import check_fields, matches, parse_query, values_at
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.simulator.connect.catalogue import Document

MAXIMUM_LIMIT: Final = 1000


def answer_list(documents: Iterable[Document], raw_query: str, allowed: tuple[str, ...]) -> SimResponse:
    """Answer a GET of a collection.

    `allowed` names the fields it can be filtered and ordered by (`tiers.*` for a whole branch).
    """
    query = parse_query(raw_query)
    if query.search:
        raise invalid("search is not supported here.")
    if query.limit > MAXIMUM_LIMIT:
        raise invalid(f"limit: at most {MAXIMUM_LIMIT}.")
    for expression in query.filters:
        check_fields(expression, allowed)
    found = [document for document in documents if all(matches(each, document, allowed) for each in query.filters)]
    for name in reversed(query.ordering):
        found = _ordered(found, name, allowed)
    page = found[query.offset : query.offset + query.limit]
    shown = [_without(document, query.omitted) for document in page]
    return SimResponse.of_json(200, shown, {"content-range": content_range(query.offset, len(page), len(found))})


def content_range(offset: int, shown: int, total: int) -> str:
    """Say which part of the list this is: `items 0-99/500`.

    An empty page is `items 0-0/500`, as the client's parser wants numbers.
    """
    return f"items {offset}-{offset + shown - 1}/{total}" if shown else f"items 0-0/{total}"


def _ordered(documents: list[Document], name: str, allowed: tuple[str, ...]) -> list[Document]:
    path = name.lstrip("+-")
    if not path:
        raise invalid("ordering: a field is required.")
    _check_ordering(path, allowed)
    return sorted(documents, key=lambda document: _sort_key(document, path), reverse=name.startswith("-"))


def _check_ordering(path: str, allowed: tuple[str, ...]) -> None:
    for expression in parse_query(f"eq({path},x)").filters:
        check_fields(expression, allowed)


def _sort_key(document: Document, path: str) -> str:
    return "" if (value := next(values_at(document, path), None)) is None else str(value)


def _without(document: Document, omitted: list[str]) -> Document:
    if not omitted:
        return document
    trimmed = copy.deepcopy(document)
    for path in omitted:
        *parents, last = path.split(".")
        node: object = trimmed
        for parent in parents:
            node = node.get(parent) if isinstance(node, dict) else None
        if isinstance(node, dict):
            node.pop(last, None)
    return trimmed
