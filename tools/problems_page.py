"""Write docs/problems.md from the tables of the code: `python tools/problems_page.py`.

The page is the customer's, the distributor's and the support's list of everything that can stand in a request's way. It is never
edited by hand: a contract test compares it with what this prints.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "problems.md"

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from connector.domain import meanings, parameters  # noqa: E402 - the tool is run by its path, and finds the package only from here on.
from connector.domain.catalogue import ROWS  # noqa: E402 - for the same reason as above.
from connector.domain.catalogue.fields import FIELDS  # noqa: E402 - for the same reason as above.
from connector.domain.catalogue.status_rows import STATUS_ROWS  # noqa: E402 - for the same reason as above.
from connector.domain.problems import LOCAL, Kind  # noqa: E402 - for the same reason as above.
from connector.domain.retail_rows import RETAIL_ROWS  # noqa: E402 - for the same reason as above.

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connector.domain.meanings import Row

_NOTHING: Final = "-"

_WHOSE_TURN: Final = {
    Kind.CORRECTABLE: "the customer",
    Kind.OPERATOR: "an operator",
    Kind.FINAL: "nobody",
    Kind.TRANSIENT: "time",
}

_WHAT_HAPPENS: Final = {
    Kind.CORRECTABLE: (
        "the request is inquired, with the text on exactly the parameters named; where the product has none of them it fails, "
        "or waits for an operator once the customer exists at Adobe"
    ),
    Kind.OPERATOR: (
        "the request stays pending; its note holds the operator's text, `error_msg` the customer's; it is looked at every hour"
    ),
    Kind.FINAL: "the request fails, with the text as its reason",
    Kind.TRANSIENT: "the request stays pending and is tried again, the later the longer it has waited",
}

_HEAD: Final = """# Problems

Everything that can stand in a request's way, with the words that people read. Written by `python tools/problems_page.py` from
the tables in `connector/domain/problems.py` and `connector/domain/catalogue`: change those, not this page.

Whose turn it is decides what happens to the request:

"""

_HOW_TO_READ: Final = """
Several problems at once: all are told, and the hardest decides: first what can never be, then what the customer can correct,
then what an operator must do. What stands in {braces} is filled in. Without a text of their own, operators read the customer's.

## What the connector finds itself

"""

_ADOBES: Final = """
## What Adobe refuses

One code can mean different things as the answer to different calls; what stands for any call holds wherever there is no row for
the very call. The customer's text ends with Adobe's code in brackets, the operator's with the call and Adobe's whole answer.
`HTTP 404` stands for an answer without a code. A page is one below `developer.adobe.com/vipmp/docs/`.

"""

_RETAIL: Final = """
## What Adobe's retail programme refuses

The codes of Partner Connection Retail are words. `REDIRECT_NOT_ALLOWED` is this connector's own, for a redirect that it does not
pass on. A page is one below `developer.adobe.com/adobe-partner-connection-retail/guides/`.

"""

_STATUSES: Final = """
## How things can stand at Adobe

One status can mean different things on different resources. The customer's text ends with the status in brackets. A status
without a row is looked at again, and becomes an operator's matter after the days of `ORDER_WAIT_DAYS`, like everything that is
waited for.

"""

_FIELDS: Final = """
## Fields that Adobe refuses or misses

When a customer or a reseller is created or updated, 1117 (refused), 1119 (cannot be changed) and 1122 (missing) name JSON paths,
and each is asked for by its own parameter. Any other path, and these codes as the answer to any other call, are an operator's
matter, by their rows above.

"""

_UNFORESEEN: Final = """
A code without a row here is an operator's matter (`adobe-unforeseen`): the note holds Adobe's whole answer. Where the HTTP status
says that Adobe failed (5xx), the code counts as 1124, with 429 as 4118, with 401 as 4116 and with 403 as 4115. The customer's
request is never failed because of a code that nobody knows.
"""


def page() -> str:
    """Give the whole page."""
    parts = (_turns, _HOW_TO_READ, _own, _ADOBES, _adobes, _RETAIL, _retail, _STATUSES, _statuses, _FIELDS, _fields)
    written = ("".join(part()) if callable(part) else part for part in parts)
    return "".join((_HEAD, *written, _UNFORESEEN))


def _turns() -> Iterator[str]:
    yield from _heading("whose turn", "what happens on the platform")
    yield from (_line((turn, _WHAT_HAPPENS[kind])) for kind, turn in _WHOSE_TURN.items())


def _own() -> Iterator[str]:
    yield from _heading("problem", "whose turn", "parameters", "the customer reads", "the operator reads")
    for code, found in sorted(LOCAL.items()):
        texts = (_words(found.text), _words(found.operator))
        yield _line((f"`{code}`", _WHOSE_TURN[found.kind], _names(found.parameters, found.kind), *texts))


def _adobes() -> Iterator[str]:
    yield from _heading(
        "code", "reason", "as the answer to", "whose turn", "parameters", "the customer reads", "the operator reads", "page"
    )
    yield from _rows(ROWS)


def _retail() -> Iterator[str]:
    yield from _heading(
        "code", "reason", "as the answer to", "whose turn", "parameters", "the customer reads", "the operator reads", "page"
    )
    yield from _rows(RETAIL_ROWS)


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: (row.code, row.reason)):
        reason = f"`{row.reason}`" if row.reason else _NOTHING
        calls = "any call" if row.calls == meanings.EVERY_CALL else ", ".join(row.calls)
        texts = (_words(row.text), _words(row.operator))
        yield _line((row.code, reason, calls, _WHOSE_TURN[row.kind], _names(row.parameters, row.kind), *texts, row.page))


def _statuses() -> Iterator[str]:
    yield from _heading(
        "status", "of", "means", "problem", "whose turn", "parameters", "the customer reads", "the operator reads", "page"
    )
    for row in sorted(STATUS_ROWS, key=lambda row: (row.code, row.resource)):
        turn = _WHOSE_TURN[row.kind] if row.kind else _NOTHING
        problem = f"`{row.name}`" if row.name else "all is well"
        names = _names(row.parameters, row.kind) if row.kind else _NOTHING
        yield _line((row.code, row.resource, row.means, problem, turn, names, _words(row.text), _words(row.operator), row.page))


def _fields() -> Iterator[str]:
    yield from _heading("path", "called", "parameters of a customer", "parameters of a reseller")
    for field in FIELDS:
        resellers = ", ".join(f"`{name}`" for name in parameters.of_reseller(field.parameters)) or "none: an operator's matter"
        yield _line((f"`{field.prefix}`", field.name, _names(field.parameters, Kind.CORRECTABLE), resellers))


def _heading(*names: str) -> Iterator[str]:
    yield _line(names)
    yield f"|{'---|' * len(names)}\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _names(parameters: tuple[str, ...], kind: Kind) -> str:
    nothing = "the one concerned" if kind is Kind.CORRECTABLE else _NOTHING
    return ", ".join(f"`{name}`" for name in parameters) or nothing


def _words(text: str) -> str:
    """Write a text for a cell: the signs that Markdown would read are written out."""
    return re.sub(r"[<>|*]", lambda sign: f"&#{ord(sign[0])};", text) or _NOTHING


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written")
