"""Taking a parked request off the list, as a person wants it: what commands and the console share of it.

It changes the database alone. Must never deliver a request itself, nor touch what the journal knows of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.request_page import read_visible

if TYPE_CHECKING:
    from datetime import datetime

    from connector.cloudblue.visible import Visible
    from connector.fulfillment.means import Means
    from connector.store import RequestState

RESUME = "resume"
"""How the actions of the console call it."""


def resume_visible(request_id: str, user: str, means: Means, visible: Visible) -> dict[str, str]:
    """Resume a parked request that the caller sees, and note who did it, both or neither. Raises `NotPossibleError`."""
    raw, _ = read_visible(request_id, means, visible)
    subject = str((raw.get("asset") or raw.get("configuration") or raw).get("id"))
    store, action_id = means.store, means.new_id()
    with store.at_once():
        before = store.resume(request_id)
        if before is None:
            raise NotPossibleError("not-parked", why_not(request_id, store.request_state(request_id)))
        told = {"request_id": request_id, "text": when(before.wait_until, now := store.now())}
        found = told | ({"again_at": before.wait_until.isoformat()} if before.wait_until and before.wait_until > now else {})
        store.begin_action(action_id, what=RESUME, subject=subject, digest=request_id, user=user)
        store.end_action(action_id, found)
    return found


def why_not(request_id: str, state: RequestState | None) -> str:
    """Say why a request cannot be resumed."""
    if state is None:
        return f"The database knows no request {request_id}."
    if state.ended_at is not None:
        return f"{request_id} is not parked: it ended with {state.outcome}."
    return f"{request_id} is not parked: it is {state_in_a_word(state)}."


def when(again: datetime | None, now: datetime) -> str:
    """Say when a resumed request goes on."""
    at = f"at about {again:%Y-%m-%d %H:%M} UTC" if again and again > now else "within the hour"
    return f"The platform brings it {at}; it then goes on, or is parked again where nothing has changed."


def state_in_a_word(state: RequestState) -> str:
    """Say how a request stands: `ended`, `parked`, `waiting`, or `new` where nothing was noted of it yet."""
    if state.ended_at is not None:
        return "ended"
    if state.parked_at is not None:
        return "parked"
    return "waiting" if state.wait_until is not None else "new"
