"""Whose turn it is: what each production and person used lately, in device-seconds that weigh less with time.

What is used is booked when an attempt ends, a share to each who waited for the work. One row per worker, so that no
two workers write the same.
"""

from django.db import connection

HALF_LIFE = 1800.0
"""Seconds after which what was used weighs half as much."""
FORGOTTEN = 12
"""Half-lives after which it weighs nothing."""
HEAD_START = 86_400
"""Seconds: work of a priority is wanted as if it had been ordered so much earlier, and so is what waited that long."""
LEAST = 1.0
"""Device-seconds that running work counts at least, so that many who claim at once do not all serve the same."""

# Of what is ancient the power would underflow, which Postgres calls an error.
WEIGHED = f"power(0.5, least(extract(epoch FROM clock_timestamp() - u.as_of)::float8 / {HALF_LIFE}, {FORGOTTEN}))"

_BOOK = f"""
WITH spent AS (
    SELECT t.worker, a.production, a.person, extract(epoch FROM clock_timestamp() - t.started_at)::float8 AS seconds
    FROM generation_attempt t JOIN generation_action a ON a.id = t.action_id
    WHERE t.action_id = %(action)s AND t.token = %(token)s AND t.ended_at IS NULL),
waiting AS (
    SELECT production, person, count(*) / sum(count(*)) OVER () AS share FROM generation_job
    WHERE action_id = %(action)s AND state IN ('waiting', 'ready', 'running') GROUP BY production, person)
INSERT INTO generation_usage AS u (production, person, worker, seconds, as_of)
SELECT coalesce(w.production, s.production), coalesce(w.person, s.person), s.worker,
       s.seconds * coalesce(w.share, 1)::float8, clock_timestamp()
FROM spent s LEFT JOIN waiting w ON true ORDER BY 1, 2
ON CONFLICT (production, person, worker) DO UPDATE
SET seconds = u.seconds * {WEIGHED} + excluded.seconds, as_of = excluded.as_of
"""
_FORGET = """
DELETE FROM generation_usage WHERE as_of < clock_timestamp() - make_interval(secs => %s)
"""


def book(action: int, token: int) -> None:
    """Book what an attempt that ends now has used to those who wait for it, else to who asked first."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, {"action": action, "token": token})


def forget() -> None:
    """Take away what weighs nothing any more."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [HALF_LIFE * FORGOTTEN])
