"""Work of a farm in virtual time: real claims and endings on rows of a real queue, by workers whose work is a number.

The clock of the database is replaced for one session by one that stands still until it is moved, so that every
statement that asks for the time is as it is in earnest.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
from django.db import connection, transaction

from generation.domain.needs import Needs, Offer
from generation.jobs.claiming import Claim, claim
from generation.jobs.locking import close, end_attempt
from generation.models import ActionRow, NeedsRow

BEGIN = datetime(2030, 1, 1, tzinfo=UTC)
_CLOCK = """
CREATE SCHEMA virtual;
CREATE FUNCTION virtual.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT current_setting('virtual.now')::timestamptz $$;
CREATE FUNCTION virtual.statement_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT current_setting('virtual.now')::timestamptz $$;
GRANT USAGE ON SCHEMA virtual TO PUBLIC"""
LEASE = 10.0**6

SetClock = Callable[[float], None]


@contextmanager
def virtual_time(owner_url: str) -> Iterator[SetClock]:
    """Let the default connection live in virtual time; yields what sets it, in seconds from its beginning."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(_CLOCK)

    def set_clock(seconds: float) -> None:
        with connection.cursor() as cursor:
            now = BEGIN + timedelta(seconds=seconds)
            cursor.execute("SELECT set_config('virtual.now', %s, false)", [now.isoformat()])

    with connection.cursor() as cursor:
        cursor.execute("SET search_path = virtual, pg_catalog, public")
    set_clock(0)
    try:
        yield set_clock
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Job:
    """Work of so many seconds on a device of a class, for a production, behind others by their places in the list."""

    production: UUID
    kind: str
    seconds: float
    device: str = "cpu"
    behind: tuple[int, ...] = ()
    at: float = 0.0


@dataclass(slots=True)
class Outcome:
    """When each job began and ended. `busy` and `there` are device-seconds while more was ready than workers idle."""

    began: dict[int, float] = field(default_factory=dict)
    ended: dict[int, float] = field(default_factory=dict)
    opened: dict[int, float] = field(default_factory=dict)
    busy: float = 0.0
    there: float = 0.0

    @property
    def makespan(self) -> float:
        """Seconds until all is done."""
        return max(self.ended.values())

    @property
    def utilisation(self) -> float:
        """The share of the devices that worked while more was ready than they could take."""
        return self.busy / self.there if self.there else 1.0

    def waits(self, jobs: Sequence[Job], production: UUID) -> list[float]:
        """Return how long each job of a production was ready before it began."""
        return [self.began[n] - self.opened[n] for n, job in enumerate(jobs) if job.production == production]


def lower_bound(jobs: Sequence[Job], workers: Sequence[Offer]) -> float:
    """Return the seconds below which nobody can be: all work of a class on all its devices, and the longest chain."""
    there = Counter(offer.device for offer in workers)
    work: dict[str, float] = defaultdict(float)
    chain: list[float] = []
    for job in jobs:
        work[job.device] += job.seconds
        chain.append(job.seconds + max([job.at, *(chain[before] for before in job.behind)]))
    return max(*(seconds / there[device] for device, seconds in work.items()), *chain)


class Farm:
    """Jobs that come before those that stand behind them, and workers by what they offer."""

    def __init__(self, jobs: Sequence[Job], workers: Sequence[Offer], set_clock: SetClock) -> None:
        self.jobs, self.workers, self.set_clock = jobs, workers, set_clock
        self.there = Counter(offer.device for offer in workers)
        self.outcome, self.now = Outcome(), 0.0
        self.ready: Counter[str] = Counter()
        self.running: list[tuple[float, int, int, Claim]] = []
        self.idle = list(range(len(workers)))
        self.left = [len(job.behind) for job in jobs]
        self.followers: dict[int, list[int]] = defaultdict(list)
        self.number: dict[int, int] = {}
        self._needs: dict[tuple[str, str], NeedsRow] = {}
        for n, job in enumerate(jobs):
            for before in job.behind:
                self.followers[before].append(n)
        self.later = sorted(((job.at, n) for n, job in enumerate(jobs) if job.at and not job.behind), reverse=True)

    def run(self) -> Outcome:
        """Do all the work."""
        self._open([n for n, job in enumerate(self.jobs) if not job.behind and not job.at])
        while len(self.outcome.ended) < len(self.jobs):
            self._claim()
            self._go_on()
        return self.outcome

    def _claim(self) -> None:
        """Whoever is idle and could run what is ready gets something."""
        for worker in list(self.idle) if self.ready.total() else ():
            offer = self.workers[worker]
            if self.ready[offer.device]:
                claimed = claim(f"worker {worker}", offer, LEASE)
                assert claimed, "a worker stands idle beside work that it can run"
                n = self.number[claimed.action]
                self.idle.remove(worker)
                self.ready[offer.device] -= 1
                self.outcome.began[n] = self.now
                heapq.heappush(self.running, (self.now + self.jobs[n].seconds, worker, n, claimed))

    def _go_on(self) -> None:
        """Let time pass until something ends or is asked for."""
        after = min(self.running[0][0] if self.running else float("inf"), self.later[-1][0] if self.later else 1e18)
        for device, there in self.there.items():
            if self.ready[device]:
                idle = sum(self.workers[worker].device == device for worker in self.idle)
                self.outcome.busy += (there - idle) * (after - self.now)
                self.outcome.there += there * (after - self.now)
        self.now = after
        self.set_clock(after)
        opened = []
        while self.later and self.later[-1][0] <= after:
            opened.append(self.later.pop()[1])
        with transaction.atomic():  # as work ends in earnest, with what is opened behind it
            while self.running and self.running[0][0] <= after:
                opened += self._end(*heapq.heappop(self.running)[1:])
            self._open(opened)

    def _end(self, worker: int, n: int, claimed: Claim) -> Iterator[int]:
        end_attempt(claimed.action, claimed.token, "done")
        close(ActionRow(id=claimed.action), "done")
        self.outcome.ended[n] = self.now
        self.idle.append(worker)
        for follower in self.followers[n]:
            self.left[follower] -= 1
            if not self.left[follower]:
                yield follower

    def _open(self, some: Sequence[int]) -> None:
        rows = [
            ActionRow(
                key=f"sha256:{n:064x}",
                kind=self.jobs[n].kind,
                needs=self._asked(self.jobs[n]),
                production=self.jobs[n].production,
                person=self.jobs[n].production,
                wanted_at=BEGIN + timedelta(seconds=self.jobs[n].at),
                available_at=BEGIN,
                place=n,
            )
            for n in some
        ]
        for n, row in zip(some, ActionRow.objects.bulk_create(rows), strict=True):
            self.number[row.id] = n
            self.outcome.opened[n] = self.now
            self.ready[self.jobs[n].device] += 1

    def _asked(self, job: Job) -> NeedsRow:
        known = (job.kind, job.device)
        if known not in self._needs:
            needs = Needs(job.device)
            self._needs[known], _ = NeedsRow.objects.get_or_create(
                kind=job.kind, device=needs.device, memory=needs.memory, model=needs.model
            )
        return self._needs[known]


def simulated(jobs: Sequence[Job], workers: Sequence[Offer], set_clock: SetClock) -> Outcome:
    """Do all the work in virtual time, and return how it went."""
    return Farm(jobs, workers, set_clock).run()
