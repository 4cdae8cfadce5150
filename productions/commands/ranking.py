"""Where something new or moved goes in an order of codes and ranks."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from productions.domain import codes, rank
from productions.refusals import NotFound

RankedThings = list[tuple[UUID, str, str]]
"""(id, code, rank) in film order."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The codes and ranks around a gap in an order."""

    before: tuple[str, str] | None
    after: tuple[str, str] | None

    def rank(self) -> str:
        """Return a rank inside the gap."""
        return rank.between(self.before and self.before[1], self.after and self.after[1])

    def code(self, prefix: str, digits: int, used: list[str]) -> str:
        """Return a free code for the gap."""
        return codes.next_code(
            prefix,
            digits,
            {codes.number_of(code) for code in used},
            codes.number_of(self.before[0]) if self.before else None,
            codes.number_of(self.after[0]) if self.after else None,
        )


def gap(ordered: RankedThings, after: UUID | None, moving: UUID | None = None) -> Neighbours:
    """Return the gap behind `after` (None: the end) in an order of (id, code, rank); NotFound if it is not there."""
    ordered = [item for item in ordered if item[0] != moving]
    ids = [item[0] for item in ordered]
    if after is not None and after not in ids:
        raise NotFound("There is nothing of that id to stand behind.")
    place = len(ids) if after is None else ids.index(after) + 1
    return Neighbours(
        ordered[place - 1][1:] if place else None,
        ordered[place][1:] if place < len(ordered) else None,
    )


def front(ordered: RankedThings, moving: UUID | None = None) -> Neighbours:
    """Return the gap in front of an order."""
    others = [item for item in ordered if item[0] != moving]
    return Neighbours(None, others[0][1:] if others else None)


def ranks_in_place(old: list[str | None], fixed: list[bool], taken: list[str]) -> list[str]:
    """Return a rank for each item of a wanted order, changing as few as can be.

    `old` are the ranks that the items have (None: none), `fixed` says which stay as they are, `taken` are all
    ranks in the row now. An item that is not fixed keeps its rank if that already sorts where it belongs.
    """
    made: list[str] = []
    run: list[str | None] = []
    for rank_, stays in zip([*old, None], [*fixed, True], strict=True):
        if not stays:
            run.append(rank_)
            continue
        made.extend(_fill(run, made[-1] if made else None, rank_, taken))
        run = []
        if rank_ is not None:
            made.append(rank_)
    return made


def _fill(run: list[str | None], before: str | None, end: str | None, taken: list[str]) -> list[str]:
    """Ranks for a run between two fixed ones, in front of whatever else stands there."""
    made: list[str] = []
    for group, kept in _groups(run, before, end):
        low = made[-1] if made else before
        beyond = [other for other in [*taken, kept, end] if other and (low is None or other > low)]
        made.extend(rank.spread(group, low, min(beyond, default=None)))
        if kept:
            made.append(kept)
    return made


def _groups(run: list[str | None], before: str | None, end: str | None) -> Iterator[tuple[int, str | None]]:
    """Yield how many new ranks are wanted, and the rank that an item may keep behind them."""
    wanted, last = 0, before
    for rank_ in run:
        if rank_ is not None and (last is None or rank_ > last) and (end is None or rank_ < end):
            yield wanted, rank_
            wanted, last = 0, rank_
        else:
            wanted += 1
    yield wanted, None
