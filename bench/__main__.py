"""`python -m bench`: measure every row, what a transaction saves, and price lists; 1 when a target is missed.

`python -m bench waiting` measures what ten thousand waiting requests cost, and nothing else.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import prices, saving, waiting
from bench.rows import ROWS, Result


def main() -> int:
    """Measure and print, a line as soon as it is known."""
    width = max(len(row.what) for row in ROWS)
    print(f"{'what':<{width}}  {'n':>5}  {'p50 ms':>8}  {'p95 ms':>8}  {'slowest':>8}  {'target':>8}")
    missed = 0
    for row in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            found = Result.of(row.measure(Path(folder)))
        mark = "" if found.p95 <= row.target else "  missed"
        missed += bool(mark)
        numbers = f"{found.count:>5}  {found.p50:>8.1f}  {found.p95:>8.1f}  {found.slowest:>8.1f}  {row.target:>8}"
        print(f"{row.what:<{width}}  {numbers}{mark}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        alone, together = saving.calls_one_by_one(Path(folder) / "alone"), saving.calls_together(Path(folder) / "together")
    print(f"\nCalls to Adobe for ten products in ten requests: {alone} one by one, {together} in one transaction")
    print("\nPrice lists")
    return max(min(missed, 1), prices.main())


if __name__ == "__main__":
    sys.exit(waiting.main() if sys.argv[1:] == ["waiting"] else main())
