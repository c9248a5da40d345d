"""Who may reach what: the rules that import contracts cannot state, since they are about names and not about packages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from tests.contract.tree import imported, name_of, python_files, used

if TYPE_CHECKING:
    from collections.abc import Collection

_ENVIRONMENT: Final = ("os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv")
# The settings read it once; the programs that the simulators start get a copy of it, with the simulators' addresses.
_MAY_READ_THE_ENVIRONMENT: Final = {
    "connector/settings/variables.py",
    "connector/simulator/runner.py",
    "connector/simulator/connect/validator_host.py",
}

_CLOCKS_AND_CHANCE: Final = (
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "time.sleep",
    "uuid.uuid1",
    "uuid.uuid4",
    "os.urandom",
)
_CHANCE_MODULES: Final = ("random", "secrets")
# Composition: the places that choose the real clock, the real pause and real ids, and hand them to everything else.
_MAY_CHOOSE_CLOCKS_AND_CHANCE: Final = {
    "connector/__main__.py",
    "connector/bootstrap.py",
    "connector/simulator/connect/simulator.py",
}


def test_the_domain_imports_the_standard_library_and_itself_only() -> None:
    foreign = {
        f"{name_of(path)}: {name}"
        for path in python_files("connector/domain")
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("connector.domain")
    }
    assert foreign == set()


def test_the_environment_is_read_by_the_settings_only() -> None:
    assert _reaching(_ENVIRONMENT) <= _MAY_READ_THE_ENVIRONMENT


def test_clocks_sleep_and_random_ids_are_chosen_at_composition_only() -> None:
    assert _reaching(_CLOCKS_AND_CHANCE) <= _MAY_CHOOSE_CLOCKS_AND_CHANCE


def test_random_modules_are_imported_at_composition_only() -> None:
    importing = {
        name_of(path)
        for path in python_files("connector")
        if any(name.partition(".")[0] in _CHANCE_MODULES for name in imported(path))
    }
    assert importing <= _MAY_CHOOSE_CLOCKS_AND_CHANCE


def test_no_test_sleeps() -> None:
    sleeping = {name_of(path) for path in python_files("tests") if {"time.sleep", "asyncio.sleep"} & used(path)}
    assert sleeping == set()


def _reaching(names: Collection[str]) -> set[str]:
    """Name the files of the package that use one of these names."""
    return {name_of(path) for path in python_files("connector") if used(path).intersection(names)}
