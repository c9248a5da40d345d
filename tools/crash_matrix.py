"""Play the whole crash matrix and write its table into docs/crash-safety.md: `python tools/crash_matrix.py`.

It takes some minutes. What ends otherwise than it must ends this too, with the flow, the fault and the boundary; then the page
stays as it is.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.crashes.page import PAGE, line_of, write  # noqa: E402 - the tool is run by its path, and finds the tests only from here on.
from tests.crashes.playing import Place, play  # noqa: E402 - for the same reason as above.
from tests.crashes.rows import FLOWS  # noqa: E402 - for the same reason as above.
from tests.matrix import an_empty_store  # noqa: E402 - for the same reason as above.


def line(number: int) -> str:
    """Play the row of that number."""
    with tempfile.TemporaryDirectory() as folder:
        return line_of(FLOWS[number].name, play(FLOWS[number], Place(Path(folder) / "world", an_empty_store(Path(folder)))))


if __name__ == "__main__":
    with ProcessPoolExecutor() as processes:
        lines = []
        for played in processes.map(line, range(len(FLOWS))):
            print(played, flush=True)
            lines.append(played)
    write(lines)
    print(f"{PAGE.relative_to(ROOT)} is written")
