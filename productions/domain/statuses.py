"""The statuses of a production: how far the work on a shot can be, in the production's own words."""

from collections.abc import Sequence
from uuid import UUID, uuid5

import msgspec

from events.errors import Refusal
from productions.domain.names import clean_name

MOST_STATUSES = 20
LONGEST_STATUS = 40


class Status(msgspec.Struct, frozen=True):
    """A status: its id stays, whatever it is called. With one that `ends`, nothing is left to do.

    One that is `retired` can be chosen no more; it is kept, so that what had it once can be told.
    """

    id: UUID
    name: str
    ends: bool = False
    retired: bool = False


_USUAL = UUID("0c0b9d3e-2f5c-5d0c-8a53-6a1f3c7a9b54")
DEFAULT: tuple[Status, ...] = tuple(
    Status(uuid5(_USUAL, name), name, ends=name == "done") for name in ("to do", "in progress", "waiting", "done")
)
"""Those of a production that has said nothing else."""


class InvalidStatuses(Refusal):
    """A list of statuses cannot be as it is asked for."""

    code = "invalid-statuses"
    status = 422


def arranged(known: Sequence[Status], wanted: Sequence[Status]) -> tuple[Status, ...]:
    """Return the statuses as somebody wants them, in that order, and behind them those that they left out, retired."""
    if not 1 <= len(wanted) <= MOST_STATUSES:
        raise InvalidStatuses(f"A production has 1 to {MOST_STATUSES} statuses.")
    live = tuple(
        msgspec.structs.replace(each, name=clean_name(each.name, LONGEST_STATUS), retired=False) for each in wanted
    )
    if len({each.id for each in live}) < len(live):
        raise InvalidStatuses("A status stands in the list once.")
    if len({each.name.casefold() for each in live}) < len(live):
        raise InvalidStatuses("Two statuses have the same name.")
    asked = {each.id for each in live}
    gone = (msgspec.structs.replace(each, retired=True) for each in known if each.id not in asked)
    return (*live, *gone)


def ends(statuses: Sequence[Status]) -> list[str]:
    """Return the ids of those with which nothing is left to do, retired ones too."""
    return [str(each.id) for each in statuses if each.ends]


def live(statuses: Sequence[Status]) -> tuple[Status, ...]:
    """Return those that can be chosen."""
    return tuple(each for each in statuses if not each.retired)
