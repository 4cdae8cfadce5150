"""Resolve: what exists, what must run and what may, against an oracle that makes everything."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from generation.domain.resolve import Predecessor, ShotToResolve, predecessors_first, resolve
from tests.generation.domain.films import PIPELINE, Store, naive, shot

VALUES: dict[str, Any] = {"description": "rain", "cast:mara": "red", "parameter:size": "s", "frames": 24, "code": "SC1"}
MADE = ["made"] * 4


def film(count: int, chain: bool = False, **changes: Any) -> list[ShotToResolve]:
    """Shots 1 … count; in a chain each continues the one before."""
    return [
        ShotToResolve(
            shot(n),
            {**VALUES, "code": f"SC{n}", **changes},
            continues=Predecessor(shot(n - 1)) if chain and n > 1 else None,
        )
        for n in range(1, count + 1)
    ]


def standings(wanted: list[ShotToResolve], store: Store, n: int = 1) -> list[str]:
    return [cell.standing for cell in resolve(wanted, PIPELINE, store.find)[shot(n), 1, ""].cells.values()]


def test_of_a_new_shot_the_first_stage_runs_and_the_rest_may() -> None:
    assert standings(film(1), Store()) == ["run", "may-run", "may-run", "may-run"]


def test_what_was_made_is_found() -> None:
    store = Store()
    naive(film(1), store)
    assert standings(film(1), store) == MADE


def test_an_input_of_the_last_stage_runs_the_last_stage_alone() -> None:
    store = Store()
    naive(film(1), store)
    changed = [ShotToResolve(shot(1), {**VALUES, "code": "SC9"})]
    assert standings(changed, store) == ["made", "made", "made", "run"]


def test_an_upstream_that_comes_out_the_same_cuts_off_what_is_behind() -> None:
    store = Store()
    naive(film(1), store)
    changed = film(1, description="rain ")
    recipe = resolve(changed, PIPELINE, store.find)[shot(1), 1, ""].cells["prompt"].recipe
    assert recipe is not None
    before = resolve(film(1), PIPELINE, store.find)[shot(1), 1, ""].cells["prompt"].key
    key = resolve(changed, PIPELINE, store.find)[shot(1), 1, ""].cells["prompt"].key
    assert before is not None and key is not None
    store.same[key] = before
    store.make(recipe)
    assert standings(changed, store) == MADE


def test_a_follower_waits_for_the_motion_of_what_it_continues() -> None:
    store = Store()
    chained = film(2, chain=True)
    naive(film(1), store)
    naive(chained, store)
    changed = [ShotToResolve(shot(1), {**VALUES, "code": "SC1", "frames": 48}), chained[1]]
    assert standings(changed, store, 2) == ["made", "may-run", "may-run", "may-run"]


def test_a_fixed_take_of_the_predecessor_needs_no_predecessor() -> None:
    follower = ShotToResolve(shot(2), VALUES, continues=Predecessor(shot(1), {"last_frame": "sha256:fixed"}))
    store = Store()
    naive([follower], store)
    assert standings([follower], store, 2) == MADE


def test_many_shots_cost_one_look_for_each_level() -> None:
    store = Store()
    naive(film(50), store)
    resolve(film(50), PIPELINE, store.find)
    assert store.looks == 4


def test_a_circle_is_blocked_and_ends() -> None:
    circle = [ShotToResolve(shot(n), VALUES, continues=Predecessor(shot(3 - n))) for n in (1, 2)]
    assert standings(circle, Store()) == ["run", "blocked", "blocked", "blocked"]


def test_another_variation_shares_what_does_not_read_it() -> None:
    store = Store()
    naive(film(1), store)
    second = resolve([ShotToResolve(shot(1), {**VALUES, "code": "SC1"}, variation=2)], PIPELINE, store.find)[
        shot(1), 2, ""
    ]
    assert [cell.standing for cell in second.cells.values()] == ["made", "run", "may-run", "may-run"]


def test_shots_come_after_what_they_continue() -> None:
    edges: dict[UUID, UUID | None] = {shot(1): shot(3), shot(3): shot(2), shot(2): None, shot(4): None}
    assert predecessors_first([shot(1), shot(4)], edges) == [shot(2), shot(3), shot(1), shot(4)]


edits = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(sorted(VALUES)), st.integers(0, 2)), max_size=12)
edges = st.lists(st.integers(0, 3), min_size=4, max_size=4)


@settings(max_examples=100)
@given(edits, edges)
def test_running_what_resolve_names_gives_what_making_everything_gives(
    edits: list[tuple[int, str, int]], edges: list[int]
) -> None:
    store, oracle = Store(), Store()
    values = {n: dict(VALUES) for n in range(1, 5)}
    for n, name, value in [(1, "frames", 24), *edits]:
        values[n][name] = value
        wanted = [
            ShotToResolve(shot(n), values[n], continues=Predecessor(shot(edge)) if 0 < edge < n else None)
            for n, edge in zip(range(1, 5), edges, strict=True)
        ]
        while any(not resolution.complete for resolution in resolve(wanted, PIPELINE, store.find).values()):
            for resolution in resolve(wanted, PIPELINE, store.find).values():
                for cell in resolution.cells.values():
                    if cell.standing == "run" and cell.recipe:
                        store.make(cell.recipe)
        expected = naive(wanted, oracle)
        assert {s: dict(r.keys) for (s, *_), r in resolve(wanted, PIPELINE, store.find).items()} == expected
    assert store.traces.keys() == oracle.traces.keys()
