"""What a plan of a few shots asks beside their rows, with one statement: traces, recipes of takes, stages ever made."""

from collections.abc import Collection, Mapping
from uuid import UUID

from events import prepared
from generation.artifacts import traces
from generation.domain.trace import Trace
from generation.planning import costs

_BESIDE = f"""
(SELECT 'trace', newest.* FROM ({traces.newest_of("%(keys)s::text[]")}) AS newest)
UNION ALL SELECT 'recipe', key, 0, document, false FROM generation_recipe WHERE key = ANY (%(recipes)s::text[])
UNION ALL SELECT DISTINCT 'made', shot::text, 0, stage, false FROM generation_job
WHERE shot = ANY (%(shots)s::uuid[]) AND generation IS NOT NULL
UNION ALL SELECT 'seen', seen.kind, 0, seen.at::text, false FROM ({costs.LAST_SEEN}) AS seen
"""


class Beside:
    """Looks once for the first keys that somebody asks for and those that `takes` of the shots have; later for others.

    `made` are the stages that were ever made for the shots, by orders that may have made no take, `last_seen` the kinds
    whose work was ever observed.
    """

    def __init__(self, shots: Collection[UUID], takes: Collection[str]) -> None:
        self._shots, self._takes = shots, takes
        self._traces: dict[str, Trace] = {}
        self._asked: set[str] | None = None
        self._documents: dict[str, str] = {}
        self._made: set[tuple[UUID, str]] = set()
        self._seen: list[tuple[str, int]] = []

    def find(self, keys: Collection[str]) -> Mapping[str, Trace]:
        """Return the traces of keys, as `traces.find` does."""
        asked = self._look(keys)
        if further := set(keys) - asked:
            asked |= further
            self._traces.update(traces.find(further))
        return {key: self._traces[key] for key in keys if key in self._traces}

    def recipes(self, keys: Collection[str]) -> dict[str, str]:
        """Return the canonical texts of recipes of the takes."""
        self._look(())
        return {key: self._documents[key] for key in keys if key in self._documents}

    def made(self) -> Collection[tuple[UUID, str]]:
        """Return the shots, each with a stage that was ever made for it."""
        self._look(())
        return self._made

    def last_seen(self) -> Collection[tuple[str, int]]:
        """Return the kinds whose work was ever observed, each with the second in which it was so last."""
        self._look(())
        return self._seen

    def _look(self, keys: Collection[str]) -> set[str]:
        if self._asked is not None:
            return self._asked
        self._asked = {*keys, *self._takes}
        values = {"keys": list(self._asked), "recipes": list(self._takes), "shots": list(self._shots)}
        for what, key, generation, text, lost in prepared.rows(_BESIDE, values):
            if what == "recipe":
                self._documents[key] = text
            elif what == "made":
                self._made.add((UUID(key), text))
            elif what == "seen":
                self._seen.append((key, int(text)))
            elif not lost:
                self._traces[key] = Trace(key, generation, text)
        return self._asked
