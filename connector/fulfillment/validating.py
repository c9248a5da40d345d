"""Drafts: what fulfilment would say of an order that is not placed yet, told on the form while somebody fills it in.

It looks and never writes: not to Adobe, not to the platform, and to the store nothing but numbers, beside the answer. An answer
comes within the draft's patience, whoever keeps silent: then from the request alone. Nothing leaves here as an exception: its
text would be shown.
"""

from __future__ import annotations

import contextvars
import logging
import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from connector.adobe.errors import AdobeError
from connector.cloudblue.drafting import answered
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.cloudblue.reading import MalformedRequestError, id_in, read_any_request
from connector.domain import drafts, moves
from connector.domain.journal import Attempt, Outcome, correlation_id
from connector.domain.parameters import PRICE_HINT
from connector.domain.problems import problem
from connector.fulfillment import opening
from connector.fulfillment.failures import log_failure
from connector.fulfillment.performing import answer_of
from connector.fulfillment.programs import observer_of
from connector.log import bound
from connector.settings import SettingsError
from connector.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.cloudblue.platform import Platform
    from connector.domain.facts import Facts
    from connector.domain.problems import Problem
    from connector.domain.requests import AnyRequest, Value
    from connector.fulfillment.means import Means
    from connector.fulfillment.programs import Observers
    from connector.settings import Account

_log: Final = logging.getLogger("connector.fulfillment")
_FORESEEN: Final = (AdobeError, PlatformRefusedError, PlatformUnavailableError, StoreError, TimeoutError)

CHECKED_ALONE: Final = "Adobe could not be asked now: only what the order itself tells was checked."
"""What stands in a draft's note where nobody who knows more has answered in time."""

NOT_CHECKED: Final = "Nothing could be checked now: the order is checked once it is placed."
"""What stands there where nobody knows under which account the order would be placed."""

UNPLACED: Final = "No field of the form can show this:"
"""What a draft's note begins with where a problem has no parameter to stand on."""

METERS: Final = "meters"
"""The name of the thread that keeps the numbers."""

_Made = TypeVar("_Made")


def validate(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Mapping[str, Any]:
    """Give a draft with what is to be told on its parameters. One that cannot be read comes back as it was."""
    with bound(request=id_in(raw)):
        try:
            return _validated(raw, means, platform)
        except MalformedRequestError as error:
            _log.warning("a draft was left as it is: %s", error)
        except Exception as error:  # noqa: BLE001 - whoever fills in a form must never see a traceback.
            log_failure("a draft could not be judged", error)
    return raw


def _validated(raw: Mapping[str, Any], means: Callable[[], Means], platform: Platform) -> Mapping[str, Any]:
    request = read_any_request(raw)
    if request.kind not in drafts.KINDS or request.status not in drafts.STATUSES:
        return raw
    try:
        given = means()
        found = _with_saved(given)
    except SettingsError as error:
        _log.error("the extension's variables cannot be used: %s", error)
        return _told(raw, request, (problem("settings-invalid", problems=str(error)),), {})
    if found is None:
        _log.warning("a draft is not judged: the database is away", extra={"event": "draft_unjudged"})
        _count("unjudged", None, given)
        return _told(raw, request, (), request.changed_by({PRICE_HINT: {}}), remark=NOT_CHECKED)
    accounts = opening.accounts_for(request, found.settings, platform)
    if isinstance(accounts, moves.Park):
        return _told(raw, request, accounts.problems, {})
    (account,) = accounts
    return _judged(raw, request, account, found, platform)


def _with_saved(means: Means) -> Means | None:
    """Give the means with the saved accounts; nothing where the database is away and another account may be the right one.

    A form waits for nobody. Without a key to open them no saved account can be meant.
    """
    try:
        found = means.current()
    except StoreError:
        return None if means.settings.encryption_keys else means
    found.saved.refuse_lost()
    return found


def _judged(raw: Mapping[str, Any], request: AnyRequest, account: Account, means: Means, platform: Platform) -> Mapping[str, Any]:
    """Let the ladder judge, and where it gets no answer in time the request alone."""
    policy = opening.policy_of(account, means.settings)
    began = means.monotonic()
    climb = _Climb(account, means, platform, until=began + means.patience)
    heard = _within(means.patience, lambda: climb.judgement(request))
    judgement = heard or drafts.Judgement(drafts.local_problems(request, policy))
    milliseconds = round((means.monotonic() - began) * 1000)
    fields = {
        "event": "draft",
        "problems": [found.code for found in judgement.problems],
        "heard": heard is not None,
        "milliseconds": milliseconds,
    }
    _count("alone" if heard is None else "problems" if judgement.problems else "clean", milliseconds, means)
    _log.info("draft %s was judged", request.id, extra=fields)
    values = drafts.settled_values(request, policy)
    hint = {PRICE_HINT: drafts.price_hint(request, judgement.preview, policy)}
    return _told(raw, request, judgement.problems, {**values, **request.changed_by(hint)}, remark="" if heard else CHECKED_ALONE)


def _count(outcome: str, milliseconds: int | None, means: Means) -> None:
    """Count a draft, and bring the numbers to the database where it is time: on a thread of its own, which nobody waits for."""
    means.store.meters.count_draft(outcome, milliseconds)
    threading.Thread(target=means.keep_meters, name=METERS, daemon=True).start()


def _told(
    raw: Mapping[str, Any],
    request: AnyRequest,
    problems: tuple[Problem, ...],
    values: Mapping[str, Value],
    *,
    remark: str = "",
) -> Mapping[str, Any]:
    errors, homeless = drafts.errors_of(request, problems)
    note = _note(request.note, (*([remark] if remark else ()), *([UNPLACED, *homeless] if homeless else ())))
    return answered(raw, values={name: value for name, value in values.items() if name not in errors}, errors=errors, note=note)


def _note(there: str, remarks: tuple[str, ...]) -> str | None:
    """Give the note to write: ours takes the place of an earlier one of ours, never of a person's. `None` leaves it as it is."""
    is_ours = there in {CHECKED_ALONE, NOT_CHECKED} or there.removeprefix(CHECKED_ALONE).lstrip().startswith(UNPLACED)
    if there and not is_ours:
        return None
    return " ".join(remarks) if remarks or is_ours else None


@dataclass(frozen=True)
class _Climb:
    """One way up the ladder of a draft. `until` is when the last look must be over, on the monotonic clock."""

    account: Account
    means: Means
    platform: Platform
    until: float

    def judgement(self, request: AnyRequest) -> drafts.Judgement:
        """Look until there is a judgement. Raises what kept it from one."""
        facts = opening.opening_facts(request, self.means.store, self.account)
        policy = opening.policy_of(self.account, self.means.settings)
        while True:
            match drafts.next_look(request, facts, policy):
                case drafts.Judgement() as judgement:
                    return judgement
                case moves.Keep() as keep:
                    # Nothing is written: the ladder goes on as if the asset carried the values.
                    request = request.with_values(keep.values)
                    facts = opening.after_keeping(keep, facts, request, self.means.store, self.account)
                case moves.Adopt() as adopt:
                    facts = replace(facts, attempts=(*facts.attempts, self._adopted(adopt, request, facts)))
                case read:
                    facts = facts.with_seen(read, self._observer().observe(read, request, facts.now))

    def _adopted(self, adopt: moves.Adopt, request: AnyRequest, facts: Facts) -> Attempt:
        """Give the row that the journal would have: nothing is written."""
        intent = adopt.call.intent
        answer, name = answer_of(adopt), correlation_id(request.id, intent, 0)
        return Attempt(request.id, intent, 0, name, self.account.name, "", None, Outcome.ADOPTED, answer, facts.now, facts.now)

    def _observer(self) -> Observers:
        """Give somebody who looks with the time that is left, and who waits for no order to complete."""
        left = self.until - self.means.monotonic()
        if left <= 0:
            raise TimeoutError
        return observer_of(self.account, self.means, self.platform, within=left)


def _within(seconds: float, make: Callable[[], _Made]) -> _Made | None:
    """Give what is made in time; `None` when it is not, or when nobody answered.

    It is made on a thread of its own, for not every wait in the world can be cut: a thread that is late ends by itself, since
    each of its calls is bounded, and nobody hears of what it found.
    """
    made: Future[_Made] = Future()

    def run() -> None:
        try:
            made.set_result(make())
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for.
            made.set_exception(error)

    threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True).start()
    try:
        return made.result(timeout=seconds)
    except _FORESEEN as error:
        _log.warning("a draft is judged by itself alone: %s", type(error).__name__, extra={"event": "draft_alone"})
    except Exception as error:  # noqa: BLE001 - a defect of ours must not keep anybody from ordering.
        log_failure("a draft is judged by itself alone", error)
    return None
