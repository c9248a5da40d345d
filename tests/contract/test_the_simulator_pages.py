"""The simulators' pages: their example calls work when they are typed, and the control's arguments are those of the code."""

from __future__ import annotations

import inspect
import json
import re
import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from connector.commands.simulate import adobe_world, connect_world
from connector.simulator.connect.control import Control
from connector.simulator.connect.control_http import FURTHER
from connector.simulator.connect.trade import Trade
from connector.simulator.connect.vendor import Vendor
from connector.simulator.exchange import SimRequest
from tests.contract.tree import ROOT

if TYPE_CHECKING:
    from connector.simulator.exchange import Exchange

ADOBE: Final = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
CONNECT: Final = (ROOT / "docs" / "simulator-connect.md").read_text(encoding="utf-8")
OWNERS: Final[dict[str, type]] = {"vendor": Vendor, "trade": Trade, "run": Control}


def typed(page: str, exchange: Exchange) -> list[tuple[int, Any]]:
    """Type the calls of the page's block for a shell, one after the other; gives their statuses and answers."""
    (block,) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    variables = dict(re.findall(r"^([A-Z])=(\S+)$", block, re.MULTILINE))
    block = re.sub(r"\$([A-Z])\b", lambda found: variables[found[1]], block).replace("\\\n", " ")
    functions = dict(re.findall(r"^(\w+)\(\) \{\n(.*?)\n\}$", block, re.MULTILINE | re.DOTALL))
    lines = re.findall(rf"^((?:curl|{'|'.join(functions) or 'curl'}) .*?)(?=^\S|\Z)", block, re.MULTILINE | re.DOTALL)
    answers = []
    for number, line in enumerate(lines):
        name, rest = line.split(" ", 1)
        whole = functions[name].replace('"$@"', rest).replace("$RANDOM$RANDOM", str(number)) if name in functions else line
        answers.append(called(shlex.split(whole), exchange))
    return answers


def called(words: list[str], exchange: Exchange) -> tuple[int, Any]:
    """Make the call that these words are for curl."""
    assert words[:2] == ["curl", "-s"]
    headers: dict[str, str] = {}
    data: list[str] = []
    url, rest = "", iter(words[2:])
    for word in rest:
        if word == "-H":
            header, _, value = next(rest).partition(": ")
            headers[header.lower()] = value
        elif word == "-d":
            data.append(next(rest))
        else:
            url = word
    parts = urlsplit(url)
    body = "&".join(data).encode()
    headers = {"content-type": "application/x-www-form-urlencoded", **headers} if data else headers
    answered = exchange(SimRequest("POST" if data else "GET", parts.path, parts.query, headers, body))
    return answered.status, json.loads(answered.body)


def now() -> datetime:
    return datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_the_six_calls_of_the_simulated_adobe_work_when_typed() -> None:
    answers = typed(ADOBE, adobe_world(now, pause=lambda _: None).exchange)
    assert [status for status, _ in answers] == [200, 201, 200, 202, 200, 200]
    token, customer, preview, order, done, subscriptions = (body for _, body in answers)
    assert (token["access_token"], customer["customerId"]) == ("sim-token-000001", "P1005000001")
    assert preview["lineItems"][0]["offerId"] == order["lineItems"][0]["offerId"] == "65304470CA02A12"
    assert (order["orderId"], order["status"], done["status"]) == ("P92000001", "1002", "1000")
    assert subscriptions["totalCount"] == 1


def test_the_control_calls_of_the_simulated_platform_work_when_typed() -> None:
    answers = typed(CONNECT, connect_world(now, pause=lambda _: None).exchange)
    assert [status for status, _ in answers] == [200, 200, 200]
    assert answers[0][1]["result"] == "PR-0000-0000-0001-001"
    assert answers[1][1]["result"]["action_type"] == "purchase"


def test_the_page_lists_every_operation_of_the_simulated_platform_with_its_arguments() -> None:
    rows = re.findall(r"^\| (`(?:vendor|trade|run)/.*?) \| (.*?) \|$", CONNECT, re.MULTILINE)
    listed = {name: cell for names, cell in rows for name in re.findall(r"`([^`]+)`", names)}
    there = {
        f"{group}/{name}": method
        for group, owner in OWNERS.items()
        for name, method in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_") and name != "wait_for"
    }
    assert set(listed) == set(there)
    for name, method in there.items():
        needed: list[str] = []
        further = [str(one) for one in FURTHER.get(name.partition("/")[2], ()) if isinstance(one, str)]
        for parameter in list(inspect.signature(method).parameters.values())[1:]:
            if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                continue
            (needed if parameter.default is inspect.Parameter.empty else further).append(parameter.name)
        first, _, then = re.sub(r" \([^)]*\)", "", listed[name]).partition("\\|")
        assert (re.findall(r"`([^`]+)`", first), set(re.findall(r"`([^`]+)`", then))) == (needed, set(further)), name
