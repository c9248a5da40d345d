"""The control of the old programme: memberships to bring over, and what becomes of their transfers."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.elsewhere import Elsewhere
from connector.simulator.adobe.memberships import transfer_message
from connector.simulator.adobe.seeding import a_profile
from connector.simulator.adobe.vip import Membership, MembershipItem, settle_transfer
from connector.simulator.adobe.world import PENDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENDS: Final = frozenset({"1000", "1004", "1010"})
_CHANGEABLE: Final = frozenset({"reasons", "admins", "in_progress"})


class OldProgramme(Elsewhere):
    """Puts memberships into the world and steers their transfers; thread-safe. An unknown id is a `LookupError`."""

    def add_membership(
        self,
        membership_id: str,
        items: Sequence[Mapping[str, Any]],
        *,
        company_name: str = "Northbeam Optics",
        country: str = "US",
        segment: str = "COM",
        **rest: Any,  # noqa: ANN401 - further fields of the membership, by name.
    ) -> str:
        """Add a membership; an item has `offer_id`, `quantity`, `renewal_date`, and if need be `currency` and `subscribed_as`.

        `rest`: `reasons` are those of 5117; without `admins` (one e-mail address unless given) it is 5120, `in_progress` 5121;
        `benefits` and `discounts` as Adobe writes them. Gives its id; an offer that does not exist is a `LookupError`.
        """
        with self._backstage.lock:
            world = self._backstage.world
            held = [_item(item) for item in items]
            for item in held:
                world.catalogue.get(item.offer_id)
            profile = a_profile(company_name, "")
            profile["address"]["country"] = country
            world.memberships[membership_id] = Membership(
                membership_id,
                {**profile, "marketSegment": segment, "marketSubSegments": []},
                held,
                **deepcopy(rest),
            )
            return membership_id

    def set_membership(self, membership_id: str, **changes: Any) -> None:  # noqa: ANN401 - as in `add_membership`.
        """Change `reasons`, `admins` or `in_progress` of a membership."""
        unknown = set(changes) - _CHANGEABLE
        if unknown:
            raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
        with self._backstage.lock:
            membership = self._backstage.world.memberships[membership_id]
            for name, value in changes.items():
                setattr(membership, name, value if isinstance(value, bool) else list(value))

    def set_transfer_status(self, transfer_id: str, status: str) -> None:
        """End an open transfer: 1000 completes it, 1004 and 1010 fail it; an ended one is a `ValueError`."""
        if status not in _ENDS:
            raise ValueError(f"no transfer ends {status}")
        with self._backstage.lock:
            transfer = self._backstage.world.transfers[transfer_id]
            if transfer.status != PENDING:
                raise ValueError("the transfer is not open")
            transfer.settles_as = status
            settle_transfer(transfer, self._backstage.world, self._backstage.clock)

    def memberships(self) -> list[str]:
        """Give the ids of all memberships, whatever became of them."""
        with self._backstage.lock:
            return list(self._backstage.world.memberships)

    def transfers(self) -> list[dict[str, Any]]:
        """Give all transfers, oldest first; reading them here moves none on."""
        with self._backstage.lock:
            return [transfer_message(one) for one in self._backstage.world.transfers.values()]


def _item(given: Mapping[str, Any]) -> MembershipItem:
    day = given["renewal_date"]
    return MembershipItem(**{**given, "renewal_date": day if isinstance(day, date) else date.fromisoformat(day)})
