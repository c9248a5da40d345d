"""The platform's query language (RQL), as far as CloudBlue's client emits it: parsed strictly, never ignored.

Both spellings are read: `eq(asset.product.id,PRD-1)` and `asset.product.id=PRD-1`. What is not known here is refused with a
sentence, since a filter that is silently dropped answers with other people's requests. Source:
connect.cloudblue.com/community/developers/api/resource-query-language-rql.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from connector.simulator.connect.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from connector.simulator.connect.catalogue import Document

    Predicate = Callable[[Document], bool]

COMPARISONS: Final = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
LISTS: Final = frozenset({"in", "out"})
SEARCHES: Final = frozenset({"like", "ilike"})
LOGIC: Final = frozenset({"and", "or", "not"})
MARKERS: Final = frozenset({"null", "empty"})
TOKEN: Final = re.compile(r"[(),]|[^(),]+")


@dataclass(frozen=True)
class Expression:
    """One node of a parsed filter: an operator with arguments, or a word (then `arguments` is None). `""` names a bare list."""

    name: str
    arguments: tuple[Expression, ...] | None = None


@dataclass
class Query:
    """A query string, read: filters that must all hold, ordering, fields left out, and the page."""

    filters: list[Expression] = field(default_factory=list)
    ordering: list[str] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    search: str = ""
    limit: int = 100
    offset: int = 0


def parse_query(raw: str) -> Query:
    """Read a raw query string; raises the platform's 400 for what it does not know."""
    query = Query()
    for part in filter(None, raw.split("&")):
        # A client that encodes parentheses too sends nothing that could be split before it is decoded.
        plain = part if "(" in part else unquote(part)
        if re.match(r"\w+\(", plain):
            _add_expression(query, _Parser(plain).parse())
        else:
            _add_pair(query, unquote(part))
    return query


def matches(expression: Expression, document: Document, allowed: Iterable[str]) -> bool:
    """Judge one document by one filter; `allowed` are the patterns of fields that this collection can be filtered by."""
    name, arguments = expression.name, expression.arguments or ()
    if name == "not":
        return not matches(arguments[0], document, allowed)
    if name in {"and", "or"}:
        judged = [matches(argument, document, allowed) for argument in arguments]
        return all(judged) if name == "and" else any(judged)
    values = list(values_at(document, arguments[0].name))
    return _holds(name, values, arguments[1])


def check_fields(expression: Expression, allowed: Iterable[str]) -> None:
    """Refuse a filter on a field that the collection does not have, whether or not there is anything to filter."""
    if expression.name in LOGIC:
        for argument in expression.arguments or ():
            check_fields(argument, allowed)
        return
    path = (expression.arguments or ())[0].name
    if not any(fnmatchcase(path, pattern) for pattern in allowed):
        raise invalid(f"Bad filter query: unknown field {path}.")


def values_at(document: object, path: str) -> Iterator[object]:
    """Every value at a dotted path; lists on the way are walked through. Yields None where the path ends early."""
    if isinstance(document, list):
        for entry in document:
            yield from values_at(entry, path)
        return
    if not path:
        yield document
        return
    head, _, rest = path.partition(".")
    yield from values_at(document.get(head), rest) if isinstance(document, dict) else (None,)


def _holds(name: str, values: list[object], operand: Expression) -> bool:
    if name in {"ne", "out"}:
        opposite = {"ne": "eq", "out": "in"}[name]
        return not _holds(opposite, values, operand)
    if operand.name in MARKERS and operand.arguments == ():
        return any(value is None or (operand.name == "empty" and value in ("", [], {})) for value in values) or not values
    if name in LISTS:
        return any(_text(value) in {word.name for word in operand.arguments or ()} for value in values)
    return any(value is not None and _compare(name, _text(value), operand.name) for value in values)


def _compare(name: str, left: str, right: str) -> bool:
    if name in SEARCHES:
        fold = str.lower if name == "ilike" else str
        pattern = ".*".join(re.escape(piece) for piece in fold(right).split("*"))
        return re.fullmatch(pattern, fold(left), re.DOTALL) is not None
    ordered = {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}
    return ordered.get(name, left == right)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _add_expression(query: Query, expression: Expression) -> None:
    arguments = expression.arguments or ()
    if expression.name in {"ordering", "order_by"}:
        query.ordering.extend(argument.name for argument in arguments)
    elif expression.name == "select":
        query.omitted.extend(argument.name[1:] for argument in arguments if argument.name.startswith("-"))
    else:
        _check(expression)
        query.filters.append(expression)


def _add_pair(query: Query, part: str) -> None:
    name, sign, value = part.partition("=")
    if not sign or not re.fullmatch(r"[\w.\-]+", name):
        raise invalid(f"Bad filter query: {part}.")
    if name in {"limit", "offset"}:
        if not value.isdigit():
            raise invalid(f"{name}: a whole number is required.")
        setattr(query, name, int(value))
    elif name == "search":
        query.search = value
    elif name in {"ordering", "order_by"}:
        query.ordering.extend(value.split(","))
    else:
        query.filters.append(Expression("eq", (Expression(name), Expression(value))))


def _check(expression: Expression) -> None:
    name, arguments = expression.name, expression.arguments or ()
    if name in LOGIC:
        if not arguments or (name == "not" and len(arguments) != 1):
            raise invalid(f"Bad filter query: {name}() does not take {len(arguments)} arguments.")
        for argument in arguments:
            _check(argument)
        return
    if name not in COMPARISONS | LISTS | SEARCHES or expression.arguments is None:
        raise invalid(f"Bad filter query: unknown operator {name or '()'}.")
    if len(arguments) != 2 or arguments[0].arguments is not None:  # noqa: PLR2004 - a field and what it is compared with.
        raise invalid(f"Bad filter query: {name}() takes a field and a value.")
    operand = arguments[1]
    if name in LISTS and (operand.name or operand.arguments is None):
        raise invalid(f"Bad filter query: {name}() takes a list in parentheses.")
    if name not in LISTS and operand.arguments is not None and (operand.name not in MARKERS or operand.arguments):
        raise invalid(f"Bad filter query: {name}() cannot be compared with {operand.name}().")


class _Parser:
    """A recursive-descent parser of one expression.

    Words are percent-decoded after the split, so that an encoded comma stays data.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = TOKEN.findall(text)
        self._position = 0

    def parse(self) -> Expression:
        expression = self._expression()
        if self._position != len(self._tokens):
            raise self._broken()
        return expression

    def _expression(self) -> Expression:
        name = "" if self._peek() in {"(", ",", ")"} else unquote(self._next())
        if self._peek() != "(":
            return Expression(name)
        self._next()
        return Expression(name, tuple(self._arguments()))

    def _arguments(self) -> Iterator[Expression]:
        if self._peek() == ")":
            self._next()
            return
        while True:
            yield self._expression()
            separator = self._next()
            if separator == ")":
                return
            if separator != ",":
                raise self._broken()

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise self._broken()
        self._position += 1
        return token

    def _broken(self) -> Exception:
        return invalid(f"Bad filter query: cannot read {self._text}.")
