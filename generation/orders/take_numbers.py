"""Take numbers: handed out per shot when an order is placed; unused ones stay gaps.

The counter of a shot is held until the order is written, so that orders of one shot count one after the other, while
orders of other shots, and all who edit, go on.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import connection

# The takes and jobs of before are asked only for a shot that has no counter yet.
_HAND_OUT = """
INSERT INTO generation_take_number AS known (shot, highest, given)
SELECT wanted.shot, wanted.count + CASE WHEN before.shot IS NOT NULL THEN 0 ELSE greatest(
        coalesce((SELECT max(j.take_number) FROM generation_job j WHERE j.shot = wanted.shot), 0),
        coalesce((SELECT max(t.number) FROM productions_take t WHERE t.shot = wanted.shot), 0)) END, wanted.count
FROM unnest(%s::uuid[], %s::int[]) AS wanted (shot, count)
LEFT JOIN generation_take_number before ON before.shot = wanted.shot
ORDER BY wanted.shot
ON CONFLICT (shot) DO UPDATE SET highest = greatest(known.highest + EXCLUDED.given, EXCLUDED.highest),
    given = EXCLUDED.given
RETURNING known.shot, known.highest, known.given
"""


def hand_out(counts: Mapping[UUID, int]) -> Mapping[UUID, Iterator[int]]:
    """Return as many numbers for each shot as are wanted, above all that were handed out before."""
    with connection.cursor() as cursor:
        cursor.execute(_HAND_OUT, [list(counts), list(counts.values())])
        return {shot: iter(range(highest - given + 1, highest + 1)) for shot, highest, given in cursor.fetchall()}
