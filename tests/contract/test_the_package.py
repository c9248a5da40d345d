"""The package as others meet it: descriptor, entry points, versions, the lock, the links at the top."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tomllib
from typing import Any, Final

import pytest
from connect.eaas.core.extension import EventsApplicationBase, WebApplicationBase

import connector
from tests.contract.tree import ROOT

_PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poetry"]
_LOCK: Final[dict[str, Any]] = tomllib.loads((ROOT / "poetry.lock").read_text(encoding="utf-8"))
_DESCRIPTOR: Final[dict[str, Any]] = json.loads((ROOT / "connector" / "extension.json").read_text(encoding="utf-8"))


def test_the_descriptor_has_every_field_that_the_runner_reads() -> None:
    assert {"name", "description", "version", "audience", "readme_url", "changelog_url", "icon"} <= _DESCRIPTOR.keys()
    # Keys of the first generation of descriptors override the decorators; the runner warns of them.
    assert _DESCRIPTOR.keys().isdisjoint({"variables", "capabilities", "schedulables"})


def test_the_version_is_the_same_wherever_it_stands() -> None:
    newest = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert newest is not None
    assert {connector.__version__, _PROJECT["version"], _DESCRIPTOR["version"], newest[1]} == {connector.__version__}


@pytest.mark.parametrize(("link", "target"), [("extension.json", "connector/extension.json"), ("schemas", "connector/schemas")])
def test_the_top_links_into_the_package(link: str, target: str) -> None:
    assert (ROOT / link).is_symlink()
    assert (ROOT / link).samefile(ROOT / target)
    assert not (ROOT / target).is_symlink()


@pytest.mark.parametrize(("name", "kind"), [("eventsapp", EventsApplicationBase), ("webapp", WebApplicationBase)])
def test_the_runner_finds_our_applications(name: str, kind: type) -> None:
    module, _, application = _PROJECT["plugins"]["connect.eaas.ext"][name].partition(":")
    found = getattr(importlib.import_module(module), application)
    assert issubclass(found, kind)
    assert found.get_descriptor() == _DESCRIPTOR


def test_the_runner_is_no_dependency_of_the_package() -> None:
    assert "connect-eaas-core" in _PROJECT["dependencies"]
    assert "connect-extension-runner" not in _PROJECT["dependencies"]


def test_the_image_is_that_of_the_locked_runner() -> None:
    locked = {package["name"]: package["version"] for package in _LOCK["package"]}
    assert f"FROM cloudblueconnect/connect-extension-runner:{locked['connect-extension-runner']}\n" in (
        ROOT / "Dockerfile"
    ).read_text(encoding="utf-8")


def test_the_lock_is_in_step_with_the_project() -> None:
    command = [sys.executable, str(ROOT / "tools" / "lock_in_step.py")]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


def test_the_lock_can_be_installed_anywhere() -> None:
    assert [package["name"] for package in _LOCK["package"] if "source" in package] == []
    assert [package["name"] for package in _LOCK["package"] if not package["files"]] == []
