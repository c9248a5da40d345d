"""Runs CloudBlue's own validator (`ccli project extension validate`) offline, without changing a line of it.

It asks two places: the account's API, whose address its configuration names, and the package index, whose address is fixed. The
first is a simulator over plain http; the second is the same simulator over https under the index's name, reached through a
proxy that the process's environment names and trusted through the process's own certificate bundle. The validator exits 0
whatever it finds: read its words.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from connector.simulator.authority import make_authority
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.serve import SimulatorServer
from connector.simulator.tunnel import Tunnel

if TYPE_CHECKING:
    from pathlib import Path

API_KEY: Final = "ApiKey SU-000-000-001:validator"
SUCCESS: Final = "has been successfully validated"
SECONDS: Final = 180.0


def run_validator(ccli: Path, project: Path, directory: Path, *, index_host: str) -> str:
    """Validate a project with the given `ccli` program and return all that it printed.

    `index_host` is the package index that the tool asks, by its own constant. `directory` takes the certificates and the tool's
    configuration. The tool's environment must be able to import the project's modules.
    """
    simulator = ConnectSimulator()
    authority = make_authority(directory, (index_host,))
    with (
        SimulatorServer(simulator) as api,
        SimulatorServer(simulator, tls=authority) as index,
        Tunnel(frozenset({index_host}), index.address) as tunnel,
    ):
        environment = os.environ | {
            "HTTPS_PROXY": tunnel.url,
            "https_proxy": tunnel.url,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "REQUESTS_CA_BUNDLE": str(authority.ca_file),
            "COLUMNS": "200",
        }
        account = _run(
            [str(ccli), "-c", str(directory), "account", "add", API_KEY, "--endpoint", f"{api.url}/public/v1"], environment
        )
        validated = _run([str(ccli), "-c", str(directory), "project", "extension", "validate", str(project)], environment)
        return account + validated


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - CloudBlue's tool, with arguments of our own.
        command, env=environment, capture_output=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")
