"""Rows of a production that are needed for some of its shots: what they probably rest on comes with the first look."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from events import prepared
from events.decider import Folded
from productions.projections import KINDS

OWN = ("production", "pipeline")
"""What a production has one of."""
_BY_ID = ("shot", "scene", "reference")
TAKES = "take"


class Nearby:
    """Rows that were read, and those that are read because they lack.

    `takes` is the column of the states of takes, empty where none are read.
    """

    def __init__(self, production: UUID, takes: str) -> None:
        self._production, self._takes = production, takes
        self._asked: dict[str, set[UUID]] = defaultdict(set)
        self._rows: dict[str, dict[UUID, tuple[int, str, str]]] = defaultdict(dict)
        self._folded: dict[UUID, Folded[Any]] = {}

    def look(self, wanted: Mapping[str, Collection[UUID]], *, own: bool = False) -> None:
        """Read what lacks of things by category, of takes by the shots that they are of; all with one statement."""
        lacking = {
            category: list(set(wanted.get(category, ())) - self._asked[category]) for category in (*_BY_ID, TAKES)
        }
        if not own and not any(lacking.values()):
            return
        values = {"log": self._production, "own": self._production if own else None, **lacking}
        for category, id_, *row in prepared.rows(_statement(self._takes), values):
            self._rows[category][id_] = tuple(row)
        for category, ids in lacking.items():
            self._asked[category].update(ids)

    def own(self, category: str) -> dict[UUID, Folded[Any]]:
        """Return what the production has one of, after a look at its own."""
        return {id_: self._read(category, id_) for id_ in self._rows[category]}

    def read(self, category: str, wanted: Collection[UUID]) -> dict[UUID, Folded[Any]]:
        """Return the folded states of things, as far as they are there."""
        self.look({category: wanted})
        return {id_: self._read(category, id_) for id_ in wanted if id_ in self._rows[category]}

    def takes_of(self, shots: Collection[UUID]) -> dict[UUID, Folded[Any]]:
        """Return the takes of shots by id."""
        if not self._takes:
            return {}
        self.look({TAKES: shots})
        takes = {id_: self._read(TAKES, id_) for id_ in self._rows[TAKES]}
        return {id_: take for id_, take in takes.items() if take.state.shot in shots}

    def _read(self, category: str, id_: UUID) -> Folded[Any]:
        if id_ not in self._folded:
            self._folded[id_] = KINDS[category].read(*self._rows[category][id_])
        return self._folded[id_]


@cache
def _statement(takes: str) -> str:
    looks = [_look(category, "state", "log = %(own)s::uuid") for category in OWN]
    looks += [_look(category, "state", f"log = %(log)s AND id = ANY (%({category})s::uuid[])") for category in _BY_ID]
    if takes:
        looks.append(_look(TAKES, takes, f"log = %(log)s AND shot = ANY (%({TAKES})s::uuid[])"))
    return " UNION ALL ".join(looks)


def _look(category: str, state: str, which: str) -> str:
    table = KINDS[category].row._meta.db_table
    return f"SELECT '{category}', id, version, {state}, causes FROM {table} WHERE {which}"
