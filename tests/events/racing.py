"""Writers that race to commit, two logs for them to write to, and what a follower must have seen afterwards."""

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from events import store
from tests.events.making import new_event
from tests.support.waiting import eventually

WRITERS = 6
TRANSACTIONS = 50
ROLLED_BACK = 0.15
LONGEST_WORK = 0.004  # seconds between an append and its commit

Seen = tuple[int, UUID, int, UUID]
"""A follower's checkpoint after an event, with the event's stream, version and id."""


class Log(Protocol):
    def write(self, events: Sequence[store.NewEvent]) -> None: ...
    def read(self, after: int) -> list[Seen]: ...


class Numbered:
    """The log as it is: followers read by the number that the sequencer gave."""

    def write(self, events: Sequence[store.NewEvent]) -> None:
        store.append(events)

    def read(self, after: int) -> list[Seen]:
        return [(event.number or 0, event.stream, event.version, event.event_id) for event in store.read_all(after)]


class Naive:
    """The log as one would first write it: followers read `id > checkpoint` from a column that counts up."""

    def write(self, events: Sequence[store.NewEvent]) -> None:
        rows = [(event.stream, event.version, event.event_id) for event in events]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO naive (stream, version, event_id) VALUES (%s, %s, %s)", rows)

    def read(self, after: int) -> list[Seen]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, stream, version, event_id FROM naive WHERE id > %s ORDER BY id", [after])
            return list(cursor.fetchall())


@dataclass(slots=True)
class Race:
    """What was committed and what the follower saw, in its order."""

    committed: list[UUID]
    seen: list[Seen]

    def check(self) -> None:
        """Every committed event exactly once, without a gap, each stream in order."""
        assert sorted(event_id for _, _, _, event_id in self.seen) == sorted(self.committed)
        assert [number for number, _, _, _ in self.seen] == list(range(1, len(self.seen) + 1))
        versions: dict[UUID, int] = {}
        for _, stream, version, _ in self.seen:
            assert version == versions.get(stream, 0) + 1
            versions[stream] = version


class _RolledBack(Exception):
    pass


def run(log: Log, settled: Callable[[], bool]) -> Race:
    """Let all writers race while one follower reads; `settled` says when nothing more can come."""
    race = Race([], [])
    done = threading.Event()
    follower = threading.Thread(target=_follow, args=(log, race, done))
    follower.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        for ids in pool.map(lambda seed: _write(log, seed), range(WRITERS)):
            race.committed += ids
    eventually(settled)
    done.set()
    follower.join()
    return race


def _write(log: Log, seed: int) -> list[UUID]:
    chance = random.Random(seed)
    first = new_event()
    version, committed = 0, []
    for _ in range(TRANSACTIONS):
        batch = [new_event(first.stream, version + nth + 1) for nth in range(chance.randint(1, 4))]
        try:
            with transaction.atomic():
                log.write(batch)
                _work(chance.random() * LONGEST_WORK)
                if chance.random() < ROLLED_BACK:
                    raise _RolledBack
        except _RolledBack:
            continue
        version += len(batch)
        committed += [event.event_id for event in batch]
    connection.close()
    return committed


def _work(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def _follow(log: Log, race: Race, done: threading.Event) -> None:
    """Read until a look that began after `done` finds nothing."""
    while True:
        last_look = done.is_set()
        events = log.read(race.seen[-1][0] if race.seen else 0)
        race.seen += events
        if last_look and not events:
            break
    connection.close()
