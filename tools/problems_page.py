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

from connector.domain import catalogue, meanings  # noqa: E402 - the tool is run by its path, and finds the package only from here on.
from connector.domain.problems import LOCAL, Kind  # noqa: E402 - for the same reason as above.

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
the tables in `connector/domain/problems.py` and `connector/domain/catalogue.py`: change those, not this page.

Whose turn it is decides what happens to the request:

"""

_HOW_TO_READ: Final = """
Several problems at once: all are told, and the hardest decides: first what can never be, then what the customer can correct,
then what an operator must do. What stands in {braces} is filled in. Without a text of their own, operators read the customer's.

## What the connector finds itself

"""

_ADOBES: Final = """
## What Adobe refuses

One code can mean different things as the answer to different calls. The customer's text ends with Adobe's code in brackets,
the operator's with the call and Adobe's whole answer.

"""

_FIELDS: Final = """
## Fields that Adobe refuses or misses

When a customer is created, 1117 (refused) and 1122 (missing) name JSON paths, and each is asked for by its own parameter. Any
other path, and these codes as the answer to any other call, are an operator's matter.

"""

_UNFORESEEN: Final = """
A code without a row here is an operator's matter (`adobe-unforeseen`): the note holds Adobe's whole answer, and the customer's
request is never failed because of it.
"""


def page() -> str:
    """Give the whole page."""
    parts = (_HEAD, *_turns(), _HOW_TO_READ, *_own(), _ADOBES, *_adobes(), _FIELDS, *_fields(), _UNFORESEEN)
    return "".join(parts)


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
        "code", "reason", "as the answer to", "whose turn", "parameters", "the customer reads", "the operator reads"
    )
    for row in sorted(catalogue.ROWS, key=lambda row: (row.code, row.reason)):
        reason = f"`{row.reason}`" if row.reason else _NOTHING
        calls = "any call" if row.calls == meanings.EVERY_CALL else ", ".join(row.calls)
        texts = (_words(row.text), _words(row.operator))
        yield _line((row.code, reason, calls, _WHOSE_TURN[row.kind], _names(row.parameters, row.kind), *texts))


def _fields() -> Iterator[str]:
    yield from _heading("path", "called", "parameters")
    for path in catalogue.PATHS:
        yield _line((f"`{path.prefix}`", path.name, _names(path.parameters, Kind.CORRECTABLE)))


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
