"""Running the programs that the slow contract tests are about, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.contract.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed on both streams; a failing one fails the test with that text."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout[-8000:]}"
    return done.stdout


def an_environment(place: Path) -> Path:
    """Create an empty virtual environment and return its Python."""
    run(sys.executable, "-m", "venv", place)
    return place / "bin" / "python"
