"""CloudBlue's own validator approves of this project: its real command line, offline, against our platform simulator."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from connector.simulator.connect.validator_host import run_validator
from tests.contract.programs import run
from tests.contract.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ccli() -> Path:
    """CloudBlue's command line, in the environment of its own that is made once per clone."""
    # A make that runs this test would pass its own flags on.
    surroundings = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    run("make", "--silent", ".venv-ccli/.installed", env=surroundings)
    return ROOT / ".venv-ccli" / "bin" / "ccli"


@pytest.fixture(scope="module")
def index_host(ccli: Path) -> str:
    """The package index that the tool asks for the newest runner, by its own constant."""
    asks = "from connect.cli.plugins.project.extension.constants import PYPI_EXTENSION_RUNNER_URL as url; print(url)"
    return urlsplit(run(str(ccli.parent / "python"), "-c", asks).strip()).hostname or ""


def test_cloudblues_validator_approves(ccli: Path, index_host: str, tmp_path: Path) -> None:
    # The tool ends with 0 whatever it finds, so its words are the verdict.
    assert "has been successfully validated" in _words(run_validator(ccli, ROOT, tmp_path, index_host=index_host))


def test_the_validator_does_look(ccli: Path, index_host: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("pyproject.toml", "docker-compose.yml"):
        shutil.copy(ROOT / name, project)
    ours = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    older = ours.replace("connect-extension-runner:43.1", "connect-extension-runner:42.0")
    (project / "Dockerfile").write_text(older, encoding="utf-8")
    said = _words(run_validator(ccli, project, tmp_path, index_host=index_host))
    assert "successfully validated" not in said
    assert "connect-extension-runner:42.0" in said


def _words(printed: str) -> str:
    """Undo the line breaks that the tool puts where its window ends."""
    return " ".join(printed.split())
