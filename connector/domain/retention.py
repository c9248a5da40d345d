"""How long the journal is kept, and what of it is never trimmed, because later requests decide by it.

A request that was trimmed counts, should it ever come again, as older than the memory: it is looked for at Adobe first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from connector.domain.journal import Outcome
from connector.domain.reseller_moves import CREATIONS
from connector.domain.transactions import OWNER
from connector.domain.transfer_moves import PLACING

SHORTEST: Final = timedelta(days=11)
"""Adobe answers a known correlation id for ten days: until then its attempt has to be known here."""

FINAL: Final = frozenset({"approve", "fail", "approved", "failed", "revoked", "accepted", "ignored"})
"""How a request ends for good: by a verdict, or by whoever else answered it. One that was asked about may come back."""

LASTING: Final = frozenset({Outcome.ACCEPTED, Outcome.ADOPTED})
"""Only what was brought about can matter later."""

KEPT_INTENTS: Final = (CREATIONS, PLACING)
"""Beginnings of intents that other requests ask about: a company's reseller at Adobe, and the transfer of its membership."""

KEPT_OWNERS: Final = (OWNER,)
"""Beginnings of owners likewise: a request that joins a transaction late has to learn that it was ordered."""
