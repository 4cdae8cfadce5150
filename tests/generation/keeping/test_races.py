"""Collecting while others work, edit, order and approve, each on a connection of its own: nothing is lost by it."""

from contextlib import suppress
from decimal import Decimal
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from events.errors import ContinuityError
from generation.artifacts import artifact_store, storage
from generation.artifacts.errors import ArtifactMissing
from generation.jobs.claiming import start
from generation.jobs.ending import commit
from generation.keeping import collecting, inventory
from generation.models import ArtifactRow, JobRow, TraceRow
from generation.planning import planner
from productions import commands, queries
from tests.generation.filming import Film, invented, pretend, pretend_all, small_film, take
from tests.generation.keeping.test_keeping import AT_ONCE, collect, described, digests, made
from tests.support.together import at_once


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed, so that other connections see it."""
    return small_film()


def ordered_and_made(film: Film) -> None:
    film.order("one")
    pretend_all()


def whole(film: Film) -> None:
    """Whatever jobs and takes the film rests on has its bytes, and the plan agrees."""
    ordered_and_made(film)
    assert not planner.plan(film.log, [film.shots["one"]]).plan.lines
    for digest in ArtifactRow.objects.filter(missing=False).values_list("digest", flat=True):
        assert storage.size(digest) is not None, "a dangling link"


def test_an_order_that_finds_its_work_made_and_a_collection_never_cross(live_film: Film) -> None:
    film = live_film
    made(film, "Fog.", "Rain.")
    for text in ("Fog.", "Rain.") * 5:
        described(film, text)
        at_once(partial(collect, film), partial(ordered_and_made, film), partial(collect, film), pretend_all)
        whole(film)


def test_approving_what_is_being_collected_keeps_it_or_comes_after(live_film: Film) -> None:
    film = live_film
    for index in range(6):
        old, _new = made(film, f"Fog {index}.", f"Rain {index}.")[-2:]

        def approve(take: Any = old) -> None:
            with suppress(ContinuityError):
                commands.approve_take(film.by, film.log, take)

        at_once(partial(collect, film), approve)
        kept = [storage.size(digest) is not None for digest in digests(film, old)]
        approved = queries.moment(film.log).takes[old].state.review == "approved"
        assert approved and (all(kept) or not any(kept))
        commands.withdraw_approval(film.by, film.log, old)


def test_a_commit_of_bytes_that_went_meanwhile_is_refused_and_made_good(live_film: Film) -> None:
    film = live_film
    described(film, "Fog.")
    film.order("one", stages=["prompt"])
    first = take()
    assert first and pretend(first, "the same")
    described(film, "Rain.")
    film.order("one", stages=["prompt"])
    claimed = take()
    assignment = start(claimed) if claimed else None
    assert claimed and assignment
    outputs = invented(assignment, "the same")  # the bytes are there: nothing is written
    assert collect(film).files == 1
    with pytest.raises(ArtifactMissing):
        commit(claimed, outputs, Decimal("0.5"))
    assert TraceRow.objects.count() == 1 and JobRow.objects.filter(state="running").count() == 1
    assert commit(claimed, invented(assignment, "the same"), Decimal("0.5"))
    whole(film)


def test_bytes_that_somebody_holds_are_left_alone_and_nobody_waits(live_film: Film) -> None:
    film = live_film
    old, _ = made(film, "Fog.", "Rain.")
    going, holding, done = digests(film, old), Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            assert artifact_store.hold(going) == going
            holding.set()
            assert done.wait(20)

    def try_to_collect() -> int:
        assert holding.wait(20)
        try:
            return collect(film).files
        finally:
            done.set()

    assert at_once(hold, try_to_collect) == [None, 0]
    assert collect(film).files == len(going)


def test_two_collections_at_once_tell_each_file_once(live_film: Film) -> None:
    film = live_film
    old, _ = made(film, "Fog.", "Rain.")
    going = inventory.look(AT_ONCE).going
    gone = at_once(*[partial(collecting.collect, film.by.actor, AT_ONCE, going)] * 3)
    assert sum(each.files for each in gone) == len(digests(film, old))
    whole(film)


def test_a_stray_that_is_stored_again_meanwhile_stays_or_is_missed(live_film: Film) -> None:
    """Whoever notes a file last finds it gone, or the remover finds it noted."""
    film = live_film
    for index in range(8):
        film.order("one", stages=["prompt"])
        described(film, f"Fog {index}.")
        film.order("one", stages=["prompt"])
        claimed = take()
        assignment = start(claimed) if claimed else None
        assert claimed and assignment
        (output,) = invented(assignment)
        (stray,) = [each for each in storage.each() if each.digest == output.digest]

        def committed(claim: Any = claimed, outputs: Any = (output,)) -> bool:
            try:
                return commit(claim, outputs, Decimal("0.5"))
            except ArtifactMissing:
                return False

        done, _ = at_once(committed, partial(collecting.remove_strays, [stray]))
        assert done == (storage.size(output.digest) is not None)
        pretend_all()
        if not done:
            assert commit(claimed, invented(assignment), Decimal("0.5"))
