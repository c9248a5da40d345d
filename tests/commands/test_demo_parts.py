"""The demo's parts, without the runner: what it tells, how it judges, and what it says where it cannot begin."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from connector.commands.demo.playing import play
from connector.commands.demo.stage import DISTRIBUTOR, Stage
from connector.commands.demo.story import STORY
from connector.commands.demo.telling import Telling, kinds_of_calls, value_lines
from connector.commands.surroundings import CommandError, Surroundings
from connector.settings import parse_connection, parse_settings
from connector.simulator.exchange import SimRequest
from tests.commands.desk import now

ROOT = Path(__file__).parents[2]
SET_UP, PURCHASE = STORY[:2]


@pytest.fixture
def lines() -> list[str]:
    """What was said."""
    return []


@pytest.fixture
def surroundings(lines: list[str]) -> Surroundings:
    """Real clocks, no waiting, and a list to talk to."""
    return Surroundings(
        now=now,
        monotonic=time.monotonic,
        pause=lambda _seconds: None,
        say=lines.append,
        settings=lambda: parse_settings({}),
        connection=lambda: parse_connection({}),
    )


@pytest.fixture
def stage(surroundings: Surroundings) -> Stage:
    """A stage that nobody has entered: both platforms, and no runner that would do anything."""
    return Stage(surroundings)


def test_a_request_that_nobody_fulfils_ends_badly_and_says_what_is_missing(
    stage: Stage, surroundings: Surroundings, lines: list[str]
) -> None:
    assert not play(PURCHASE, stage, Telling(stage, lines.append), surroundings, longest=0.0)
    (request,) = stage.connect.control.requests()
    assert [line for line in lines if line.startswith("Missing:")] == [
        f"Missing: {request} should be approved.",
        "Missing: Adobe has 0 customers instead of one.",
        "Missing: Adobe has 0 orders instead of one.",
        "Missing: adobe_customer_id is not what Adobe has.",
        "Missing: adobe_order_id is not what Adobe has.",
    ]


def test_a_reseller_that_nobody_sets_up_is_missing(stage: Stage, surroundings: Surroundings, lines: list[str]) -> None:
    assert not play(SET_UP, stage, Telling(stage, lines.append), surroundings, longest=0.0)
    assert [line for line in lines if line.startswith("Missing:")] == [
        "Missing: TCR-000-000-001-001 should be approved.",
        "Missing: Adobe has 0 resellers instead of one that is active.",
        "Missing: adobe_reseller_id is not what Adobe has.",
    ]


def test_a_customer_of_another_reseller_is_no_success(stage: Stage) -> None:
    request = PURCHASE.act(stage)
    one, other = (stage.adobe.control.add_reseller(DISTRIBUTOR) for _ in range(2))
    customer = stage.adobe.control.add_customer(other)
    assert one != other
    assert f"the Adobe customer {customer} is not the new reseller's" in list(PURCHASE.judge(stage, request))


def test_an_approval_without_an_order_is_no_success(stage: Stage, surroundings: Surroundings, lines: list[str]) -> None:
    request = PURCHASE.act(stage)
    customer = stage.adobe.control.add_customer(stage.adobe.control.add_reseller(DISTRIBUTOR))
    stage.connect.trade.answer_elsewhere(request, "fail", reason="A person failed it.")
    scene = PURCHASE.__class__("Failed elsewhere", lambda _stage: request, "approved", PURCHASE.judge)
    assert not play(scene, stage, Telling(stage, lines.append), surroundings, longest=0.0)
    assert f"Missing: {request} should be approved, the connector says: A person failed it.." in lines
    assert "Missing: Adobe has 0 orders instead of one." in lines
    assert customer not in stage.connect.control.params(request).values()


def test_an_open_order_whose_subscriptions_were_not_written_is_missing(stage: Stage) -> None:
    request = PURCHASE.act(stage)
    customer = stage.adobe.control.add_customer(stage.adobe.control.add_reseller(DISTRIBUTOR))
    first = stage.adobe.control.add_purchase(customer, "65304470CA01A12", 10)
    (subscription,) = stage.adobe.control.subscriptions(customer)
    missing = list(PURCHASE.judge(stage, request))
    assert f"the subscription {subscription['subscriptionId']} was not written to the request" in missing
    assert "adobe_order_id is not what Adobe has" in missing
    assert f"the Adobe order {first} is not complete" not in missing


def test_every_write_is_told_with_every_parameter_and_reads_are_not(stage: Stage, lines: list[str]) -> None:
    request = PURCHASE.act(stage)
    telling = Telling(stage, lines.append)
    key = {"authorization": "ApiKey SU-000-000-001:x"}
    body = b"""{"note": "A note", "asset": {"params": [
        {"id": "adobe_customer_id", "value": "P1"}, {"id": "adobe_orders", "structured_value": {"orders": []}},
        {"id": "customer_city", "value_error": "Give the city."}]}}"""
    stage.connect(SimRequest("GET", f"/public/v1/requests/{request}", headers=key))
    stage.connect(SimRequest("PUT", f"/public/v1/requests/{request}", headers=key, body=body))
    telling.tell()
    assert lines[0].split()[1:] == ["platform", "PUT", f"requests/{request}", "200"]
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "note = A note",
        "adobe_customer_id = P1",
        'adobe_orders = {"orders": []}',
        "customer_city (error) = Give the city.",
    ]
    assert len({line.index(" = ") for line in lines[1:]}) == 1
    lines.clear()
    telling.tell()
    assert lines == []


def test_after_a_scene_only_what_is_new_on_its_request_is_told(
    stage: Stage, surroundings: Surroundings, lines: list[str]
) -> None:
    telling = Telling(stage, lines.append)
    request = PURCHASE.act(stage)
    again = PURCHASE.__class__("Looked at again", lambda _stage: request, "tiers_setup", lambda *_: iter(()))
    assert play(again, stage, telling, surroundings, longest=0.0)
    assert lines[-2:] == ["What is new on it:", "  action_type = purchase"]
    stage.connect(
        SimRequest(
            "PUT",
            f"/public/v1/requests/{request}",
            headers={"authorization": "ApiKey SU-000-000-001:x"},
            body=b'{"asset": {"params": [{"id": "adobe_order_id", "value": "P1"}]}}',
        )
    )
    assert play(again, stage, telling, surroundings, longest=0.0)
    assert lines[-2:] == ["What is new on it:", "  adobe_order_id = P1"]
    assert play(again, stage, telling, surroundings, longest=0.0)
    assert lines[-1] == "Nothing is new on it."


def test_every_call_to_adobe_is_told_with_its_refusal(stage: Stage, lines: list[str]) -> None:
    telling = Telling(stage, lines.append)
    stage.adobe(SimRequest("GET", "/v3/resellers"))
    stage.adobe(SimRequest("POST", "/ims/token/v3"))
    telling.tell()
    assert [line.split()[1:4] for line in lines] == [["Adobe", "GET", "/v3/resellers"], ["Adobe", "POST", "/ims/token/v3"]]
    assert lines[0].endswith("403  code 4115")
    assert kinds_of_calls(stage.adobe.control.calls()) == {"GET /v3/resellers": 1, "token": 1}


def test_a_long_value_takes_several_lines_below_one_another() -> None:
    shown = list(value_lines({"short": "1", "a_longer_name": "word " * 40}, "  "))
    assert shown[0] == "  short         = 1"
    assert all(len(line) <= 110 for line in shown)
    assert len(shown) == 4
    assert {line[:18] for line in shown[2:]} == {" " * 18}
    assert list(value_lines({"empty": ""}, "")) == ['empty = ""']


def test_a_port_that_is_taken_is_said(surroundings: Surroundings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        stage = Stage(surroundings, port=port)
        with pytest.raises(CommandError, match=f"Port {port} of 127.0.0.1 cannot be used: Address already in use"):
            stage.__enter__()


def test_without_the_runner_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    done = _demo(tmp_path, [str(ROOT), sysconfig.get_path("purelib")])
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "The demo needs CloudBlue's runner (cextrun) in this environment: pip install connect-extension-runner==43.1\n"
    )


def test_without_the_extension_installed_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cextrun").touch()
    packages = tmp_path / "packages"
    packages.mkdir()
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if not found.name.startswith("connect_extension_adobe_vip"):
            (packages / found.name).symlink_to(found)
    done = _demo(tmp_path, [str(ROOT), str(packages)])
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "The runner cannot find the extension: install this package into this environment first.\n"


def _demo(folder: Path, path: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the demo as if Python stood in the folder's `bin`, with this path to import from."""
    program = (
        f"import runpy, sys\nsys.path += {path!r}\nsys.executable = {str(folder / 'bin' / 'python')!r}\n"
        "sys.argv = ['connector', 'demo', '--once']\nrunpy.run_module('connector', run_name='__main__')\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-S", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_transfer_that_nobody_makes_is_missing(stage: Stage, surroundings: Surroundings, lines: list[str]) -> None:
    assert not play(STORY[-2], stage, Telling(stage, lines.append), surroundings, longest=0.0)
    (request,) = stage.connect.control.requests()
    assert [line for line in lines if line.startswith("Missing:")] == [
        f"Missing: {request} should be approved.",
        "Missing: Adobe has 0 transfers instead of one that is complete.",
        "Missing: transfer_id is not what Adobe has.",
        "Missing: adobe_customer_id is not what Adobe has.",
        "Missing: Adobe has the orders [] of the company instead of its transfer alone.",
    ]


def test_a_transaction_that_nobody_orders_is_missing(stage: Stage, surroundings: Surroundings, lines: list[str]) -> None:
    assert not play(STORY[-1], stage, Telling(stage, lines.append), surroundings, longest=0.0)
    first, *others = stage.connect.control.requests()
    assert len(others) == 2
    missing = [line for line in lines if line.startswith("Missing: ")]
    assert missing[0].startswith(f"Missing: {first} should be approved")
    assert missing[1] == ("Missing: Adobe has the orders [] of the company instead of one with three lines at level 02.")
    assert missing[2:] == [f"Missing: {one} is not approved with its part of the order." for one in (first, *others)]
