"""Following a transfer that has begun: whose it is, how it stands, and what its end means.

Sources: developer.adobe.com/vipmp/docs/migration, …/references/status-codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings, pauses
from connector.domain import parameters as ids
from connector.domain.catalogue import ended
from connector.domain.journal import Outcome
from connector.domain.transfer_moves import PLACING, ReadTransfer

if TYPE_CHECKING:
    from connector.domain.case import Case
    from connector.domain.journal import Answer
    from connector.domain.transfer_facts import Transfer

COMPLETE: Final = "1000"
OPEN: Final = "1002"
_DAY: Final = len("2026-01-31")


def begun_transfer(case: Case) -> Transfer | None:
    """Give the transfer that this request has begun, as Adobe shows it now: by the journal, else by the id on the asset."""
    answer = _accepted(case)
    membership_id = case.request.text(ids.VIP_NUMBER)
    if answer:
        transfer_id = str(answer.body["transferId"])
        membership_id = str(answer.body.get("membershipId") or membership_id)
        created = str(answer.body.get("creationDate") or "")[:_DAY]
        case.keep({ids.TRANSFER_ID: transfer_id, **({ids.ACCOUNT_CREATION_DATE: created} if created else {})})
    else:
        transfer_id = case.request.text(ids.TRANSFER_ID)
    if not transfer_id:
        return None
    return _look_at_transfer(case, membership_id, transfer_id)


def _accepted(case: Case) -> Answer | None:
    """Give Adobe's answer to the transfer that it accepted, whatever is on the request by now."""
    answers = (
        attempt.answer
        for attempt in reversed(case.facts.attempts)
        if attempt.intent.startswith(PLACING) and attempt.outcome is Outcome.ACCEPTED
    )
    return next(answers, None)


def _look_at_transfer(case: Case, membership_id: str, transfer_id: str) -> Transfer:
    """Read a transfer; one that began a moment ago is looked at a few times."""
    found: Transfer = case.read(ReadTransfer(membership_id, transfer_id), meanings.READ_TRANSFER)
    fresh = case.facts.now - found.created < pauses.FRESH
    for look, pause in enumerate(pauses.QUICK_LOOKS if fresh else (), start=1):
        if found.status != OPEN:
            break
        found = case.read(ReadTransfer(membership_id, transfer_id, look, pause), meanings.READ_TRANSFER)
    return found


def end_incomplete(case: Case, transfer: Transfer) -> NoReturn:
    """Wait for a transfer that is open, and say why one has ended that is not complete."""
    if transfer.status in ended(meanings.TRANSFER):
        case.stop_on_status(meanings.TRANSFER, transfer.status, transfer=transfer.id)
    known = "is open" if transfer.status == OPEN else f"has the unknown status {transfer.status}"
    case.wait(f"the transfer {transfer.id} {known}", since=transfer.created, open_order=transfer.id)
