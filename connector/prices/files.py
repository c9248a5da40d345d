"""Files that are there whole or not at all: written beside their place, and moved there at the end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; what was written there becomes the file when the block ends well, else nothing remains.

    Raises `FileExistsError` for a file that is there already: an export is never overwritten.
    """
    must_not_exist(path)
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def must_not_exist(path: Path) -> None:
    """Raise `FileExistsError` for a file that is there."""
    if path.exists():
        raise FileExistsError(17, "it exists already", str(path))
