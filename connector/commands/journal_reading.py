"""What the commands that show the database share: a store that only looks, times, and tables for people."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from connector.commands.surroundings import CommandError
from connector.store import Store, StoreError, StoreMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from connector.commands.surroundings import Surroundings

_UNKNOWN: Final = "-"


@contextmanager
def looking_at_the_store(surroundings: Surroundings) -> Iterator[Store | None]:
    """Give the store of `DATABASE_URL` to look at; nothing where there is none yet. Raises `SettingsError` or `CommandError`."""
    store = Store(surroundings.settings().database_url.reveal(), only_looks=True)
    try:
        yield store if _is_there(store) else None
    except StoreError as error:
        raise CommandError(f"The database cannot be read: {error}.") from None
    finally:
        store.close()


def _is_there(store: Store) -> bool:
    try:
        store.ready()
    except StoreMissingError:
        return False
    return True


def written(moment: datetime | None) -> str:
    """Write a time for programs: ISO 8601 in UTC, to the second; empty where there is none."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay rows out under their headings; an empty cell shows as a hyphen."""
    cells = [tuple(headings), *(tuple(cell or _UNKNOWN for cell in row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
