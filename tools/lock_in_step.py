"""Fail when poetry.lock was not made from the dependencies that pyproject.toml states now.

Poetry writes a digest of those tables into the lock; this computes the same digest, so that the check needs no Poetry.
It must never change either file.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent

# The tables of [tool.poetry] that Poetry digests; the first four count as null when absent, the groups only when present.
_ALWAYS_COUNTED = ("dependencies", "source", "extras", "dev-dependencies")


def main() -> int:
    """Compare the two digests; 0 when they agree."""
    poetry = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poetry"]
    locked = tomllib.loads((_ROOT / "poetry.lock").read_text(encoding="utf-8"))["metadata"]["content-hash"]
    counted = {key: poetry.get(key) for key in _ALWAYS_COUNTED} | {"group": poetry["group"]}
    digest = hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()
    if digest == locked:
        print("poetry.lock is in step with pyproject.toml")
        return 0
    print("poetry.lock is not in step with pyproject.toml: run `poetry lock`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
