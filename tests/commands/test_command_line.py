"""The command line itself: what it lists, what it refuses, and what its exit codes say."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest

from tests.commands.desk import Desk

COMMANDS: Final = ("demo", "simulate", "check", "migrate", "explain")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        Desk({}).type("--help")
    assert left.value.code == 0
    printed = capsys.readouterr().out
    assert [command for command in COMMANDS if f"\n    {command} " not in printed] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_of_its_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        Desk({}).type(command, "--help")
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m connector {command} ")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sell",),
        ("simulate",),
        ("simulate", "google"),
        ("simulate", "adobe", "--port", "70000"),
        ("simulate", "adobe", "--port", "-1"),
        ("simulate", "adobe", "--host", "192.0.2.1"),
        ("simulate", "adobe", "--host", "::1"),
        ("simulate", "adobe", "--host", "adobe.example"),
        ("demo", "--port", "http"),
        ("demo", "--twice"),
        ("explain",),
        ("check", "--product"),
        ("migrate", "now"),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        Desk({}).type(*words)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_it_runs_as_a_module_and_asking_for_help_imports_no_command() -> None:
    program = (
        "import runpy, sys\n"
        "sys.argv = ['connector', '--help']\n"
        "try:\n    runpy.run_module('connector', run_name='__main__')\n"
        "except SystemExit as left:\n    print('left with', left.code)\n"
        "print('heavy:', sorted({'httpx', 'sqlalchemy', 'connect'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "left with 0\nheavy: []\n" in done.stdout


def test_what_the_simulators_need_is_named_where_it_is_missing() -> None:
    program = (
        "import sys\n"
        "sys.modules['uvicorn'] = None\n"
        "sys.argv = ['connector', 'simulate', 'adobe']\n"
        "import runpy\n"
        "runpy.run_module('connector', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "The simulators are not installed here: pip install 'connect-extension-adobe-vip[simulator]'\n"
