"""The inventory: every stored file with why it stays, or that it could go. Nothing is changed by looking."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from generation.domain.keeping import Policy, PricedTrace, Prices, Reason, worth_removing
from generation.keeping import holds
from generation.models import ArtifactRow, FilmExportRow, JobRow, TraceRow
from generation.planning.price_list import price_list
from productions import queries

GIGABYTE = 10**9
_BEFORE = "SELECT clock_timestamp() - make_interval(days => %s)"


def policy() -> Policy:
    """Return what the settings of the installation say is kept, at what the studio's devices cost now."""
    said: dict[str, Any] = settings.KEEPING
    prices, now = price_list(), _ago(0)
    return Policy(
        takes=said["takes"],
        days=said["days"],
        months=said["months"],
        byte_price=said["gigabyte_price"] / GIGABYTE,
        second_prices={device: prices.rate(device, now) for device in prices.rates if prices.knows(device, now)},
        currency=prices.currency,
        films=said["films"],
    )


def long_ago(rules: Policy) -> datetime:
    """Return the time before which files must have been used last to go, on the database's clock."""
    return _ago(rules.days)


def _ago(days: int) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [days])
        moment: datetime = cursor.fetchone()[0]
    return moment


class Tally(NamedTuple):
    """How many files, and how many bytes."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """Why each stored file stays, by digest, and which may go; `sizes` in bytes."""

    sizes: Mapping[str, int]
    kept: Mapping[str, Reason]
    going: tuple[str, ...]
    prices: Prices

    def tally(self) -> dict[Reason, Tally]:
        """Return how much stays for each reason."""
        counted: dict[Reason, Tally] = {}
        for digest, reason in self.kept.items():
            files, size = counted.get(reason, (0, 0))
            counted[reason] = Tally(files + 1, size + self.sizes[digest])
        return counted

    @property
    def freed(self) -> Tally:
        """How much may go."""
        return Tally(len(self.going), sum(self.sizes[digest] for digest in self.going))

    @property
    def seconds(self) -> dict[str, Decimal]:
        """The seconds by class of device that making all of it again would take, each trace once."""
        going = set(self.going)
        total: dict[str, Decimal] = defaultdict(Decimal)
        for made in self.prices.made.values():
            if going.intersection(made.digests):
                total[made.device_class] += made.seconds
        return dict(total)

    @property
    def making(self) -> Decimal:
        """What that would cost."""
        prices = self.prices.policy.second_prices
        return sum((prices[device] * seconds for device, seconds in self.seconds.items()), Decimal(0))


def look(rules: Policy) -> Inventory:
    """Look through all stored files."""
    known = _Known.read(None)
    rows = ArtifactRow.objects.filter(missing=False, apart=False).values_list("digest", "size")
    sizes = dict(rows)
    held = known.held(rules, None)
    traced = {digest for made in known.made.values() for digest in made.digests}
    for digests in FilmExportRow.objects.values_list("digests", flat=True):
        held.update((digest, "film file") for digest in sizes.keys() & digests if digest not in traced)
    for digest in sizes.keys() - traced:
        held.setdefault(digest, "not made here")
    prices = Prices(rules, known.made, frozenset(held))
    going = worth_removing(prices, {digest: size for digest, size in sizes.items() if digest not in held})
    kept: dict[str, Reason] = {digest: held.get(digest, "dear to make") for digest in sizes if digest not in going}
    return Inventory(sizes, kept, tuple(sorted(going)), prices)


def count_evicted() -> int:
    """Return how many files were removed to free room and are not back."""
    return ArtifactRow.objects.exclude(evicted_at=None).count()


def naming(digests: Collection[str]) -> dict[UUID, set[UUID]]:
    """Return the productions that name any of some files, through jobs or takes, each with the shots concerned."""
    shots = _Known.read(digests).shots
    for digest in digests:
        for log, _, take in queries.takes_naming(digest):
            if take.shot:
                shots[log].add(take.shot)
    return dict(shots)


def held_of(rules: Policy, digests: Collection[str]) -> dict[str, Reason]:
    """Return which of some files are held now, with why; only the shots that name them are looked at."""
    held = _Known.read(digests).held(rules, naming(digests))
    return {digest: reason for digest, reason in held.items() if digest in set(digests)}


@dataclass(frozen=True, slots=True)
class _Known:
    """Traces by key, when each was used last, and the keys and shots of the jobs of each production."""

    made: Mapping[str, PricedTrace]
    used: Mapping[str, datetime]
    keys: Mapping[UUID, Collection[str]]
    shots: dict[UUID, set[UUID]]

    @classmethod
    def read(cls, digests: Collection[str] | None) -> "_Known":
        """Read all traces, or those that name some files."""
        rows = TraceRow.objects.order_by("generation")
        if digests is not None:
            rows = rows.filter(digests__overlap=list(digests))
        traces = list(rows.values_list("key", "digests", "seconds", "device_class", "made_at"))
        used: dict[str, datetime] = {}
        keys: dict[UUID, set[str]] = defaultdict(set)
        shots: dict[UUID, set[UUID]] = defaultdict(set)
        needs: dict[str, set[UUID]] = defaultdict(set)
        made_by: dict[UUID, str] = {}
        for job in _jobs(None if digests is None else [trace[0] for trace in traces]):
            made_by[job.id] = job.key
            keys[job.production].add(job.key)
            shots[job.production].add(job.shot)
            needs[job.key].update(job.needs)
            last = job.ended_at or job.made_at
            used[job.key] = max(used.get(job.key, last), last)
        made: dict[str, PricedTrace] = {}
        for key, named, seconds, device, made_at in traces:
            upstream = tuple(made_by[need] for need in needs[key] if need in made_by)
            before = made[key].digests if key in made else ()
            made[key] = PricedTrace(key, tuple(dict.fromkeys((*before, *named))), seconds, device, upstream)
            used[key] = max(used.get(key, made_at), made_at)
        return cls(made, used, keys, shots)

    def held(self, rules: Policy, shots: Mapping[UUID, Collection[UUID]] | None) -> dict[str, Reason]:
        """Return the digests that stay for a reason of the film, or since they were used lately, with why.

        Of `shots` by production alone, or of all productions where these are None.
        """
        since = long_ago(rules)
        held: dict[str, Reason] = {}
        for production in sorted(self.keys if shots is None else shots):
            for digest, reason in holds.of_production(production, rules, shots and shots[production]).items():
                held.setdefault(digest, reason)
            if holds.is_exported(production, since):
                self._hold(held, "exported", self.keys.get(production, ()))
        self._hold(held, "used lately", (key for key, last in self.used.items() if last >= since))
        return held

    def _hold(self, held: dict[str, Reason], reason: Reason, keys: Iterable[str]) -> None:
        for key in keys:
            for digest in self.made[key].digests if key in self.made else ():
                held.setdefault(digest, reason)


class _Job(NamedTuple):
    id: UUID
    key: str
    production: UUID
    shot: UUID
    needs: Collection[UUID]
    made_at: datetime
    ended_at: datetime | None


def _jobs(keys: Collection[str] | None) -> Iterator[_Job]:
    """The jobs that made or found something, all of them or those of some keys."""
    rows = JobRow.objects.filter(generation__isnull=False)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    yield from (_Job(*row) for row in rows.values_list(*_Job._fields).iterator())
