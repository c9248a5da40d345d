"""How long the extension takes to import, beyond what CloudBlue's own package needs: every worker process pays at its start."""

from __future__ import annotations

import subprocess
from statistics import median
from typing import TYPE_CHECKING, Final

from bench.found import Found
from bench.platforms import ROOT
from bench.throughput import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_S: Final = 0.5
_TIMES: Final = 5
_PROGRAM: Final = """
import time
import connect.client
from connect.eaas.core import decorators, extension, responses
wall, processor = time.perf_counter(), time.process_time()
import connector.events
print(time.perf_counter() - wall, time.process_time() - processor)
"""


def measure() -> Iterator[Found]:
    """Import it in processes of their own; the first one, which may have to compile, is not counted."""
    runs = [_once() for _ in range(1 + _TIMES)][1:]
    wall, processor = median(one for one, _ in runs), median(one for _, one in runs)
    result = f"{wall:.2f} s ({processor:.2f} s of the processor)"
    yield Found("import of connector.events beyond connect-eaas-core", result, f"<= {LIMIT_S} s", wall <= LIMIT_S)


def _once() -> tuple[float, float]:
    done = subprocess.run([str(SHIPPED), "-c", _PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    wall, processor = map(float, done.stdout.split())
    return wall, processor
