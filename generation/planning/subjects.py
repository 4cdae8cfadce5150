"""Surveyed shots as plans want them, and the plan of them. Costs stand in units of size; `costs.priced` prices them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from events.decider import BEGAN
from generation.domain import plan as domain
from generation.domain.pipeline import Pipeline
from generation.domain.plan import PIPELINE, Names, Plan, PlanLine, Subject
from generation.domain.recipes import reads_any
from generation.planning import costs
from generation.planning.resolved_shots import Survey
from productions import queries
from productions.domain.fields.values import CAST
from productions.domain.voices import VOICE
from productions.queries import Moment

REFERENCES = (CAST, VOICE)
"""What the keys of inputs that are read of references begin with."""


def plan_survey(surveyed: Survey, shots: Collection[UUID] | None) -> Plan:
    """Plan what was surveyed; of predecessors that `shots` does not name, only what is needed of them."""
    told = said_of(surveyed, list(subjects(surveyed, shots)))
    return Plan(domain.lines(told, told))


def said_of(surveyed: Survey, chosen: Sequence[Subject]) -> dict[UUID, tuple[PlanLine, ...]]:
    """Return what a plan says of subjects of a survey, in its order."""
    codes = {shot: inputs.code for shot, inputs in surveyed.inputs.items()}
    return domain.said(chosen, surveyed.pipeline, costs.units, _called(surveyed.moment), codes)


def _called(moment: Moment) -> Names:
    """What people call references; a moment of some shots may lack those that are no longer cast."""
    known = {str(ref): folded.state.name for ref, folded in moment.references.items()}

    def called(ref: str) -> str | None:
        if ref not in known:
            known[ref] = queries.reference_names({UUID(ref)}).get(ref, "")
        return known[ref]

    return called


def references_named(said: Iterable[PlanLine]) -> list[UUID]:
    """Return the references that reasons may name."""
    keys = dict.fromkeys(key for line in said for key in line.inputs if key.startswith(REFERENCES))
    return [UUID(key.partition(":")[2]) for key in keys]


def subjects(
    surveyed: Survey, shots: Collection[UUID] | None, stages: Collection[str] | None = None
) -> Iterator[Subject]:
    """Yield every shot of which a plan has something to say, with those that they continue.

    Of predecessors that nobody named only what they lend is planned, and where `stages` are named, only those with all
    that they stand on.
    """
    chosen = _of_interest(surveyed)
    read = surveyed.beside.recipes if surveyed.beside else recipes_of
    moved = _moved(surveyed, chosen)
    recipes = read({key for keys in moved.values() for key in keys.values()})
    made = _made(surveyed, chosen)
    pipeline = surveyed.moment.pipeline
    published = {PIPELINE: pipeline.causes["published"]} if pipeline.state.published else {}
    planned = _planned(surveyed, chosen, shots, stages)
    for shot in chosen:
        inputs, take, folded = surveyed.inputs[shot], surveyed.take(shot), surveyed.moment.shots[shot]
        keys = dict(take.recipes) if take else {}
        kept = surveyed.spared(shot)
        want = surveyed.wanted(shot)
        yield Subject(
            shot=shot,
            code=inputs.code,
            resolution=surveyed.resolutions[want],
            values=surveyed.values(want),
            causes={**folded.causes, **inputs.causes, **published},
            taken=surveyed.taken(shot),
            began=folded.causes[BEGAN],
            before={stage: recipes[key] for stage, key in moved.get(shot, {}).items() if key in recipes},
            keys_before=keys,
            contents=surveyed.contents(take) if take else None,
            kept=kept,
            since=surveyed.kept_since(shot) if kept else None,
            continues=surveyed.predecessor(shot),
            stages=planned.get(shot),
            made=made.get(shot, frozenset()),
            within=inputs.within,
            variation=want[1],
            above=None if want[2] else inputs.above,
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
            above=inputs.above,
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
    stages = {shot: surveyed.stages_of_takes(shot) for shot in open_}
    for shot, stage in surveyed.beside.made() if surveyed.beside else _made_by_jobs(open_):
        if shot in stages and stage not in stages[shot]:
            stages[shot] |= {stage}
    return stages


_MADE_BY_JOBS = "SELECT DISTINCT shot, stage FROM generation_job WHERE shot = ANY (%s) AND generation IS NOT NULL"
_RECIPES = "SELECT key, document FROM generation_recipe WHERE key = ANY (string_to_array(%s, ' '))"


def _made_by_jobs(shots: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_MADE_BY_JOBS, [list(shots)])
        rows: list[tuple[UUID, str]] = cursor.fetchall()
    return rows


OVERLAP = 10_000 << 80
"""Ten seconds, as ids of events count them: an edit may wait that long between its id and its commit.
The id of an order is made before the film is read for it."""


def _moved(surveyed: Survey, chosen: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Of takes in use, the keys by stage that are no longer those of their shots: only their recipes are compared.

    Of a stage that waits for others it is known what it reads itself, and its version. These are compared if anything
    of it was changed since the take was ordered, or other versions of the stage were still at work then.
    """
    moved: dict[UUID, dict[str, str]] = {}
    reads, others = _Reads(surveyed.pipeline), _other_versions(surveyed)
    for shot in chosen:
        if take := surveyed.take(shot):
            now, causes = surveyed.resolution(shot).cells, surveyed.inputs[shot].causes
            since = take.order.int - OVERLAP if take.order else 0
            newer = frozenset([key for key, event in causes.items() if event.int > since])
            moved[shot] = {
                stage: key
                for stage, key in take.recipes.items()
                if (cell := now.get(stage))
                and cell.key != key
                and (cell.key is not None or others.get(stage, 0) > since or reads.any(stage, newer))
            }
    return moved


def _other_versions(surveyed: Survey) -> Mapping[str, int]:
    """Until when other versions of stages were at work, or other backends of theirs, as ids of events count time."""
    seen = surveyed.beside.last_seen() if surveyed.beside else costs.last_seen()
    last: dict[str, int] = {}
    for kind, second in seen:
        for node in surveyed.pipeline.nodes:
            if kind != node.spec.kind and kind.partition("/")[0] == node.spec.name:
                last[node.id] = max(last.get(node.id, 0), (second + 1) * 1000 << 80)
    return last


@dataclass(slots=True)
class _Reads:
    """Which nodes read any of some inputs, worked out once: edits of very many shots are of few."""

    pipeline: Pipeline
    known: dict[tuple[str, frozenset[str]], bool] = field(default_factory=dict)

    def any(self, id_: str, inputs: frozenset[str]) -> bool:
        """Whether a node reads any of them."""
        if (known := self.known.get((id_, inputs))) is None:
            known = self.known[id_, inputs] = reads_any(self.pipeline.by_id[id_], inputs)
        return known


def recipes_of(keys: Collection[str]) -> dict[str, str]:
    """Return the canonical texts of recipes."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_RECIPES, [" ".join(keys)])
        return dict(cursor.fetchall())
