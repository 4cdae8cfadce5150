"""Placing: what is written down with an order, and who need not wait meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uuid6
from django.db import connection, transaction

from generation.models import JobRow, SnapshotRow
from generation.orders import take_numbers
from generation.orders.composed import HELD_READS, READS, NeverStill
from generation.orders.job_rows import insert
from productions import commands, queries
from productions.commands import Target
from tests.generation.filming import Film, pretend_all, small_film
from tests.support.together import at_once


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed, so that other connections see it."""
    return small_film()


def unheld(act: Callable[[], object]) -> Callable[[], object]:
    """An act that fails where somebody holds what it needs."""

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
        return act()

    return run


@pytest.mark.django_db
def test_a_job_row_reads_back_as_it_was_written() -> None:
    row = JobRow(
        id=uuid6.uuid7(),
        order=uuid6.uuid7(),
        production=uuid6.uuid7(),
        person=uuid6.uuid7(),
        shot=uuid6.uuid7(),
        variation=2,
        language="de\\t\n\r\t",
        settings={"style": 'a\\n"b"\n\t', "x": None},
        pipeline=3,
        stage="motion",
        place=7,
        inputs="sha256:inputs",
        needs=[uuid6.uuid7(), uuid6.uuid7()],
        take_number=None,
        state="waiting",
    )
    bare = JobRow(
        id=uuid6.uuid7(),
        order=row.order,
        production=row.production,
        person=row.person,
        shot=row.shot,
        variation=1,
        stage="finish",
        place=8,
        inputs="sha256:inputs",
        take_number=4,
    )
    insert([row, bare])
    for each in (row, bare):
        read = JobRow.objects.get(id=each.id)
        names = [column.attname for column in JobRow._meta.concrete_fields if column.name != "made_at"]
        assert {name: getattr(read, name) for name in names} == {name: getattr(each, name) for name in names}
        assert read.made_at is not None


@pytest.mark.django_db
def test_take_numbers_go_on_where_jobs_and_takes_of_before_ended(film: Film) -> None:
    film.order("one", variations=2)
    pretend_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM generation_take_number")  # a database of before has no counters
    handed = take_numbers.hand_out({film.shots["one"]: 2, film.shots["two"]: 1})
    assert {shot: list(numbers) for shot, numbers in handed.items()} == {
        film.shots["one"]: [3, 4],
        film.shots["two"]: [1],
    }
    assert list(take_numbers.hand_out({film.shots["one"]: 1})[film.shots["one"]]) == [5]


def test_an_order_keeps_nobody_from_editing_its_shots(live_film: Film) -> None:
    """Another connection edits, locks and sets the style while the order is not committed yet."""
    film = live_film
    shot, other = film.shots["one"], film.shots["two"]
    with transaction.atomic():
        film.order()
        at_once(
            unheld(lambda: commands.change_shot(film.by, film.log, shot, {"description": "The rope is gone."})),
            unheld(lambda: commands.lock_parameter(film.by, film.log, Target("shot", other), "style", "decided")),
            unheld(lambda: commands.set_parameter(film.by, film.log, Target("production", film.log), "grade", "warm")),
        )
    assert len(pretend_all()) == 12


@contextmanager
def edited_meanwhile(film: Film, times: int) -> Iterator[list[str]]:
    """So often, when an order asks whether what it read still stands, somebody has just edited it; yields how."""
    edits: list[str] = []

    def disturbed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "AS before (id, version)" in sql and len(edits) < times:
            edits.append(f"The rope is gone, {len(edits)}.")
            shot, said = film.shots["one"], edits[-1]
            at_once(unheld(lambda: commands.change_shot(film.by, film.log, shot, {"description": said})))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(disturbed):
        yield edits


def lock_a_style(film: Film) -> None:
    lock = Target("shot", film.shots["two"])
    at_once(unheld(lambda: commands.lock_parameter(film.by, film.log, lock, "style", "decided")))


@pytest.mark.parametrize("times", [READS, READS + HELD_READS - 1])
def test_an_order_of_a_film_that_hardly_stands_still_keeps_nobody_waiting_either(live_film: Film, times: int) -> None:
    film = live_film
    with transaction.atomic():
        with edited_meanwhile(film, times) as edits:
            film.order()
        lock_a_style(film)
    assert len(edits) == times
    assert len(pretend_all()) == 12
    carried = SnapshotRow.objects.filter(digest__in=JobRow.objects.filter(shot=film.shots["one"]).values("inputs"))
    assert all(edits[-1] in each.document for each in carried) and carried, "it is of the film as it was at last"


def test_an_order_of_a_film_that_never_stands_still_is_refused_and_holds_nothing(live_film: Film) -> None:
    film = live_film
    with transaction.atomic():
        with edited_meanwhile(film, 1000) as edits, pytest.raises(NeverStill) as refused:
            film.order()
        lock_a_style(film)
    assert (len(edits), refused.value.status, JobRow.objects.exists()) == (READS + HELD_READS, 409, False)


def test_a_state_that_moved_while_it_was_read_is_told(live_film: Film) -> None:
    film = live_film
    moment = queries.moment(film.log)
    assert queries.unmoved(moment)
    at_once(lambda: commands.change_shot(film.by, film.log, film.shots["one"], {"description": "The rope is gone."}))
    assert not queries.unmoved(moment)
