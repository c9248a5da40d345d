"""Print what poetry.lock pins for the named groups, as a requirements file for `pip install --no-deps -r`.

So a machine with nothing but Python installs exactly the locked versions, hashes checked, without Poetry.
It must never resolve anything itself: what is not in the lock is not installed. Standard library only, since it runs before
anything is installed.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

_LOCK = Path(__file__).resolve().parent.parent / "poetry.lock"

# pip takes `extra == …` for false in a requirements file, so the marker of a wanted extra is replaced by one that always holds.
_ALWAYS = 'python_version >= "3"'


def main() -> None:
    """Print one pinned requirement for each package of the groups and extras asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="+", help="groups of poetry.lock, for instance: main runner test lint")
    parser.add_argument("--extra", action="append", default=[], help="an extra of the main group")
    wanted = parser.parse_args()
    lock = tomllib.loads(_LOCK.read_text(encoding="utf-8"))
    for package in lock["package"]:
        groups = [group for group in wanted.groups if group in package["groups"]]
        if groups:
            print(_requirement(package, groups, wanted.extra))


def _requirement(package: dict[str, Any], groups: list[str], extras: list[str]) -> str:
    marker = _marker(package.get("markers"), groups)
    for extra in extras:
        marker = marker.replace(f'extra == "{extra}"', _ALWAYS)
    hashes = "".join(f" \\\n    --hash={file['hash']}" for file in package["files"])
    return f"{package['name']}=={package['version']}{f' ; {marker}' if marker else ''}{hashes}"


def _marker(markers: str | dict[str, str] | None, groups: list[str]) -> str:
    """Return the condition under which any of the groups wants the package; empty means always."""
    if markers is None or isinstance(markers, str):
        return markers or ""
    if any(group not in markers for group in groups):
        return ""
    return " or ".join(f"({markers[group]})" for group in groups)


if __name__ == "__main__":
    main()
