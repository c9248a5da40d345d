"""What holds for every test: how many examples are generated, that none hears less than it should, that CI skips none."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.examples import TENTH, examples

if TYPE_CHECKING:
    from collections.abc import Generator

settings.register_profile(
    "full",
    max_examples=examples(100),
    deadline=None,  # The machines that run this are shared: a slow example says nothing about the code.
    suppress_health_check=[HealthCheck.too_slow],
    database=DirectoryBasedExampleDatabase(".cache/hypothesis"),
    print_blob=True,
)
settings.register_profile(TENTH, settings.get_profile("full"))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))


@pytest.fixture(autouse=True)
def own_log_level() -> None:
    """Begin each test with a logger that nobody has silenced: programs and libraries set levels for their whole process."""
    logger = logging.getLogger("connector")
    logger.setLevel(logging.NOTSET)
    logger.disabled = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test in CI."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that skips itself in CI."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI everything that a test needs is there, so a skip hides something that was not tested."""
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where no test may be: {report.longrepr}"
