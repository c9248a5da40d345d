"""What can go wrong with the durable memory, as one small tree.

The texts name neither the database's address nor a password nor a row's content: they may be logged and shown.

    StoreError
    ├── StoreUrlError           the address cannot be used at all
    ├── StoreUnavailableError   the database does not answer now: try again later
    │   └── StoreMissingError   there is none yet, and whoever only looks makes none
    ├── StoreOutdatedError      its tables are not those of this program
    ├── LeaseLostError          somebody else works here now
    ├── OpenAttemptError        another attempt stands in the way
    └── AttemptMissingError     the journal does not know this attempt (any more)
"""

from __future__ import annotations


class StoreError(Exception):
    """Something is wrong with the durable memory: the parent of everything that this package raises."""


class StoreUrlError(StoreError, ValueError):
    """The database URL cannot be used: not a URL, another database, or SQLite without a file."""


class StoreUnavailableError(StoreError):
    """The database does not answer, or not in time: nothing was written, the same operation may be tried again."""


class StoreMissingError(StoreUnavailableError):
    """The SQLite file is not there: nothing was ever remembered, or it was lost."""


class StoreOutdatedError(StoreError):
    """The tables are behind (or ahead of) this program: an operator has to act."""


class LeaseLostError(StoreError):
    """A lease was taken over or given up meanwhile: its former holder may open no attempt and give no verdict."""


class OpenAttemptError(StoreError):
    """An attempt under the same customer is still open, or the same generation was opened at the same moment."""


class AttemptMissingError(StoreError):
    """The journal has no such attempt: the database was lost or replaced since it was opened."""
