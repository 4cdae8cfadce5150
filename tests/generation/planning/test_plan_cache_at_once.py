"""Plans from outlooks while others edit and plan: nothing is missed, nobody waits, and the end is the plan of all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from generation.models import NoteRow, OutlookBasisRow, OutlookRow
from generation.planning import plan_cache, planner
from generation.planning.resolved_shots import survey
from productions import commands
from tests.generation.filming import Film, small_film
from tests.generation.planning.test_plan_cache import agree, make
from tests.support.together import at_once


def committed(act: Callable[[], Any]) -> Any:
    """Do something in a thread, on a connection of its own, and commit it."""
    (result,) = at_once(act)
    return result


@pytest.fixture
def live(live_database: str) -> Film:
    """The small film, made and looked at, for other connections too."""
    film = small_film()
    make(film, 7)
    agree(film)
    return film


def planned(film: Film) -> set[str]:
    """The codes of the shots that a plan names."""
    names = {id_: code for code, id_ in film.shots.items()}
    return {names[line.shot] for line in planner.plan(film.log).plan.lines}


def edit(film: Film, code: str) -> None:
    commands.change_shot(film.by, film.log, film.shots[code], {"description": f"{code}, in heavy rain."})


def edit_often(film: Film, code: str) -> None:
    for _ in range(3):
        edit(film, code)


def test_an_edit_that_commits_after_a_later_one_was_planned_is_not_missed(live: Film) -> None:
    with transaction.atomic():
        edit(live, "one")
        committed(lambda: edit(live, "two"))
        assert committed(lambda: planned(live)) == {"two"}
    assert planned(live) == {"one", "two"}
    agree(live)


def test_an_edit_during_a_plan_is_seen_by_the_next(live: Film) -> None:
    edit(live, "one")
    with transaction.atomic():
        assert planned(live) == {"one"}
        committed(lambda: edit(live, "one"))
        committed(lambda: edit(live, "two"))
    assert planned(live) == {"one", "two"}
    agree(live)


def test_a_second_plan_at_the_same_time_waits_for_nobody_and_keeps_nothing(live: Film) -> None:
    edit(live, "one")
    with transaction.atomic():
        assert planned(live) == {"one"}
        assert committed(lambda: planned(live)) == {"one"}
    assert not NoteRow.objects.filter(production=live.log).exists()
    agree(live)


def test_what_was_removed_stands_nowhere_while_somebody_else_keeps_that(live: Film) -> None:
    commands.remove_shot(live.by, live.log, live.shots["one"])
    with transaction.atomic():
        planned(live)
        standing = committed(lambda: plan_cache.standings(live.log)[0])
    assert standing.keys() == {live.shots["two"], live.shots["three"]}
    agree(live)


def test_a_plan_that_is_rolled_back_leaves_no_trace(live: Film) -> None:
    with transaction.atomic():
        edit(live, "one")
        assert planned(live) == {"one"}
        transaction.set_rollback(True)
    assert planned(live) == set()
    agree(live)


def waits_for_the_disk(film: Film) -> bool:
    """Whether the commit of the transaction, in which an edit is planned, waits until it is written."""
    edit(film, "one")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        assert planned(film) == {"one"}
        cursor.execute("SHOW synchronous_commit")
        return bool(cursor.fetchone() == ("on",))


def test_an_edit_that_is_planned_in_its_own_transaction_is_written_as_surely_as_any(live: Film) -> None:
    with transaction.atomic():
        assert waits_for_the_disk(live)


def test_for_a_plan_alone_nobody_waits_until_it_is_written(live: Film) -> None:
    edit(live, "one")
    with CaptureQueriesContext(connection) as looks:
        planned(live)
    assert sum("set_config('synchronous_commit', 'off', true)" in each["sql"] for each in looks) == 1
    agree(live)


def test_plans_and_edits_at_once_end_in_agreement(live: Film) -> None:
    at_once(
        *[partial(edit_often, live, code) for code in live.shots],
        *[lambda: [planned(live) for _ in range(6)]] * 3,
    )
    agree(live)


@pytest.mark.django_db
def test_another_program_or_other_parameters_plan_everything_anew() -> None:
    film = small_film()
    agree(film)
    OutlookBasisRow.objects.filter(production=film.log).update(program="an older one")
    OutlookRow.objects.filter(production=film.log).update(telling=None)
    agree(film)


@pytest.mark.django_db
def test_a_plan_costs_as_many_looks_for_one_edit_as_for_three(film: Film) -> None:
    make(film, 7)
    edit(film, "one")
    agree(film)  # what work costs is known from here on
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Fog."})
    with CaptureQueriesContext(connection) as one:
        planner.plan(film.log)
    for code in film.shots:
        commands.change_shot(film.by, film.log, film.shots[code], {"description": "Snow."})
    with CaptureQueriesContext(connection) as three:
        planner.plan(film.log)
    assert len(three) == len(one) + 1, "of several the order in the film is asked for"


@pytest.mark.django_db
def test_where_all_is_up_to_date_and_nothing_changed_one_look_says_so(film: Film) -> None:
    make(film, 7)
    planner.plan(film.log)
    with CaptureQueriesContext(connection) as looks:
        assert planner.plan(film.log).plan.lines == ()
    assert len(looks) == 1


@pytest.mark.django_db
def test_a_plan_costs_as_many_looks_in_a_longer_film_and_resolves_what_changed_alone(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []
    for more in (0, 40):
        for number in range(more):
            fields: Any = {"description": f"Shot {number}.", "frames": 2}
            commands.add_shot(film.by, film.log, film.by.ids(), film.scenes["quay"], fields)
        agree(film)
        commands.change_shot(film.by, film.log, film.shots["one"], {"description": f"{more} boats."})
        with CaptureQueriesContext(connection) as captured, resolved(monkeypatch) as shots:
            planner.plan(film.log)
        costs.append((len(captured), shots))
    assert costs[0] == costs[1]
    assert costs[0][1] == [1]


@contextmanager
def resolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many shots each survey of the block looks at."""
    seen: list[int] = []

    def counting(*args: Any) -> Any:
        surveyed = survey(*args)
        seen.append(len(surveyed.inputs))
        return surveyed

    with monkeypatch.context() as patch:
        patch.setattr(plan_cache, "survey", counting)
        yield seen
