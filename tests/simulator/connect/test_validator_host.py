"""The stage for CloudBlue's validator, with a program in its place that asks the same two questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from connector.simulator.connect.validator_host import run_validator

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import pathlib, sys
import requests
arguments = sys.argv[1:]
remembered = pathlib.Path(arguments[1]) / "endpoint"
if arguments[2:4] == ["account", "add"]:
    remembered.write_text(arguments[arguments.index("--endpoint") + 1] + " " + arguments[4])
else:
    endpoint, key = remembered.read_text().split(" ", 1)
    events = requests.get(endpoint + "/devops/event-definitions?limit=1", headers={"Authorization": key}).json()
    newest = requests.get("https://index.invalid/pypi/connect-extension-runner/json").json()
    print(events[0]["type"], newest["info"]["version"], arguments[-1])
"""


def test_both_questions_of_the_validator_are_answered_offline(tmp_path: Path) -> None:
    program = tmp_path / "ccli"
    program.write_text(f"#!{sys.executable}\n{PROGRAM}")
    program.chmod(0o755)
    printed = run_validator(program, tmp_path / "project", tmp_path, index_host="index.invalid")
    assert printed.split() == ["asset_purchase_request_processing", "43.1", str(tmp_path / "project")]
