"""Worker processes, seen from the test: started, told to go at the same moment, and ended by SIGKILL."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

_PROGRAM: Final = Path(__file__).with_name("worker_process.py")
_ROOT: Final = Path(__file__).parents[2]


class Worker:
    """One process that does one task; leaving its block kills it, and nothing of it runs any more."""

    def __init__(self, task: str, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), task, url],
            env=os.environ | {"PYTHONPATH": str(_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def wait_until_ready(self) -> None:
        assert self.said() == "ready"

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def race(task: str, url: str, *, runners: int = 2) -> list[str]:
    """Let several processes do the same at the same moment; give what each of them says."""
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(task, url)) for _ in range(runners)]
        for worker in workers:
            worker.wait_until_ready()
        for worker in workers:
            worker.go()
        return [worker.said() for worker in workers]
