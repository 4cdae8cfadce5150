"""Outlooks: a plan that looks only at what changed says what resolving everything says, whatever happened before."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.errors import ContinuityError
from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import StoredFile
from generation.models import TraceRow
from generation.planning import checks, plan_cache, planner
from generation.planning.resolved_shots import survey
from productions import commands, queries
from productions.commands import Target
from productions.domain.looks import LookChange, Point
from productions.domain.shot import CAMERAS, CastEntry
from tests.generation.filming import Film, pretend, pretend_all, small_film, take
from tests.support.examples import by_itself

Step = Callable[[Film, int], Any]


def agree(film: Film) -> None:
    """Plan twice, from outlooks and by resolving all, and compare line for line: nothing is kept, then something is.

    And how the shots stand, which board, cut and review queue show.
    """
    moment = queries.moment(film.log)
    resolved = planner.plan_moment(moment)
    assert planner.plan(film.log, keep=False) == resolved
    assert planner.plan(film.log) == resolved
    assert planner.plan(film.log) == resolved
    surveyed = survey(moment)
    reports = checks.reports(surveyed)
    standings = {shot: plan_cache.standing(surveyed, shot, reports.get(shot)) for shot in surveyed.inputs}
    assert plan_cache.standings(film.log)[0] == standings


def agree_on_each(film: Film) -> None:
    """Plan the shots one by one, and the variation that each is about: the same is said as in the whole plan."""
    moment = queries.moment(film.log)
    lines, wanted = planner.plan(film.log).plan.lines, survey(moment).wanted
    for id_ in filter(moment.live_shot, film.shots.values()):
        of_shot = [line for line in lines if line.shot == id_]
        assert [line for line in planner.plan(film.log, [id_]).plan.lines if line.shot == id_] == of_shot
        if wanted(id_) == (id_, 1, ""):
            planned = planner.plan(film.log, [id_], variations=1).plan.lines
            assert [line for line in planned if line.shot == id_] == of_shot


def any_of(things: Collection[UUID], pick: int) -> UUID:
    return sorted(things)[pick % len(things)]


def shot(film: Film, n: int) -> UUID:
    return any_of(film.shots.values(), n)


def scene(film: Film, n: int) -> UUID:
    return any_of(film.scenes.values(), n)


def reference(film: Film, n: int) -> UUID:
    return any_of(film.references.values(), n)


def look_change(film: Film, n: int) -> LookChange:
    first = Point("scene", scene(film, n)) if n % 2 else Point("shot", shot(film, n))
    last = Point("scene", scene(film, n // 3)) if n % 3 else None
    return LookChange("wet", first, last, attributes={"wardrobe_colour": f"#00000{n % 4}"})


def a_take(film: Film, n: int) -> UUID:
    """The same one whenever the same was done before; their ids are drawn by lot."""
    takes = queries.moment(film.log).takes
    numbered = sorted(takes, key=lambda id_: (takes[id_].state.shot, takes[id_].state.number))
    return numbered[n % len(numbered)] if numbered else UUID(int=1)


def level(film: Film, n: int) -> Target:
    return (Target("production", film.log), Target("scene", scene(film, n)), Target("shot", shot(film, n)))[n % 3]


def make(film: Film, n: int, stages: Sequence[str] | None = None) -> None:
    film.order(*[code for index, code in enumerate(film.shots) if n >> index & 1], stages=stages)
    pretend_all()


def make_differently(film: Film, n: int) -> None:
    """Remake with other contents: new generations of keys whose bytes were lost, other followers behind them."""
    film.order(include_approved=True, variations=n % 2 + 1)
    while claimed := take():
        pretend(claimed, f"{claimed.key} {n}")


def lose(film: Film, n: int) -> None:
    digests = [digest for trace in TraceRow.objects.order_by("id") for digest in trace.digests]
    artifact_store.note_missing([digests[n % len(digests)]] if digests else [])


STEPS: tuple[Step, ...] = (
    lambda film, n: commands.change_shot(film.by, film.log, shot(film, n), {"description": f"Shot {n % 3}."}),
    lambda film, n: commands.change_shot(film.by, film.log, shot(film, n), {"camera": CAMERAS[n % 2]}),
    lambda film, n: commands.change_shot(film.by, film.log, shot(film, n), {"frames": n % 2 + 2}),
    lambda film, n: commands.remove_shot(film.by, film.log, shot(film, n)),
    lambda film, n: commands.restore_shot(film.by, film.log, shot(film, n)),
    lambda film, n: commands.move_shot(film.by, film.log, shot(film, n), scene(film, n // 3), None, first=True),
    lambda film, n: commands.move_scene(film.by, film.log, scene(film, n), None),
    lambda film, n: commands.change_scene(film.by, film.log, scene(film, n), heading=f"EXT. QUAY {n % 2} - NIGHT"),
    lambda film, n: commands.remove_scene(film.by, film.log, scene(film, n)),
    lambda film, n: commands.restore_scene(film.by, film.log, scene(film, n)),
    lambda film, n: commands.set_parameter(film.by, film.log, level(film, n), "weather", ("rain", "snow")[n % 2]),
    lambda film, n: commands.set_parameter(film.by, film.log, level(film, n), "burn_in", n % 2 == 0),
    lambda film, n: commands.clear_parameter(film.by, film.log, level(film, n), "weather"),
    lambda film, n: commands.lock_parameter(film.by, film.log, level(film, n), "weather", "graded"),
    lambda film, n: commands.unlock_parameter(film.by, film.log, level(film, n), "weather"),
    lambda film, n: commands.change_reference(
        film.by, film.log, reference(film, n), {"attribute:wardrobe_colour": f"#00000{n % 3}"}
    ),
    lambda film, n: commands.change_look(film.by, film.log, reference(film, n), UUID(int=n % 2), look_change(film, n)),
    lambda film, n: commands.change_look(film.by, film.log, reference(film, n), UUID(int=n % 2), None),
    lambda film, n: commands.change_reference(film.by, film.log, reference(film, n), {"name": f"Mara {n}"}),
    lambda film, n: commands.merge_reference(film.by, film.log, reference(film, n), reference(film, n // 3)),
    lambda film, n: commands.lock_reference(film.by, film.log, reference(film, n), ""),
    lambda film, n: commands.unlock_reference(film.by, film.log, reference(film, n)),
    lambda film, n: commands.remove_reference(film.by, film.log, reference(film, n)),
    lambda film, n: commands.restore_reference(film.by, film.log, reference(film, n)),
    lambda film, n: commands.set_cast(
        film.by, film.log, shot(film, n), reference(film, n // 3), CastEntry(strength=("0.5", "1")[n % 2])
    ),
    lambda film, n: commands.remove_cast(film.by, film.log, shot(film, n), reference(film, n // 3)),
    lambda film, n: commands.set_continues(film.by, film.log, shot(film, n), shot(film, n // 3)),
    lambda film, n: commands.set_continues(film.by, film.log, shot(film, n), None),
    lambda film, n: commands.approve_take(film.by, film.log, a_take(film, n)),
    lambda film, n: commands.withdraw_approval(film.by, film.log, a_take(film, n), ""),
    lambda film, n: commands.pin_take(film.by, film.log, a_take(film, n), ""),
    lambda film, n: commands.unpin_take(film.by, film.log, a_take(film, n)),
    lambda film, n: commands.select_take(film.by, film.log, shot(film, n), a_take(film, n)),
    lambda film, n: film.order(),  # its work is left undone
    lambda film, n: pretend_all(),
    lambda film, n: make(film, n % 7 + 1),
    lambda film, n: make(film, n % 7 + 1, ["keyframe"]),
    make_differently,
    lose,
    lambda film, n: plan_cache.forget(film.log),
)
INDEX = st.integers(0, len(STEPS) - 1)
# The second part says what is done after a step: looked, or not, so that changes pile up, or undone as a whole.
PLAYS = st.lists(st.tuples(INDEX, st.integers(0, 200), st.sampled_from(["look", "go on", "roll back"])), max_size=14)


def play(film: Film, step: int, pick: int, then: str) -> None:
    """Do a step; what is rolled back is looked at before and after."""
    try:
        with transaction.atomic():
            STEPS[step](film, pick)
            if then == "roll back":
                agree(film)
                transaction.set_rollback(True)
    except ContinuityError as refused:
        assert 400 <= refused.status < 500
    if then != "go on":
        agree(film)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), PLAYS)
@by_itself
def test_a_plan_of_what_changed_is_the_plan_of_everything(made: bool, plays: list[tuple[int, int, str]]) -> None:
    film = small_film()
    if made:
        make(film, 7)
    agree(film)
    for step, pick, then in plays:
        play(film, step, pick, then)
    agree(film)
    agree_on_each(film)


def verdicts(film: Film, code: str) -> list[str]:
    return [line.verdict for line in planner.plan(film.log).plan.lines if line.shot == film.shots[code]]


@pytest.mark.django_db
def test_a_look_reaches_the_shots_of_the_places_within(film: Film) -> None:
    house = commands.add_reference(film.by, film.log, film.by.ids(), "location", "House").value
    kitchen = commands.add_reference(film.by, film.log, film.by.ids(), "location", "Kitchen", parent=house).value
    commands.set_cast(film.by, film.log, film.shots["one"], kitchen, CastEntry(role="place"))
    make(film, 7)
    assert planner.plan(film.log).plan.lines == ()
    commands.change_reference(film.by, film.log, house, {"description": "Bare brick."})
    assert verdicts(film, "one")[0] == "run"
    agree(film)


@pytest.mark.django_db
def test_work_for_one_shot_is_found_by_another_that_wants_the_same(film: Film) -> None:
    for code in ("one", "two"):
        commands.change_shot(film.by, film.log, film.shots[code], {"description": "Fog."})
    assert verdicts(film, "two")[0] == "run"
    film.make("one", stages=["prompt"])
    assert verdicts(film, "two")[0] == "reused"
    agree(film)


@pytest.mark.django_db
def test_lost_bytes_are_planned_and_healed_ones_are_not(film: Film) -> None:
    make(film, 7)
    assert planner.plan(film.log).plan.lines == ()
    digest = TraceRow.objects.order_by("-id")[0].digests[0]
    artifact_store.note_missing([digest])
    assert len(planner.plan(film.log).plan.lines) == 1
    agree(film)
    artifact_store.shelve([StoredFile(digest, 1, "text/plain")])
    assert planner.plan(film.log).plan.lines == ()


@pytest.mark.django_db
def test_the_only_shot_that_is_not_up_to_date_is_planned_no_more_once_it_is_removed(film: Film) -> None:
    make(film, 7)
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Rain."})
    assert verdicts(film, "one")
    commands.remove_shot(film.by, film.log, film.shots["one"])
    agree(film)
