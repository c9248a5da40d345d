"""The command line as a process of its own, for what only a process can show: signals, ports, what is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def surroundings(folder: Path) -> dict[str, str]:
    """Give an environment in which temporary files land in a folder of the test's own."""
    return {**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Start a command; it is killed at the end if it still runs then."""
    command = [sys.executable, "-m", "connector", *words]
    with subprocess.Popen(
        command, env=surroundings(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def lines_until(output: IO[str] | None, words: str) -> list[str]:
    """Read what a process prints until a line begins with these words; fails when it ends before."""
    lines: list[str] = []
    for line in output or ():
        lines.append(line.rstrip("\n"))
        if line.startswith(words):
            return lines
    raise AssertionError(f"{words!r} never came after: {lines}")
