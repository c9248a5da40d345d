"""The crash matrix as docs/crash-safety.md shows it: a line for each flow, with what was counted when it was played."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.crashes.faults import DATABASE, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.crashes.playing import Told

PAGE: Final = Path(__file__).parents[2] / "docs" / "crash-safety.md"
BEGIN: Final = "<!-- The crash matrix: written by tools/crash_matrix.py. -->"
END: Final = "<!-- The end of the crash matrix. -->"

_WHOSE: Final = ("adobe", "platform", DATABASE)


_ALL_BUT_LEASES: Final = slice(0, 9)
"""The cells of a line before those of the leases, which tests lose in fewer ways than the page shows, and before the sum."""


def assert_shown(name: str, told: Told) -> None:
    """Print the line of a flow that was played with leases lost in turn, and see that the page shows the rest of it."""
    line = line_of(name, told)
    print(line)  # noqa: T201 - what the reader of a run shall see.
    (there,) = (one for one in shown().splitlines() if one.startswith(f"| {name} |"))
    assert _cells(line)[_ALL_BUT_LEASES] == _cells(there)[_ALL_BUT_LEASES], "run: python tools/crash_matrix.py"
    assert _parked(line) == _parked(there), "run: python tools/crash_matrix.py"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _parked(line: str) -> str:
    return _cells(line)[-2].partition("as asked")[2]


def line_of(name: str, told: Told) -> str:
    """Write the line of a flow: how often each fault was played, and how the request ended."""
    ends: Counter[str] = Counter()
    for (_, end), count in told.ends.items():
        ends[end] += count
    played = (str(sum(count for (struck, _), count in told.ends.items() if struck is fault)) for fault in Fault)
    outcome = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return f"{beginning_of(name, told.boundaries)} {_row((*played, outcome))}"


def beginning_of(name: str, boundaries: Iterable[str]) -> str:
    """Write what a line begins with: the flow and its boundaries, at Adobe, at the platform and at the database."""
    counts = Counter(boundary.split(" ")[0] for boundary in boundaries)
    return f"| {name} | {' + '.join(str(counts[whose]) for whose in _WHOSE)}"


def table(lines: Iterable[str]) -> str:
    """Write the whole table."""
    heading = ("request", "boundaries: Adobe + platform + database", *Fault, "ended")
    return "\n".join((_row(heading), f"|{'---|' * len(heading)}", *lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def shown() -> str:
    """Give the table that stands in the page."""
    return PAGE.read_text(encoding="utf-8").partition(f"{BEGIN}\n\n")[2].partition(f"\n\n{END}")[0]


def write(lines: Iterable[str]) -> None:
    """Put a table into the page, in place of the one that stands there."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(lines)}\n\n{END}{after}", encoding="utf-8")
