"""What people did in the console to one asset: who, when, what, and what they were answered. It looks and never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.managing import NotPossibleError
from connector.web.context import CALLER, Caller
from connector.web.paging import AFTER, LIMIT, mark_in, mark_of
from connector.web.shapes import answer, told
from connector.wire import WireModel

if TYPE_CHECKING:
    from connector.store import ActionState


class ActionShown(WireModel):
    """One action. `user` is the platform's id of who did it; `outcome` is done, or begun where no answer was given yet."""

    action_id: str
    what: str
    user: str
    began_at: str
    done_at: str = ""
    outcome: str
    answer: dict[str, Any] | None = None


class ActionsListed(WireModel):
    """One page of an asset's actions, the newest first; `next` is there where more follow, and goes into `after`."""

    actions: tuple[ActionShown, ...] = ()
    next: str | None = None


_EXAMPLE: Final = {
    "actions": [
        {
            "action_id": "6f0c…",
            "what": "auto-renewal",
            "user": "UR-000-000-001",
            "began_at": "2026-03-01T10:00:00+00:00",
            "done_at": "2026-03-01T10:00:02+00:00",
            "outcome": "done",
            "answer": {"success": True, "asset_id": "AS-0000-0000-0001", "items": []},
        }
    ],
}
_LIST: Final[dict[str, Any]] = {
    "tags": ["assets"],
    "responses": told(ActionsListed, _EXAMPLE, "asset-not-found", "platform-unavailable", "platform-refused"),
}


@router.get("/adobe/assets/{asset_id}/actions", operation_id="list_actions", **_LIST)
def actions(asset_id: str, caller: Caller = CALLER, after: str | None = AFTER, limit: int = LIMIT) -> JSONResponse:
    """List what was done in the console to an asset, the newest first."""
    asset = caller.visible.asset(asset_id)
    if asset is None or (asset.get("marketplace") or {}).get("id") not in caller.visible.marketplaces():
        raise NotPossibleError("asset-not-found", "This asset is none of yours.")
    found = caller.means.store.actions_page(asset_id, after=mark_in(after), limit=limit + 1)
    page = found[:limit]
    following = mark_of(page[-1].began_at, page[-1].action_id) if len(found) > limit else None
    return answer(ActionsListed(actions=tuple(map(_shown, page)), next=following))


def _shown(one: ActionState) -> ActionShown:
    return ActionShown(
        action_id=one.action_id,
        what=one.what,
        user=one.user,
        began_at=one.began_at.isoformat(),
        done_at=one.done_at.isoformat() if one.done_at else "",
        outcome="done" if one.done_at else "begun",
        answer=None if one.answer is None else dict(one.answer),
    )
