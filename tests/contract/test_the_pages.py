"""The pages keep up with the code: every setting, problem and make target is told, and no link leads nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from bench.rows import ROWS
from connector.domain.problems import LOCAL
from connector.events import AdobeEventsApplication
from connector.settings import VARIABLES
from tests.contract.tree import ROOT, name_of

if TYPE_CHECKING:
    from pathlib import Path

_LINK: Final = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


def _pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [variable.name for variable in VARIABLES if f"`{variable.name}`" not in page] == []


def test_every_problem_is_documented() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert [code for code in sorted(LOCAL) if f"`{code}`" not in page] == []


def test_whoever_deploys_is_told_of_every_schedule_and_of_every_variable_that_is_secret() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    schedules = [one["method"] for one in AdobeEventsApplication.get_schedulables()]
    assert len(schedules) >= 4
    secrets = [variable.name for variable in VARIABLES if variable.secure]
    assert [name for name in (*schedules, *secrets) if f"`{name}`" not in page] == []


def test_every_row_that_is_measured_is_documented_with_its_target() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    targets = page.split("## Results")[0]
    rows = re.findall(r"^\| (.+?) \| .+? \| (\d+) ms \|$", targets, flags=re.MULTILINE)
    assert rows == [(row.what, str(row.target)) for row in ROWS]


@pytest.mark.parametrize("page", _pages(), ids=name_of)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    broken = [
        found[0] for found in _LINK.finditer(page.read_text(encoding="utf-8")) if not _leads_somewhere(page, found[1], found[2])
    ]
    assert broken == []


@pytest.mark.parametrize("page", _pages(), ids=name_of)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
    assert named <= targets


def _leads_somewhere(page: Path, target: str, heading: str | None) -> bool:
    aim = (page.parent / target).resolve() if target else page
    if not aim.exists():
        return False
    return heading is None or aim.suffix != ".md" or heading in _headings(aim)


def _headings(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as the usual renderers form them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}
