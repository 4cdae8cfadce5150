"""Random edits of film and pipeline, pins, undo, locks, lost files, crashes, against an oracle that makes everything.

After each order exactly those stages ran that the oracle finds missing, each once, never more than the plan said, and
the film holds what the oracle holds. What is kept of plans says all along what resolving everything says.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from events.errors import ContinuityError
from generation import commands as orders
from generation import queries as made
from generation.artifacts import artifact_store
from generation.domain.keys import action_key
from generation.domain.order import NothingToOrder
from generation.domain.pipeline import Pipeline, gathered
from generation.domain.recipes import build
from generation.domain.resolve import Predecessor, ShotToResolve, predecessors_first
from generation.domain.trace import Trace
from generation.jobs.claiming import Claim, beat, hand_back, start
from generation.jobs.claiming import Stand as Beat
from generation.jobs.ending import commit
from generation.jobs.sweeping import reconcile, sweep
from generation.models import ActionRow, JobRow, TraceRow
from generation.planning import planner
from generation.register.asked import task_of
from generation.stages import pipelines
from generation.stages.registry import kinds
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands.reverting import Selection
from productions.domain.artifact import Artifact
from productions.domain.graph import Graph, GraphNode
from productions.domain.take import Take
from productions.queries import Moment
from tests.generation.domain.films import _brought
from tests.generation.filming import ROLES, Film, invented, small_film, take
from tests.generation.planning.test_plan_cache import STEPS, a_take, agree, any_of
from tests.support.examples import taken_back

pytestmark = pytest.mark.django_db
EDITS = STEPS[:31]
"""Of shots, scenes, references, casts, parameters, locks, takes and who continues whom."""
TWICE = Graph(
    (
        GraphNode("prompt", "prompt"),
        GraphNode("first", "keyframe", inputs={"prompt": "prompt.prompt"}),
        GraphNode("walk", "motion", inputs={"prompt": "prompt.prompt", "keyframe": "first.keyframe"}),
        GraphNode("run", "motion", inputs={"prompt": "prompt.prompt", "keyframe": "walk.last_frame"}),
        GraphNode("finish", "finish", inputs={"motion": "run.frames"}),
    ),
    {"master": "finish.master"},
)
LEFT_OUT = "vertical_spot"
"""It is the film in another size."""


def _by_models(graph: Graph) -> bool:
    """Whether it makes nothing before a model is chosen."""
    return any(task_of(kinds()[node.kind]) for node in graph.nodes)


GRAPHS = (
    *(each.graph for name, each in sorted(templates().items()) if name != LEFT_OUT and not _by_models(each.graph)),
    TWICE,
)
"""Nodes are added, removed, renamed and fed by others from one to the next."""


class Oracle:
    """Knows what was ever made, and makes everything anew at each look: no outlook, no resolve, no job."""

    def __init__(self) -> None:
        self.made: dict[str, Trace] = {}

    def look(self, log: UUID) -> tuple[list[str], dict[UUID, dict[str, str]]]:
        """Return the keys that an order of everything must make, each once, and by shot what the film then holds."""
        moment = queries.moment(log)
        pipeline, inputs = pipelines.of_moment(moment), queries.inputs(moment)
        before = {shot: _live(moment, moment.shots[shot].state.continues) for shot in inputs}
        stages: dict[UUID, dict[str, Trace]] = {}
        missing: dict[str, None] = {}
        holds: dict[UUID, dict[str, str]] = {}
        for shot in predecessors_first(inputs, before):
            wanted = ShotToResolve(shot, inputs[shot].values, 1, _continued(log, before[shot]))
            stages[shot] = self._stages(wanted, pipeline, stages)
            lacking = [trace.key for trace in stages[shot].values() if trace.key not in self.made]
            kept = _kept(log, shot)
            if not kept or _only_lost(kept, stages[shot]):
                missing |= dict.fromkeys(lacking)
            if not kept:
                holds[shot] = _outputs(pipeline, stages[shot])
        return list(missing), holds

    def _stages(
        self, wanted: ShotToResolve, pipeline: Pipeline, of_all: Mapping[UUID, dict[str, Trace]]
    ) -> dict[str, Trace]:
        stages: dict[str, Trace] = {}
        made = {**of_all, wanted.shot: stages}
        for node in pipeline.nodes:
            if node.when is None or node.when.holds(wanted.values, continuing=wanted.continues is not None):
                upstream = gathered([(edge, _brought(edge, wanted, stages, made)) for edge in node.edges])
                key = action_key(build(node, wanted.shot, wanted.values, 1, upstream))
                stages[node.id] = Trace(key, 1, tuple(_artifact(role, key) for role in ROLES[node.spec.name]))
        return stages


def _artifact(role: str, key: str) -> Artifact:
    """What `filming.invented` makes of a key."""
    digest = f"sha256:{hashlib.sha256(f'{role} {key}'.encode()).hexdigest()}"
    return Artifact(role, digest, digest, "text/plain", 1)


def _outputs(pipeline: Pipeline, stages: Mapping[str, Trace]) -> dict[str, str]:
    found = {name: (node, port) for name, (node, port) in pipeline.meaning.items() if node in stages}
    return {name: stages[node].contents[port] for name, (node, port) in found.items() if port in stages[node].contents}


def _live(moment: Moment, shot: UUID | None) -> UUID | None:
    return shot if shot and moment.live_shot(shot) else None


def _kept(log: UUID, shot: UUID) -> Take | None:
    """The take of a shot that people keep: what is decided about takes is no matter of this oracle."""
    takes = (each for each in made.takes(log, shot) if each.use and each.use.rule in ("pinned", "approved"))
    return next((each.folded.state for each in takes), None)


def _continued(log: UUID, shot: UUID | None) -> Predecessor | None:
    if shot is None:
        return None
    kept = _kept(log, shot)
    return Predecessor(shot, {each.role: each.content for each in kept.artifacts} if kept else None)


def _only_lost(take: Take, stages: Mapping[str, Trace]) -> bool:
    return all(trace.key == take.recipes.get(id_) for id_, trace in stages.items())


class Work:
    """Does all the work there is, with what goes wrong on the way; counts what was made, by key."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = iter(faults)
        self.ran: Counter[str] = Counter()

    def do(self) -> None:
        while claimed := self._next():
            if claimed.attempt > 1 or not self._goes_wrong(claimed, next(self.faults, "")):
                self._make(claimed)

    def _next(self) -> Claim | None:
        ActionRow.objects.filter(state="ready").update(available_at="2000-01-01T00:00:00Z")
        return take()

    def _make(self, claimed: Claim, *, times: int = 1) -> None:
        assignment = start(claimed)
        assert assignment, "somebody waits for it"
        outputs = invented(assignment)
        assert [commit(claimed, outputs, Decimal("0.5")) for _ in range(times)] == [True] + [False] * (times - 1)
        self.ran[claimed.key] += 1

    def _goes_wrong(self, claimed: Claim, fault: str) -> bool:
        """Whether the work is left undone."""
        match fault:
            case "dies":
                self._dies(lambda: None)
            case "dies at work":
                self._dies(lambda: start(claimed))
            case "dies in its commit":
                with transaction.atomic():
                    self._make(claimed)
                    transaction.set_rollback(True)
                self.ran[claimed.key] -= 1
                self._dies(lambda: None)
            case "hands back":
                assert beat(claimed, Beat(1, 2), 30)
                hand_back(claimed)
            case "tells twice":
                self._make(claimed, times=2)
            case "loses rows":
                job = JobRow.objects.filter(action=claimed.action).first()
                assert job
                JobRow.objects.filter(order=job.order, state="waiting").delete()
                reconcile(job.order)
                return False
            case _:
                return False
        return True

    @staticmethod
    def _dies(act: Callable[[], object]) -> None:
        act()
        ActionRow.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")
        assert sweep(1) >= 1


FAULTS = ("", "", "dies", "dies at work", "dies in its commit", "hands back", "tells twice", "loses rows")


class Machine(RuleBasedStateMachine):
    """One film, one oracle."""

    def __init__(self) -> None:
        super().__init__()
        self.alone = taken_back()
        self.alone.__enter__()
        self.film: Film = small_film()
        self.oracle = Oracle()
        self.done: list[UUID] = []

    @rule(step=st.integers(0, len(EDITS) - 1), pick=st.integers(0, 200))
    def edit(self, step: int, pick: int) -> None:
        self._try(lambda: EDITS[step](self.film, pick))

    @rule(graph=st.sampled_from(GRAPHS))
    def publish(self, graph: Graph) -> None:
        orders.change_draft(self.film.by, self.film.log, graph)
        self._try(lambda: orders.publish_pipeline(self.film.by, self.film.log))

    @precondition(lambda self: self.done)
    @rule(pick=st.integers(0, 200))
    def undo(self, pick: int) -> None:
        chosen = Selection(events=(any_of(self.done, pick),))
        self._try(lambda: commands.undo(self.film.by, self.film.log, chosen, require=lambda right: None))

    @rule(pick=st.integers(0, 200), pin=st.booleans())
    def keep(self, pick: int, pin: bool) -> None:
        act = commands.pin_take if pin else commands.approve_take
        self._try(lambda: act(self.film.by, self.film.log, a_take(self.film, pick), ""))

    @precondition(lambda self: self.oracle.made)
    @rule(pick=st.integers(0, 200))
    def lose(self, pick: int) -> None:
        key = list(self.oracle.made)[pick % len(self.oracle.made)]
        artifact_store.note_missing([TraceRow.objects.filter(key=key).latest("generation").digests[0]])
        del self.oracle.made[key]

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=6))
    def make(self, faults: list[str]) -> None:
        missing, holds = self.oracle.look(self.film.log)
        plan = planner.plan(self.film.log).plan
        work = Work(faults)
        try:
            orders.place_order(self.film.by, self.film.log, queries.ordered_shots(queries.moment(self.film.log)))
        except NothingToOrder:
            assert not missing
        work.do()
        assert work.ran == Counter(missing)
        assert len(missing) <= sum(line.verdict in ("run", "may-run") for line in plan.lines)
        assert sum(line.verdict == "run" for line in plan.lines if line.certain) <= len(missing)
        self.oracle.made.update({key: Trace(key, 1, ()) for key in missing})
        assert dict(self._in_use(holds)) == holds

    def teardown(self) -> None:
        self.alone.__exit__(None, None, None)

    @invariant()
    def kept_plans_are_plain_plans(self) -> None:
        agree(self.film)

    def _in_use(self, shots: Mapping[UUID, Any]) -> Iterator[tuple[UUID, dict[str, str]]]:
        """What the takes hold that match the inputs of their shots: of each shot one does."""
        for shot in shots:
            current = [each for each in made.takes(self.film.log, shot) if not each.out_of_date]
            for each in current[:1]:
                yield shot, dict(each.folded.state.contents)

    def _try(self, act: Callable[[], Any]) -> None:
        """Do an edit, if it is allowed; what it did may be undone."""
        try:
            with transaction.atomic():
                receipt = act()
        except ContinuityError as refused:
            assert 400 <= refused.status < 500
            return
        self.done += [event.event_id for event in getattr(receipt, "events", ())]


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_film_comes_out_as_if_everything_were_made_anew_and_no_stage_runs_in_vain() -> None:
    run(5, 14)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_so_do_many_films() -> None:
    run(60, 30)
