"""From above: what becomes of shots that were up to date once only what their production sets is another.

Of such a shot nothing of its own moved, so that the recipes of its take tell what it reads: those that name what is set
anew are written with it, and give the keys that the shot has now. Where none of these was ever made, shots of one kind
differ in nothing that a plan says of them: one of each is resolved as ever, and the others stand as it does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection

from events.codec import canonical_again
from events.decider import ABSENT, Folded
from events.registry import Json
from generation.domain.keys import key_of_text
from generation.domain.pipeline import Pipeline
from generation.domain.recipes import reads_any
from generation.domain.states import InUse
from generation.planning import outlooks
from generation.planning.outlooks import Outlook, OutlookChanges, ShotStanding, Written
from generation.planning.subjects import OVERLAP, recipes_of
from generation.stages import pipelines
from productions import queries, stage_kinds
from productions.domain.inputs import FRAME_RATE, LANGUAGE
from productions.domain.pipeline import Pipeline as Published
from productions.domain.production import Production

_REACHING = frozenset({FRAME_RATE, LANGUAGE, "parameter:seed"})
"""Parameters that other inputs follow from, or that recipes name otherwise than they are set."""

# A shot stands alone under its production where neither it nor its scene ever had anything set, it did not come from
# another scene, and it continues none. What is in quotation marks stands so in no text within JSON.
_STANDING = """
SELECT o.shot, o.reads::text, o.keys::text, o.standing, t.id, t.brief
FROM generation_outlook o JOIN productions_shot s ON s.id = o.shot JOIN productions_scene c ON c.id = s.scene
JOIN productions_take t ON t.shot = o.shot
WHERE o.production = %s AND o.telling IS NULL AND o.missing = '{}' AND s.continues IS NULL
  AND s.causes NOT LIKE '%%"parameter:%%' AND s.causes NOT LIKE '%%"lock:%%' AND s.causes NOT LIKE '%%"scene"%%'
  AND c.causes NOT LIKE '%%"parameter:%%' AND c.causes NOT LIKE '%%"lock:%%'
  AND EXISTS (SELECT FROM generation_outlook_basis b WHERE b.production = o.production AND b.stamp = %s)
"""
_EVER_MADE = "SELECT DISTINCT key FROM generation_trace WHERE key = ANY (string_to_array(%s, ' '))"


class _Made(msgspec.Struct, frozen=True, gc=False):
    """What is read of a take: the keys of its stages, its order, and what is set for it alone."""

    recipes: dict[str, str]
    order: UUID | None = None
    settings: dict[str, Json] = {}


_read_made = msgspec.json.Decoder(_Made).decode


class _Shot(NamedTuple):
    """A shot that was up to date, with the keys of its take by stage; what it `reads` as its row has it."""

    id: UUID
    reads: str
    standing: ShotStanding
    take: UUID
    recipes: Mapping[str, str]

    @property
    def sort(self) -> tuple[object, ...]:
        """What all that a plan says of it follows from, of shots of which nothing else moved."""
        return self.standing.stages, self.standing.frames, tuple(self.standing.ports)


@dataclass(frozen=True, slots=True)
class Above:
    """What the production sets now: the inputs that are another than they were, then and now as canonical JSON stands
    around them; the newest event behind any, the oldest behind those; and since when its pipeline is as it is.
    """

    pipeline: Pipeline
    moved: Mapping[str, tuple[str, str]]
    newest: UUID
    oldest: UUID
    published: UUID | None
    _firsts: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def first(self, stages: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the stages of a shot have another key now, whatever comes out of others."""
        if stages not in self._firsts:
            reached: set[str] = set()
            first = []
            for node in self.pipeline.nodes:
                if node.id in stages:
                    behind = any(edge.node in reached for edge in node.edges if not edge.continues)
                    if behind or reads_any(node, self.moved):
                        reached.add(node.id)
                        first += [] if behind else [node.id]
            self._firsts[stages] = tuple(first)
        return self._firsts[stages]

    def key(self, recipe: str) -> str | None:
        """Return the key of a recipe once it names what is set now; None where it does not name what was."""
        for before, now in self.moved.values():
            if recipe.count(before) > 1:
                return None
            recipe = recipe.replace(before, now)
        return key_of_text(recipe)


def parameters(production: Folded[Production], published: Folded[Published]) -> str:
    """Return what a production sets for all of its shots, to be kept beside what rests on it."""
    return canonical_again(_values(queries.production_inputs(production, published))).decode()


def above(production: Folded[Production], published: Folded[Published], kept: str) -> Above | None:
    """Return what is set now, where it was what is `kept`; None where more follows from that than recipes say."""
    if not kept:
        return None
    now, before = queries.production_inputs(production, published), _read_parameters(kept)
    values = _values(now)
    moved = {key for key in {**before, **values} if before.get(key, ABSENT) != values.get(key, ABSENT)}
    pipeline = pipelines.of_published(published)
    conditions = {key for node in pipeline.nodes if node.when for key in node.when.reads}
    own = {f"parameter:{each.name}" for each in stage_kinds.parameters(published.state).values() if each.stage}
    if not moved <= before.keys() & values.keys() - _REACHING - conditions - own:
        return None
    return Above(
        pipeline,
        {key: (_named(key, before[key]), _named(key, values[key])) for key in sorted(moved)},
        max((event for _, event in now.values()), key=_by_time),
        min((now[key][1] for key in moved), key=_by_time, default=UUID(int=(1 << 128) - 1)),
        published.causes.get("published") if published.state.published else None,
    )


_read_parameters = msgspec.json.Decoder(dict[str, Any]).decode


def _values(inputs: Mapping[str, tuple[Json, UUID]]) -> dict[str, Json]:
    return {key: value for key, (value, _) in inputs.items()}


def _by_time(event: UUID) -> int:
    return event.int


def _named(key: str, value: Json) -> str:
    """An input as a recipe names it."""
    return f"{canonical_again(key).decode()}:{canonical_again(value).decode()}"


@dataclass(frozen=True, slots=True)
class Alike:
    """Shots of which nothing but `above` moved, by what a plan says of them, with the keys that they have now."""

    above: Above
    sorts: Sequence[Sequence[_Shot]]
    keys: Mapping[UUID, Mapping[str, str]]

    @property
    def examples(self) -> list[UUID]:
        """One of each sort, to be resolved."""
        return [shots[0].id for shots in self.sorts]

    @property
    def shots(self) -> Collection[UUID]:
        """All of them."""
        return self.keys.keys()

    def follow(self, examples: Mapping[UUID, Outlook]) -> dict[UUID, Outlook] | None:
        """Return the outlooks of all but the examples; None where one of these is not what its take lets expect."""
        followed: dict[UUID, Outlook] = {}
        for shots in self.sorts:
            example = examples.get(shots[0].id)
            if example is None or set(example.missing) != set(self.keys[shots[0].id].values()):
                return None
            for shot in shots[1:]:
                followed[shot.id] = self._like(example, shot)
        return followed

    def _like(self, example: Outlook, shot: _Shot) -> Outlook:
        """What is kept of a shot that stands as another one does, with takes, keys and files of its own."""
        standing, fresh = example.standing, self.keys[shot.id]
        use = standing.use
        assert use and shot.standing.use, "both were made"
        mine = shot.standing.use
        event = mine.event if mine.event.int > self.above.newest.int else self.above.newest
        take = msgspec.structs.replace(mine.take, current=use.take.current)
        return Outlook(
            reads=Written(shot.reads),
            keys=[shot.recipes[stage] for stage in standing.made] + list(fresh.values()),
            missing=list(fresh.values()),
            said=example.said,
            standing=msgspec.structs.replace(
                shot.standing,
                use=InUse(take, use.rule, event),
                made=standing.made,
                current=(shot.take,) if use.take.current else (),
                changes=standing.changes,
            ),
        )


def alike(production: UUID, changes: OutlookChanges, above: Above) -> Alike:
    """Find the shots of which nothing but what is above moved since outlooks were kept, and of which no new key was
    ever made."""
    touched = set(changes.touched or ())
    shots = [shot for shot in _standing(production, changes, above) if shot.id not in touched]
    firsts = {shot.id: above.first(shot.standing.stages) for shot in shots}
    recipes = recipes_of({shot.recipes[stage] for shot in shots for stage in firsts[shot.id]})
    keys: dict[UUID, dict[str, str]] = {}
    for shot in shots:
        fresh = {stage: above.key(recipes.get(shot.recipes[stage], "")) for stage in firsts[shot.id]}
        if all(key and key != shot.recipes[stage] for stage, key in fresh.items()):
            keys[shot.id] = {stage: key for stage, key in fresh.items() if key}
    made = _ever_made({key for fresh in keys.values() for key in fresh.values()})
    sorts: dict[tuple[object, ...], list[_Shot]] = defaultdict(list)
    for shot in shots:
        if shot.id in keys and made.isdisjoint(keys[shot.id].values()):
            sorts[shot.sort].append(shot)
    found = {shot.id for some in sorts.values() for shot in some}
    return Alike(above, list(sorts.values()), {id_: fresh for id_, fresh in keys.items() if id_ in found})


def _standing(production: UUID, changes: OutlookChanges, above: Above) -> Iterator[_Shot]:
    """The shots that were up to date by the only take they have, of which nobody said anything."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [production, changes.stamp])
        rows = cursor.fetchall()
    seen: dict[UUID, int] = defaultdict(int)
    for row in rows:
        seen[row[0]] += 1
    for id_, reads, keys, text, take, brief in rows:
        standing = outlooks.read_standing(text)
        if seen[id_] == 1 and _plain(standing, take):
            made = _read_made(brief)
            if _as_it_is(made, standing, keys, above):
                yield _Shot(id_, reads, standing, take, made.recipes)


def _plain(standing: ShotStanding, take: UUID) -> bool:
    use = standing.use
    return (
        use is not None
        and use.rule == "matches"
        and use.take.id == take
        and use.take.variation == 1
        and standing.review == "made"
        and not (standing.kept or standing.open or standing.reviewed or standing.words or use.take.beside)
    )


def _as_it_is(made: _Made, standing: ShotStanding, keys: str, above: Above) -> bool:
    """Whether the keys of a take are those of its shot, stage by stage, and all that moved did so after its order."""
    return (
        standing.made == standing.stages
        and made.recipes.keys() == set(standing.stages)
        and not made.settings
        and made.order is not None
        and (above.published is None or above.published.int < made.order.int)
        and above.oldest.int > made.order.int - OVERLAP
        and keys == outlooks.beginnings([made.recipes[stage] for stage in standing.stages])
    )


def _ever_made(keys: Collection[str]) -> set[str]:
    if not keys:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_EVER_MADE, [" ".join(keys)])
        return {key for (key,) in cursor.fetchall()}
