"""Another process that works on the same store: it says when it is ready, waits for a word, acts, and says what came of it.

Usage: python worker_process.py TASK URL. Imports nothing of the tests, because it is started by its path.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from connector.domain.journal import Answer, Attempt, Outcome, WireCall
from connector.store import Lease, OpenAttemptError, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CUSTOMER: Final = "customer/production/D1000000000/TA-0000-0000-0001"
_REQUEST: Final = "PR-1000-0000-0000-001"


def _lease(store: Store) -> Lease | None:
    return store.lease((_REQUEST, _CUSTOMER), f"process {os.getpid()}")


def _attempt(store: Store, lease: Lease) -> Attempt:
    call = WireCall("POST", "/v3/customers/1005944528/orders", {"orderType": "NEW"})
    wanted = {"owner": _REQUEST, "intent": "place order 3f1c", "account": "production/D1000000000", "customer_key": _CUSTOMER}
    return store.open_attempt(lease, call=call, request_id=_REQUEST, **wanted)


def _begin(store: Store) -> str:
    store.migrate()
    return store.birth.isoformat()


def _take(store: Store) -> str:
    return "won" if _lease(store) else "lost"


def _open_and_let_go(store: Store) -> str:
    lease = _lease(store)
    if lease is None:
        return "lost"
    try:
        return _attempt(store, lease).correlation_id
    except OpenAttemptError:
        return "refused"
    finally:
        lease.release()


def _open(store: Store) -> str:
    lease = _lease(store)
    return _attempt(store, lease).correlation_id if lease else "lost"


def _fork(store: Store) -> str:
    """Use the store, then in a forked child, then in the parent again: each must have connections of its own."""
    lease = _lease(store)
    if lease is None:
        return "lost"
    first = _attempt(store, lease)
    child = os.fork()
    if child == 0:
        closed = store.close_attempt(first, Outcome.ACCEPTED, Answer(201, {}))
        store.note_failure(_REQUEST)
        os._exit(0 if closed and store.open_attempts([_CUSTOMER], []) == () else 1)
    _, status = os.waitpid(child, 0)
    second = _attempt(store, lease)
    return f"child {os.waitstatus_to_exitcode(status)}, generation {second.generation}, failures {store.note_failure(_REQUEST)}"


_TASKS: Final[Mapping[str, Callable[[Store], str]]] = {
    "begin": _begin,
    "take": _take,
    "open and let go": _open_and_let_go,
    "open": _open,
    "fork": _fork,
}


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """Do one task when told to, then stay as it is, with all that it holds, until it is killed."""
    task, url = sys.argv[1:]
    store = Store(url)
    _say("ready")
    sys.stdin.readline()
    _say(_TASKS[task](store))
    sys.stdin.readline()


if __name__ == "__main__":
    main()
