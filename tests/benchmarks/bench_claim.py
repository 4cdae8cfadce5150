"""Claims among 50,000 ready actions: of one production, of many that share the devices, and by several at once."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from generation.domain.needs import GIB, Needs, Offer
from generation.jobs.claiming import claim
from generation.jobs.locking import close, end_attempt
from generation.models import ActionRow, NeedsRow, UsageRow
from tests.benchmarks.bench_log import server
from tests.benchmarks.measuring import Samples, heading, show
from tests.support import databases

NAME = "claim"
READY = 50_000
TIMES = 200
AT_ONCE = 4
AIM = "p95 < 5 ms"
KINDS = tuple(f"{name}/1/bench/1" for name in ("keyframe", "motion", "interpolate", "narration", "mix", "check"))
EVERYTHING = Offer(KINDS, ("cpu",), 64 * GIB, ("bench",))
RARE = Offer(KINDS, ("gpu", "bench-80g"), 80 * GIB)


_READY = """
INSERT INTO generation_action
    (key, kind, needs_id, production, person, state, wanted_at, place, token, attempts, worker, step, steps)
SELECT 'sha256:' || encode(sha256(convert_to(%(needs)s::text || n, 'UTF8')), 'hex'), 'bench', needs[n %% %(kinds)s + 1],
       md5('production ' || n %% %(productions)s)::uuid,
       md5('person ' || n %% %(productions)s || ' ' || n / %(productions)s %% %(people)s)::uuid,
       'ready', clock_timestamp() + n * interval '1 microsecond', n, 0, 0, '', 0, 0
FROM generate_series(1, %(number)s) n, (SELECT %(needs)s::bigint[]) AS asked (needs)
"""


def ready(productions: int, people: int, number: int = READY, needs: Needs | None = None) -> None:
    """Make actions of productions and people in turn, of each kind in turn."""
    wants = needs or Needs(memory=GIB, model="bench")
    asked = [
        NeedsRow.objects.get_or_create(kind=kind, device=wants.device, memory=wants.memory, model=wants.model)[0].id
        for kind in KINDS
    ]
    made: dict[str, Any] = {
        "needs": asked,
        "kinds": len(KINDS),
        "productions": productions,
        "people": people,
        "number": number,
    }
    with connection.cursor() as cursor:
        cursor.execute(_READY, made)


def settle() -> None:
    """Let the server's own upkeep be done before anything is measured."""
    with connection.cursor() as cursor:
        for table in (ActionRow, NeedsRow, UsageRow):
            cursor.execute(f"VACUUM ANALYZE {table._meta.db_table}")


def claims(offer: Offer, times: int = TIMES, worker: str = "bench") -> Samples:
    """Claim one action after another and end each; only the claim counts."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        got = claim(worker, offer, 30)
        seconds.append(time.perf_counter() - begin)
        assert got, "there is work"
        end_attempt(got.action, got.token, "done")
        close(ActionRow.objects.get(id=got.action), "done")
    return Samples(seconds[5:])


def at_once(act: Callable[[int], Samples]) -> Samples:
    """Let several workers claim at the same time, each on a connection of its own."""
    made: list[Samples] = []

    def work(number: int) -> None:
        made.append(act(number))
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Samples([second for each in made for second in each.seconds])


def cleared() -> None:
    """Take away what was made."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE generation_action, generation_needs, generation_usage CASCADE")


def cases() -> Iterable[tuple[str, int, int]]:
    return (
        ("of one production and person", 1, 1),
        ("of 10 productions, 3 people each", 10, 3),
        ("of 50 productions, 4 people each", 50, 4),
    )


def measure() -> None:
    """Print the table."""
    heading(f"claim: {READY:,} ready actions of {len(KINDS)} kinds")
    for what, productions, people in cases():
        cleared()
        ready(productions, people)
        settle()
        show(what, claims(EVERYTHING), AIM)
        if productions == 10:
            show(f"... by {AT_ONCE} workers at once", at_once(lambda n: claims(EVERYTHING, TIMES, f"bench {n}")), AIM)
            ready(2, 1, 300, Needs("gpu", 40 * GIB))
            settle()
            show("... by the one that can run 300 of them", claims(RARE), AIM)


def main() -> None:
    """Measure on a server of its own, where nobody sweeps away work that no job waits for."""
    with server() as (_, place):
        databases.ensure_template(place)
        databases.clone(place, NAME)
        databases.point_default_at(place.admin(NAME))
        measure()
        connection.close()


if __name__ == "__main__":
    main()
