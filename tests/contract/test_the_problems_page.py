"""docs/problems.md is what its generator writes from the tables of today."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from tests.contract.tree import ROOT

_TOOL: Final = ROOT / "tools" / "problems_page.py"
_PRINT: Final = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1], run_name='problems_page')['page']())"


def test_the_page_of_problems_is_in_step_with_the_code() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PRINT, str(_TOOL)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert page == told.stdout, "run: python tools/problems_page.py"
