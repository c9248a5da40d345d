"""Offset and limit, with links to the neighbours. It slices what it is given and filters nothing.

Source: developer.adobe.com/vipmp/docs/references/pagination; links are path-relative.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from connector.simulator.adobe.messages import link
from connector.simulator.adobe.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connector.simulator.adobe.asking import Asking

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Paging:
    """How one list pages: its default and largest page, whether a larger one is clamped or refused, and its collection's key."""

    key: str
    default: int
    largest: int
    clamps: bool = False
    refuses_far_offsets: bool = False


def page(asking: Asking, paging: Paging, found: Sequence[_Item], write: Callable[[_Item], dict[str, Any]]) -> dict[str, Any]:
    """Give one page of what was found, as the request asks for it."""
    limit = asking.number("limit", paging.default, 1)
    offset = asking.number("offset", 0, 0)
    if limit > paging.largest and not paging.clamps:
        raise RefusalError("1132", "limit")
    limit = min(limit, paging.largest)
    if offset > len(found) and paging.refuses_far_offsets:
        raise RefusalError("1133")
    shown = found[offset : offset + limit]
    envelope = {"totalCount": len(found), "count": len(shown), "offset": offset, "limit": limit}
    return {**envelope, paging.key: [write(item) for item in shown], "links": _links(asking, len(found), offset, limit)}


def fits(name: str, pattern: str) -> bool:
    """Say whether a company name fits a pattern, in which `*` stands for anything; case does not matter."""
    escaped = "".join(f"[{char}]" if char in "[?" else char for char in pattern.casefold())
    return fnmatchcase(name.casefold(), escaped)


def _links(asking: Asking, total: int, offset: int, limit: int) -> dict[str, Any]:
    links = {"self": _link(asking, None, limit)}
    if offset + limit < total:
        links["next"] = _link(asking, offset + limit, limit)
    if offset > 0:
        links["prev"] = _link(asking, max(offset - limit, 0), limit)
    return links


def _link(asking: Asking, offset: int | None, limit: int) -> dict[str, Any]:
    if offset is None:
        pairs = list(asking.params)
    else:
        kept = [(name, value) for name, value in asking.params if name not in {"offset", "limit"}]
        pairs = [*kept, ("limit", str(limit)), ("offset", str(offset))]
    query = urlencode(pairs)
    return link(f"{asking.path}?{query}" if query else asking.path)
