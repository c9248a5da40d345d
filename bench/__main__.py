"""`python -m bench [PART …]`: measure everything, or the parts that are named, and print one table; 1 when a target is missed.

`python -m bench waiting` measures what ten thousand waiting requests cost, and nothing else.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import calls, history, imports, prices, processor, saving, throughput, waiting
from bench.found import Found
from bench.rows import ROWS, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def drafts() -> Iterator[Found]:
    """Measure how long drafts take."""
    for row in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            found = Result.of(row.measure(Path(folder)))
        yield Found(
            row.what, f"p50 {found.p50:.0f} ms, p95 {found.p95:.0f} ms", f"p95 <= {row.target} ms", found.p95 <= row.target
        )


def together() -> Iterator[Found]:
    """Count what a transaction saves."""
    with tempfile.TemporaryDirectory() as folder:
        alone, saved = saving.calls_one_by_one(Path(folder) / "alone"), saving.calls_together(Path(folder) / "together")
    yield Found("Adobe calls, ten products: one by one / in one transaction", f"{alone} / {saved}", "fewer", saved < alone)


def price_lists() -> Iterator[Found]:
    """Measure price lists."""
    return (Found(*row) for row in prices.rows())


PARTS: Final[dict[str, Callable[[], Iterator[Found]]]] = {
    "processor": processor.measure,
    "runner": throughput.measure,
    "calls": calls.measure,
    "history": history.measure,
    "imports": imports.measure,
    "drafts": drafts,
    "together": together,
    "prices": price_lists,
}


def main() -> int:
    """Measure and print, a line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    wanted = parser.parse_args().parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    print(Found("what", "result", "target", kept=True))
    missed = 0
    for part in wanted:
        for found in PARTS[part]():
            missed += not found.kept
            print(found, flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(waiting.main() if sys.argv[1:] == ["waiting"] else main())
