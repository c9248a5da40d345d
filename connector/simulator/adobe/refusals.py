"""Adobe's documented refusals: code, HTTP status, message, form of the details. It never decides when one is due; the rules do.

The facts are those of `connector/schemas/adobe/codes.json`, which is written from Adobe's pages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ANY_CALL: Final = "any call"
_UNDOCUMENTED: Final = (400, "Request is refused")
_WITHOUT_CODE: Final = "HTTP "


class RefusalError(Exception):
    """Adobe's "no" to one request: a code, its HTTP status and the details that name paths, lines or reasons."""

    def __init__(self, code: str, *details: str, status: int | None = None, message: str | None = None) -> None:
        documented_status, documented_message = documented(code)
        self.code = code
        self.status = status or documented_status
        self.message = message or documented_message
        self.details = list(details)
        super().__init__(f"{self.status}/{code}")

    @property
    def body(self) -> dict[str, Any]:
        """Give the JSON body, as developer.adobe.com/vipmp/docs/references/error-handling shapes it.

        A symbolic code comes without details; where no page names a code, what stands in front of Adobe answers.
        """
        if self.code.startswith(_WITHOUT_CODE):
            return {"error_code": self.code.removeprefix(_WITHOUT_CODE), "message": "Resource not found"}
        if not self.code.isdecimal() and not self.details:
            return {"code": self.code, "message": self.message}
        return {"code": self.code, "message": self.message, "additionalDetails": self.details}


@dataclass(frozen=True)
class Documented:
    """One refusal as Adobe's pages have it: `form` is that of its details, with {path}, {line} and {reason} to be filled in."""

    code: str
    status: int
    message: str
    form: str = ""

    def details(self, *, reason: str, line: int, path: str) -> list[str]:
        """Give the details as documented; a refusal without a reason names the line alone."""
        form = self.form if reason else self.form.partition(", Reason: {")[0].replace("{reason}", "")
        return [form.format(reason=reason, line=line, path=path)] if form else []


@cache
def _facts() -> Mapping[str, Any]:
    text = (files("connector") / "schemas" / "adobe" / "codes.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


def documented(code: str) -> tuple[int, str]:
    """Give HTTP status and message of a code; one that is not documented is a 400 with a neutral message."""
    found = next((one for one in _facts()["codes"] if one["code"] == code), None)
    return (found["http"], found["message"]) if found else _UNDOCUMENTED


def documented_for(call: str, code: str, reason: str = "") -> Documented:
    """Give a refusal as it is documented for the very call, else for any call. Raises `LookupError` for one that is not."""
    fitting = [one for one in _facts()["codes"] if one["code"] == code and reason in one.get("reasons", [""])]
    for name in (call, ANY_CALL):
        for one in fitting:
            if name in one["calls"]:
                return Documented(code, one["http"], one["message"], one.get("details", ""))
    raise LookupError(f"{code} {reason}".strip() + f" as the answer to {call}")


def route_of(call: str) -> tuple[str, str | None]:
    """Give a call's route, and the order type in its body where it has one. Raises `LookupError` for a call that has no name."""
    found = _facts()["calls"][call]
    return found["route"], found.get("orderType")
