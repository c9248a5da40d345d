"""What people asked for outside of any request: each action once, by its id, with its answer when it has one.

An action's calls stand in the journal under the same id. Must never hold personal data beyond the platform's id of a user.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, select, tuple_, update

from connector.store.columns import UTCTime
from connector.store.tables import actions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.store.database import Database


@dataclass(frozen=True)
class ActionState:
    """One action. `digest` is that of what was asked, `answer` empty until it is done.

    `subject` is the asset (AS-…) or the tier configuration (TC-…).
    """

    action_id: str
    what: str
    subject: str
    digest: str
    user: str
    began_at: datetime
    done_at: datetime | None
    answer: Mapping[str, Any] | None


class ActionBook:
    """Actions by id."""

    _database: Database

    def begin_action(self, action_id: str, *, what: str, subject: str, digest: str, user: str) -> ActionState:
        """Note an action before anything of it is done; gives it as it stands, also when it was begun before."""
        with self._database.writing() as transaction:
            said = {"what": what, "subject": subject, "digest": digest, "user": user}
            transaction.insert_new(actions, action_id=action_id, began_at=transaction.now, **said)
            row = transaction.connection.execute(select(actions).where(actions.c.action_id == action_id)).one()
            return ActionState(**row._asdict())

    def end_action(self, action_id: str, answer: Mapping[str, Any]) -> None:
        """Note what was answered when everything was done; the first answer stays."""
        undone = actions.c.action_id == action_id, actions.c.done_at.is_(None)
        with self._database.writing() as transaction:
            done = {"done_at": transaction.now, "answer": dict(answer)}
            transaction.connection.execute(update(actions).where(*undone).values(done))

    def actions_on(self, subject: str) -> tuple[ActionState, ...]:
        """Give the actions on an asset, oldest first."""
        rows = select(actions).where(actions.c.subject == subject).order_by(actions.c.began_at, actions.c.action_id)
        with self._database.reading() as transaction:
            return tuple(ActionState(**row._asdict()) for row in transaction.connection.execute(rows))

    def actions_by(self, what: str, digest: str) -> tuple[ActionState, ...]:
        """Give the actions in which the same was asked for, on whatever, oldest first."""
        same = actions.c.what == what, actions.c.digest == digest
        rows = select(actions).where(*same).order_by(actions.c.began_at, actions.c.action_id)
        with self._database.reading() as transaction:
            return tuple(ActionState(**row._asdict()) for row in transaction.connection.execute(rows))

    def actions_page(
        self, subject: str, *, after: tuple[datetime, str] | None = None, limit: int = 50
    ) -> tuple[ActionState, ...]:
        """Give a page of the actions on an asset, the newest first. `after` is `began_at` and id of the last one before."""
        rows = select(actions).where(actions.c.subject == subject)
        if after is not None:
            rows = rows.where(tuple_(actions.c.began_at, actions.c.action_id) < tuple_(*after, types=(UTCTime(), String())))
        ordered = rows.order_by(actions.c.began_at.desc(), actions.c.action_id.desc()).limit(limit)
        with self._database.reading() as transaction:
            return tuple(ActionState(**row._asdict()) for row in transaction.connection.execute(ordered))
