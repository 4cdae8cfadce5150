"""Commands over streams: whose stream it is, which version was seen, and races that are lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from uuid6 import uuid7

from events import store
from events.errors import NotFound, StreamConflict
from events.execution import Batch, Context, execute
from productions import commands, queries
from productions.domain.scene import scene
from productions.domain.shot import ChangeShot, shot
from tests.support.making import context, production
from tests.support.together import at_once


def description(log: UUID, id_: UUID) -> str | None:
    return queries.moment(log).shots[id_].state.description


def describing(by: Context, log: UUID, id_: UUID, text: str) -> Callable[[], Any]:
    return lambda: commands.change_shot(by, log, id_, {"description": text})


def first_shot(log: UUID) -> UUID:
    return queries.ordered_shots(queries.moment(log))[0]


@pytest.mark.django_db
def test_a_stream_that_has_not_begun_is_not_there_until_it_is_begun() -> None:
    by, log, nowhere = context(), uuid7(), uuid7()
    batch = Batch(by, log)
    with pytest.raises(NotFound, match="no such shot"):
        batch.decide(shot, nowhere, ChangeShot("size", "wide"))
    batch.begin(shot, nowhere)
    assert batch.load(shot, nowhere).version == 0


@pytest.mark.django_db
def test_a_stream_is_of_one_category_also_when_it_is_loaded_already() -> None:
    by = context()
    log = production(by)
    batch = Batch(by, log)
    batch.load(shot, first_shot(log))
    with pytest.raises(NotFound, match="no such scene"):
        batch.load(scene, first_shot(log))
    with pytest.raises(NotFound, match="no such shot"):
        Batch(by, uuid7()).load(shot, first_shot(log))
    with pytest.raises(NotFound):
        Batch(by, log).preload(shot, [first_shot(log)], log=uuid7(), begun=False)


@pytest.mark.django_db
def test_the_version_expected_is_the_one_that_the_batch_read() -> None:
    by = context()
    log = production(by)
    edited = commands.change_shot(by, log, first_shot(log), {"size": "wide", "camera": "static"}, 1)
    assert [event.version for event in edited.events] == [2, 3]
    with pytest.raises(StreamConflict):
        commands.change_shot(by, log, first_shot(log), {"size": "wide", "camera": "static"}, 1)


@pytest.mark.parametrize("races", [2, 3, 7])
def test_who_names_no_version_wins_in_the_end_however_many_races_are_lost(live_database: str, races: int) -> None:
    by = context()
    log = production(by)
    id_, lost = first_shot(log), iter(range(races))
    held = []

    def work(batch: Batch) -> None:
        batch.load(shot, id_)
        held.append(batch.contested)
        for nth in lost:
            at_once(describing(by, log, id_, f"Rain {nth}."))
            break
        batch.decide(shot, id_, ChangeShot("description", "Snow."))

    receipt = execute(by, log, work)
    assert receipt.versions == {id_: races + 2}
    assert held == [frozenset()] * min(races + 1, 3) + [frozenset({id_})] * (races - 2)
    assert description(log, id_) == "Snow."


def test_over_several_streams_three_lost_races_are_enough(live_database: str) -> None:
    by = context()
    log = production(by)
    shots = queries.ordered_shots(queries.moment(log))[:2]
    tries: list[frozenset[UUID]] = []

    def work(batch: Batch) -> None:
        batch.preload(shot, shots)
        at_once(describing(by, log, shots[0], f"Rain {len(tries)}."))
        tries.append(batch.contested)
        for each in shots:
            batch.decide(shot, each, ChangeShot("description", "Snow."))

    with pytest.raises(StreamConflict):
        execute(by, log, work)
    assert tries == [frozenset()] * 3


def test_many_who_name_no_version_all_succeed_on_one_stream(live_database: str) -> None:
    by = context()
    log = production(by)
    writers = [describing(by, log, first_shot(log), f"Text {nth}.") for nth in range(12)]
    at_once(*writers)
    assert len(store.read_stream(first_shot(log))) == 1 + len(writers)
