"""Surveyed shots as plans want them, and the plan of them. Costs stand in units of size; `costs.priced` prices them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from events.decider import BEGAN
from generation.domain import plan as domain
from generation.domain.plan import PIPELINE, Plan, PlanLine, Subject
from generation.planning import costs
from generation.planning.resolved_shots import Survey
from productions import queries
from productions.domain.fields.values import CAST
from productions.domain.voices import VOICE

_read_recipe = msgspec.json.Decoder(dict[str, Any]).decode
REFERENCES = (CAST, VOICE)
"""What the keys of inputs that are read of references begin with."""


def plan_survey(surveyed: Survey, shots: Collection[UUID] | None) -> Plan:
    """Plan what was surveyed; of predecessors that `shots` does not name, only what is needed of them."""
    told = said_of(surveyed, list(subjects(surveyed, shots)))
    return Plan(domain.lines(told, told))


def said_of(surveyed: Survey, chosen: Sequence[Subject]) -> dict[UUID, tuple[PlanLine, ...]]:
    """Return what a plan says of subjects of a survey, in its order."""
    codes = {shot: inputs.code for shot, inputs in surveyed.inputs.items()}
    return domain.said(chosen, surveyed.pipeline, costs.units, _names(surveyed, chosen), codes)


def cast_before(subject: Subject) -> Iterator[tuple[UUID, ...]]:
    """Yield the references in each of the recipes that a shot's take was made from: reasons may name them.

    Recipes that read the same give the same tuple.
    """
    recipes: Iterable[Any] = subject.before.values()
    return (_references(tuple([key for key in recipe["inputs"] if key.startswith(REFERENCES)])) for recipe in recipes)


@lru_cache(maxsize=10_000)
def _references(keys: tuple[str, ...]) -> tuple[UUID, ...]:
    return tuple(UUID(key.partition(":")[2]) for key in keys)


def _names(surveyed: Survey, chosen: Iterable[Subject]) -> dict[str, str]:
    """What people call the references that reasons may name; a moment of some shots lacks those no longer cast."""
    known = {str(ref): folded.state.name for ref, folded in surveyed.moment.references.items()}
    cast = {id(refs): refs for subject in chosen for refs in cast_before(subject)}
    absent = {ref for refs in cast.values() for ref in refs if str(ref) not in known}
    return {**known, **queries.reference_names(absent)} if absent else known


def subjects(
    surveyed: Survey, shots: Collection[UUID] | None, stages: Collection[str] | None = None
) -> Iterator[Subject]:
    """Yield every shot of which a plan has something to say, with those that they continue.

    Of predecessors that nobody named only what they lend is planned, and where `stages` are named, only those with all
    that they stand on.
    """
    chosen = _of_interest(surveyed)
    read = surveyed.beside.recipes if surveyed.beside else _recipes
    recipes = read(set(_moved(surveyed, chosen)))
    made = _made(surveyed, chosen)
    pipeline = surveyed.moment.pipeline
    published = {PIPELINE: pipeline.causes["published"]} if pipeline.state.published else {}
    planned = _planned(surveyed, chosen, shots, stages)
    for shot in chosen:
        inputs, take, folded = surveyed.inputs[shot], surveyed.take(shot), surveyed.moment.shots[shot]
        keys = dict(take.recipes) if take else {}
        kept = surveyed.spared(shot)
        yield Subject(
            shot=shot,
            code=inputs.code,
            resolution=surveyed.resolution(shot),
            values=surveyed.values(surveyed.wanted(shot)),
            causes={**folded.causes, **inputs.causes, **published},
            taken=surveyed.taken(shot),
            began=folded.causes[BEGAN],
            before={stage: recipes[key] for stage, key in keys.items() if key in recipes},
            keys_before=keys,
            contents=take.contents if take else None,
            kept=kept,
            since=surveyed.kept_since(shot) if kept else None,
            continues=surveyed.predecessor(shot),
            stages=planned.get(shot),
            made=made.get(shot, frozenset()),
            within=inputs.within,
            variation=surveyed.variation(shot),
        )


def _planned(
    surveyed: Survey, chosen: Iterable[UUID], shots: Collection[UUID] | None, stages: Collection[str] | None
) -> dict[UUID, frozenset[str]]:
    """The stages to plan of the shots of which not all are."""
    if stages is None:
        named = None if shots is None else set(shots)
        return {} if named is None else {shot: surveyed.pipeline.lending for shot in chosen if shot not in named}
    wanted = surveyed.pipeline.upto(stages)
    planned = dict.fromkeys(chosen, frozenset[str]())
    for shot in planned if shots is None else set(shots) & planned.keys():
        planned[shot] |= wanted
        for before, lending in surveyed.lenders(shot, wanted):
            planned[before] |= lending
    return planned


def subjects_of_variation(
    surveyed: Survey, shots: Mapping[UUID, bool], variation: int, stages: Collection[str] | None = None
) -> Iterator[Subject]:
    """Yield shots as a plan of another variation than that of their take in use wants them: the stages that vary, or
    of a shot of which it is said all stages, up to those that are named.
    """
    pipeline = surveyed.pipeline
    every = frozenset(pipeline.ids) if stages is None else pipeline.upto(stages)
    for shot, whole in shots.items():
        resolution = surveyed.resolutions[shot, variation, ""]
        folded, inputs = surveyed.moment.shots[shot], surveyed.inputs[shot]
        takes = (each.state for each in surveyed.takes.get(shot, {}).values() if each.state.variation == variation)
        kept = surveyed.spared(shot)
        yield Subject(
            shot=shot,
            code=inputs.code,
            resolution=resolution,
            values=inputs.values,
            causes={**folded.causes, **inputs.causes},
            began=folded.causes[BEGAN],
            contents=next((take.contents for take in takes if take.contents == resolution.contents), None),
            kept=kept,
            since=surveyed.kept_since(shot) if kept else None,
            continues=surveyed.predecessor(shot),
            stages=every if whole else every & pipeline.varying,
            within=inputs.within,
            variation=variation,
        )


def _of_interest(surveyed: Survey) -> list[UUID]:
    """The shots that are not up to date, and those that they continue, in the order of the survey."""
    chosen: set[UUID] = set()
    for shot in surveyed.inputs:
        if (view := surveyed.in_use.get(shot)) is None or not view.current:
            each: UUID | None = shot
            while each is not None and each not in chosen:
                chosen.add(each)
                each = surveyed.predecessor(each)
    return [shot for shot in surveyed.inputs if shot in chosen]


def _made(surveyed: Survey, chosen: Iterable[UUID]) -> Mapping[UUID, frozenset[str]]:
    """The stages ever made for those shots of which something may run: by takes, and by orders that made no take."""
    open_ = [shot for shot in chosen if not surveyed.resolution(shot).complete]
    stages: dict[UUID, set[str]] = {shot: surveyed.stages_of_takes(shot) for shot in open_}
    for shot, stage in surveyed.beside.made() if surveyed.beside else _made_by_jobs(open_):
        if shot in stages:
            stages[shot].add(stage)
    return {shot: frozenset(names) for shot, names in stages.items()}


_MADE_BY_JOBS = "SELECT DISTINCT shot, stage FROM generation_job WHERE shot = ANY (%s) AND generation IS NOT NULL"
_RECIPES = "SELECT key, document FROM generation_recipe WHERE key = ANY (string_to_array(%s, ' '))"


def _made_by_jobs(shots: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_MADE_BY_JOBS, [list(shots)])
        rows: list[tuple[UUID, str]] = cursor.fetchall()
    return rows


def _moved(surveyed: Survey, chosen: Iterable[UUID]) -> Iterator[str]:
    """The keys of takes in use that are no longer those of their shots: only their recipes are compared."""
    for shot in chosen:
        if take := surveyed.take(shot):
            now = surveyed.resolution(shot).keys
            yield from (key for stage, key in take.recipes.items() if now.get(stage) != key)


def _recipes(keys: Collection[str]) -> dict[str, dict[str, Any]]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_RECIPES, [" ".join(keys)])
        return {key: _read_recipe(document) for key, document in cursor.fetchall()}
