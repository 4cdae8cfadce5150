"""Resolve and plan on graphs that chance draws, against an oracle that makes everything: conditions, ports that may be
empty, several nodes of one kind, and edges from the shot that is continued."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from events.codec import canonical
from generation.domain.building import pipeline, problems
from generation.domain.pipeline import Pipeline
from generation.domain.plan import Cost, Plan, Subject, plan
from generation.domain.recipes import Recipe
from generation.domain.resolve import Predecessor, Resolution, ShotToResolve, resolve
from productions.domain.graph import Graph, GraphNode
from tests.generation.domain.films import KINDS, Store, naive, shot

WHENS = ("", "", "", "speaks", "not speaks", "continues", "description = rain", "speaks or description = rain")
VALUES: dict[str, Any] = {"description": "rain", "frames": 1, "dialogue": []}
CHOICES: dict[str, list[Any]] = {"description": ["rain", "snow"], "frames": [1, 2], "dialogue": [[], ["late"]]}
BEGAN = UUID(int=99)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Up to six nodes, each fed by earlier ones or by any one of the shot that is continued."""
    count = draw(st.integers(1, 6))
    names = [f"n{index}" for index in range(count)]
    nodes = []
    for index, name in enumerate(names):
        before = [f"{each}.{port}" for each in names[:index] for port in ("out", "copy")]
        all_sources = [*before, *(f"continues:{each}.out" for each in names)]
        inputs: dict[str, Any] = {}
        if draw(st.booleans()):
            inputs["first"] = draw(st.sampled_from(all_sources))
        inputs["others"] = tuple(draw(st.lists(st.sampled_from(all_sources), max_size=3, unique=True)))
        last = index == count - 1
        when = "" if last else draw(st.sampled_from(WHENS))
        nodes.append(GraphNode(name, draw(st.sampled_from(("paint", "cut", "mix"))), when=when, inputs=inputs))
    used = {name: f"{name}.out" for name in names[:-1]}
    return Graph(tuple(nodes), {**used, "master": f"{names[-1]}.out"})


Film = list[tuple[dict[str, Any], int]]
edits = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(CHOICES)), st.integers(0, 1)), max_size=6)
edges = st.lists(st.integers(0, 2), min_size=3, max_size=3)


def film(values: list[dict[str, Any]], edges: list[int]) -> list[ShotToResolve]:
    """Three shots; each may continue one before it."""
    return [
        ShotToResolve(shot(n + 1), values[n], continues=Predecessor(shot(edge + 1)) if edge < n else None)
        for n, edge in zip(range(3), edges, strict=True)
    ]


def run_all(wanted: list[ShotToResolve], made: Pipeline, store: Store) -> list[Recipe]:
    """Make what resolve says is to run, level by level, until nothing is left; return the recipes that ran."""
    ran: list[Recipe] = []
    while True:
        cells = [cell for each in resolve(wanted, made, store.find).values() for cell in each.cells.values()]
        ready = {cell.key: cell.recipe for cell in cells if cell.standing == "run" and cell.recipe}
        if not ready:
            assert all(cell.standing == "made" for cell in cells)
            return ran
        for recipe in ready.values():
            store.make(recipe)
            ran.append(recipe)


@settings(max_examples=200, deadline=None)
@given(graphs(), edges, edits)
def test_running_what_resolve_names_gives_what_making_everything_gives(
    graph: Graph, edges: list[int], edits: list[tuple[int, str, int]]
) -> None:
    assert not problems(graph, KINDS)
    made, store, oracle = pipeline(graph, KINDS), Store(), Store()
    values = [dict(VALUES) for _ in range(3)]
    for n, key, choice in [(0, "frames", 0), *edits]:
        values[n] = {**values[n], key: CHOICES[key][choice]}
        wanted = film(values, edges)
        known = set(store.traces)
        ran = run_all(wanted, made, store)
        expected = naive(wanted, oracle, made)
        resolved = resolve(wanted, made, store.find)
        assert {s: dict(r.keys) for (s, *_), r in resolved.items()} == expected
        assert len(ran) == len(store.traces.keys() - known), "nothing runs twice"
        assert all(each.contents is not None and "master" in each.contents for each in resolved.values())
    assert store.traces.keys() == oracle.traces.keys()


@settings(max_examples=200, deadline=None)
@given(graphs(), edges, edits.filter(bool))
def test_whatever_runs_after_an_edit_was_planned_with_a_cause(
    graph: Graph, edges: list[int], edits: list[tuple[int, str, int]]
) -> None:
    made, store = pipeline(graph, KINDS), Store()
    values = [dict(VALUES) for _ in range(3)]
    before = film(values, edges)
    run_all(before, made, store)
    was = resolve(before, made, store.find)
    causes: list[dict[str, UUID]] = [{} for _ in values]
    for index, (n, key, choice) in enumerate(edits):
        if values[n][key] != CHOICES[key][choice]:
            values[n] = {**values[n], key: CHOICES[key][choice]}
            causes[n][key] = UUID(int=200 + index)
    after = film(values, edges)
    planned = planned_of(after, was, made, store, causes)
    run = {(line.shot, line.stage) for line in planned.lines if line.verdict in ("run", "may-run")}
    assert {line.causes for line in planned.lines if not line.causes} == set()
    assert all("pipeline" not in line.reason and "stored" not in line.reason for line in planned.lines)
    keys = set(store.traces)
    run_all(after, made, store)
    now = resolve(after, made, store.find)
    fresh = {(s, id_) for (s, *_), each in now.items() for id_, key in each.keys.items() if key not in keys}
    assert fresh <= run
    own = {(line.shot, line.stage): own_inputs(was, now, line.shot, line.stage) for line in planned.lines}
    named = {(line.shot, line.stage): set(line.causes) for line in planned.lines}
    assert all({causes[s.int - 1][key] for key in keys} <= named[s, id_] for (s, id_), keys in own.items())


def own_inputs(was: dict[Any, Resolution], now: dict[Any, Resolution], shot: UUID, stage: str) -> set[str]:
    """What a stage reads of its shot that is another than before."""
    before, after = (each[shot, 1, ""].cells.get(stage) for each in (was, now))
    if not before or not after or not before.recipe or not after.recipe:
        return set()
    return {key for key, value in after.recipe["inputs"].items() if value != before.recipe["inputs"][key]}


def planned_of(
    wanted: list[ShotToResolve], was: dict[Any, Resolution], made: Pipeline, store: Store, causes: list[dict[str, UUID]]
) -> Plan:
    """The plan of shots whose takes were made before the edits; `causes` are the edits of each by input."""
    now = resolve(wanted, made, store.find)
    subjects = [
        Subject(
            shot=each.shot,
            code=f"SC{each.shot.int}",
            resolution=now[each.want],
            values=each.values,
            causes=known,
            began=BEGAN,
            before={id_: canonical(cell.recipe).decode() for id_, cell in was[each.want].cells.items() if cell.recipe},
            keys_before=was[each.want].keys,
            contents=was[each.want].contents,
            continues=each.continues.shot if each.continues else None,
            made=frozenset(was[each.want].keys),
        )
        for each, known in zip(wanted, causes, strict=True)
    ]
    codes = {each.shot: each.code for each in subjects}
    return plan(subjects, made, lambda spec, values, _fed: Cost(Decimal(1), Decimal(1)), lambda _: None, codes)
