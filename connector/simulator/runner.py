"""Starts CloudBlue's real runner (`cextrun`) as a process against the simulated platform, and stops it.

Certificates and addresses stand in the process's own environment only. The extension must be installed where the runner's
interpreter finds it.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

    from connector.simulator.authority import Authority
    from connector.simulator.connect.environment import Environment

PROXIES: Final = frozenset({"http_proxy", "https_proxy", "all_proxy", "ws_proxy", "wss_proxy"})
ALL_KINDS: Final = frozenset({"background", "interactive", "webapp"})
CONNECT_SECONDS: Final = 120.0
STOP_SECONDS: Final = 15.0
LOOK_SECONDS: Final = 0.5
WORKER_PID: Final = re.compile(r"(\w+) worker pid: (\d+)")


@dataclass(frozen=True)
class RunnerPlan:
    """How to run it.

    The simulator's address and authority, a working directory (its output goes to `runner-<instance>.log` there), and who it is.

    `environment` is added to the process's environment; `kinds` are the workers that the extension has. `validate` lets the
    runner validate the project in `directory` first: it then asks the package index too, through a `Tunnel` named in
    `https_proxy` (in lower case: the runner takes the upper-case name for its websockets as well), with `no_proxy` for the
    loopback address.
    """

    address: tuple[str, int]
    authority: Authority
    directory: Path
    instance_id: str = "instance-1"
    api_key: str = field(default="ApiKey SU-000-000-001:simulator", repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    kinds: frozenset[str] = ALL_KINDS
    validate: bool = False
    python: Path = Path(sys.executable)

    def variables(self, environment_id: str) -> dict[str, str]:
        """Return the whole environment of the process."""
        inherited = {name: value for name, value in os.environ.items() if name.lower() not in PROXIES}
        host, port = self.address
        own = {
            "API_KEY": self.api_key,
            "ENVIRONMENT_ID": environment_id,
            "INSTANCE_ID": self.instance_id,
            "SERVER_ADDRESS": f"{host}:{port}",
            "SSL_CERT_FILE": str(self.authority.ca_file),
            "REQUESTS_CA_BUNDLE": str(self.authority.ca_file),
        }
        return inherited | own | dict(self.environment)


class ConnectedWorkers(Protocol):
    """Who knows which workers are connected."""

    def kinds(self, instance: str) -> set[str]:
        """Which kinds of workers of an instance are set up."""
        ...  # pragma: no cover - a protocol has no body to run.

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition about workers holds; False when the time is over."""
        ...  # pragma: no cover - see above.


class SimulatedPlatform(Protocol):
    """What a runner is started against: the simulated platform itself, or whoever speaks for one in another process."""

    @property
    def environment(self) -> Environment:
        """The extension environment that it runs."""
        ...  # pragma: no cover - see above.

    @property
    def runners(self) -> ConnectedWorkers:
        """Its connected workers."""
        ...  # pragma: no cover - see above.


class RunnerError(Exception):
    """The runner ended, or its workers did not connect in time; carries the end of its log."""


class Runner:
    """A running `cextrun`. Use it as a context manager: inside, its workers are connected."""

    def __init__(self, simulator: SimulatedPlatform, plan: RunnerPlan) -> None:
        self._simulator = simulator
        self._plan = plan
        self._log = plan.directory / f"runner-{plan.instance_id}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._told = False

    @property
    def log(self) -> str:
        """What it has written so far."""
        return self._log.read_text("utf-8", "replace")

    def worker_pid(self, kind: str) -> int:
        """Return the process id of the newest worker of a kind (background, interactive, webapp)."""
        found = [pid for name, pid in WORKER_PID.findall(self.log) if name.lower() == kind]
        return int(found[-1])

    def start(self, seconds: float = CONNECT_SECONDS) -> None:
        """Start it and wait until its workers are connected by the simulator's view; raises `RunnerError`."""
        self._told = False
        program = self._plan.python.with_name("cextrun")
        variables = self._plan.variables(self._simulator.environment.id)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the runner of this very environment.
                [str(program), "--no-rich-logging", *([] if self._plan.validate else ["-n"])],
                cwd=self._plan.directory,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _ in range(int(seconds / LOOK_SECONDS)):
            if self._simulator.runners.wait_for(self._connected, LOOK_SECONDS):
                return
            if self._process.poll() is not None:
                break
        self.stop()
        raise RunnerError(f"The runner's workers did not connect:\n{self.log[-4000:]}")

    def tell_to_stop(self) -> None:
        """Send one SIGTERM, whenever it is called: a second one locks the runner up. It waits for nothing."""
        if self._process is not None and self._process.poll() is None and not self._told:
            self._told = True
            self._process.send_signal(signal.SIGTERM)

    def stop(self) -> int:
        """Stop it with one SIGTERM, and kill what is left after a while.

        Returns the exit code.
        """
        process = self._process
        if process is None:
            raise RunnerError("The runner was not started.")
        self.tell_to_stop()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return process.returncode

    def _connected(self) -> bool:
        return self._plan.kinds <= self._simulator.runners.kinds(self._plan.instance_id)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
