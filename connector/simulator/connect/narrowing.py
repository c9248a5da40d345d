"""Which records a list can show at all, told before any of them is put into words.

A platform with a thousand requests would otherwise write a thousand documents to show one. It only leaves out what the filters
leave out as well: they are applied to what remains, as to any list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from connector.simulator.connect.rql import parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from connector.simulator.connect.rql import Expression

Record = TypeVar("Record")

_TAKES_ONE: Final = "eq"
_TAKES_SOME: Final = "in"


def narrowed(records: Iterable[Record], raw_query: str, keys: Mapping[str, Callable[[Record], str]]) -> list[Record]:
    """Keep the records that may pass the filters of a query; `keys` read what a document shows at a path from its record."""
    wanted = [(keys[path], values) for path, values in _required(parse_query(raw_query).filters) if path in keys]
    return [record for record in records if all(read(record) in values for read, values in wanted)]


def _required(filters: Iterable[Expression]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the paths at which a document must show one of some values. What is asked by `or` and `not` narrows nothing."""
    for one in filters:
        arguments = one.arguments or ()
        if one.name == "and":
            yield from _required(arguments)
        elif one.name == _TAKES_ONE and arguments[1].arguments is None:
            yield arguments[0].name, frozenset({arguments[1].name})
        elif one.name == _TAKES_SOME:
            yield arguments[0].name, frozenset(word.name for word in arguments[1].arguments or ())
