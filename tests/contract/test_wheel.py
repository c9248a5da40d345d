"""A wheel installed elsewhere is whole: descriptor, schemas, migrations, pages, and a demo that runs from it."""

from __future__ import annotations

import os
import tarfile
import tomllib
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from tests.contract.programs import an_environment, run
from tests.contract.tree import ROOT, name_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

_RUNNER: Final = "connect-extension-runner==43.1"
_BUILD: Final = "import sys; from poetry.core.masonry import api; api.build_sdist(sys.argv[1]); api.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist, the wheel made from the clone, and in `again` the wheel made from the sdist."""
    place = tmp_path_factory.mktemp("built")
    python = an_environment(place / "environment")
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    run(python, "-m", "pip", "install", "--quiet", *backend)
    run(python, "-c", _BUILD, place)
    with tarfile.open(_only(place, "*.tar.gz")) as archive:
        archive.extractall(place / "sdist", filter="data")
    run(python, "-c", _BUILD, place / "again", cwd=_only(place / "sdist", "*"))
    return place


@pytest.fixture(scope="module")
def elsewhere(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel, its simulators and the runner, and nothing of this clone."""
    place = tmp_path_factory.mktemp("elsewhere")
    python = an_environment(place / "environment")
    constraints = place / "constraints.txt"
    locked = tomllib.loads((ROOT / "poetry.lock").read_text(encoding="utf-8"))["package"]
    # The resolver still decides whether it all fits together; the lock decides on which day of the package index.
    constraints.write_text("".join(f"{package['name']}=={package['version']}\n" for package in locked), encoding="utf-8")
    wheel = _only(built, "*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--constraint", constraints, f"{wheel}[simulator]", _RUNNER)
    return python


def test_the_wheel_has_every_file_of_the_package(built: Path) -> None:
    assert _contents(_only(built, "*.whl")) == _package_files()


def test_the_wheel_made_from_the_sdist_is_the_same(built: Path) -> None:
    assert _contents(_only(built / "again", "*.whl")) == _package_files()


def test_the_sdist_holds_files_where_the_clone_has_links(built: Path) -> None:
    with tarfile.open(_only(built, "*.tar.gz")) as archive:
        assert [member.name for member in archive.getmembers() if not member.isfile()] == []


def test_everything_installed_fits_together(elsewhere: Path) -> None:
    assert "No broken requirements found" in run(elsewhere, "-m", "pip", "check")


def test_the_installed_applications_find_their_descriptor(elsewhere: Path, tmp_path: Path) -> None:
    descriptors = (
        "from importlib.metadata import entry_points\n"
        "for entry in sorted(entry_points(group='connect.eaas.ext'), key=lambda found: found.name):\n"
        "    print('descriptor of', entry.name, entry.load().get_descriptor()['version'])\n"
    )
    printed = run(elsewhere, "-W", "ignore", "-c", descriptors, cwd=tmp_path)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poetry"]["version"]
    told = [line for line in printed.splitlines() if line.startswith("descriptor of")]
    assert told == [f"descriptor of eventsapp {version}", f"descriptor of webapp {version}"]


def test_the_demo_runs_from_an_installed_wheel(elsewhere: Path, tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    assert "approved" in run(elsewhere, "-m", "connector", "demo", "--once", cwd=tmp_path, env=surroundings)


def _only(place: Path, pattern: str) -> Path:
    """Return the one path of that form."""
    (found,) = place.glob(pattern)
    return found


def _contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _package_files() -> set[str]:
    """List what a clone has in the package's directory, without what Python and tools leave there."""
    return {
        name_of(path)
        for path in (ROOT / "connector").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
