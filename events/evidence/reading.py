"""What stands in the database of one log, damaged or not, as the verifier and the export want it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from events import store
from events.evidence import tree
from events.evidence.verify import level_above

CHUNK = 2000

# No stream is without its first event: one that is, lost it or was put there by hand. What waits for its number is not
# expected yet, but what neither has one nor waits is.
_HEADS = """
SELECT s.id::text, s.category, CASE count(e.event_id) WHEN 0 THEN 1
    ELSE max(e.version) - count(e.event_id) FILTER (WHERE l.position > %(size)s OR p.event_id IS NOT NULL) END
FROM eventlog.stream s
LEFT JOIN eventlog.event e ON e.stream = s.id
LEFT JOIN eventlog.log l ON l.event_id = e.event_id AND l.log = s.log
LEFT JOIN eventlog.pending p ON p.event_id = e.event_id
WHERE s.log = %(log)s GROUP BY s.id"""
_UNPLACED = """
SELECT e.event_id::text FROM eventlog.stream s JOIN eventlog.event e ON e.stream = s.id
WHERE s.log = %s
    AND NOT EXISTS (SELECT FROM eventlog.log l WHERE l.event_id = e.event_id)
    AND NOT EXISTS (SELECT FROM eventlog.pending p WHERE p.event_id = e.event_id)
ORDER BY e.recorded_at LIMIT 20"""
_UNLIKE = " OR ".join(
    f"e.{name} IS DISTINCT FROM e.meta ->> '{name}'"
    for name in ("request", "command", "causation", "correlation", "job", "worker")
)
_MISLED = f"""
SELECT l.position FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id
WHERE l.log = %s AND l.position <= %s AND ({_UNLIKE}) ORDER BY l.position LIMIT 20"""
_TILES = (
    "SELECT level, index, root FROM eventlog.tile WHERE log = %s AND (index + 1) * (256::numeric ^ (level + 1)) <= %s"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A position of a log: the leaf that the log has there, and the event, None where it is gone."""

    position: int
    leaf: bytes
    event: store.StoredEvent | None


def rows(log: UUID, size: int) -> Iterator[list[Row]]:
    """Yield the positions that a log has up to a size, some thousand at a time."""
    for after in range(0, size, CHUNK):
        upto = min(size, after + CHUNK)
        events = {event.position: event for event in store.read_log(log, after, CHUNK, upto)}
        leaves = tree.leaves(log, after, upto)
        yield [Row(position, leaf, events.get(position)) for position, leaf in sorted(leaves.items())]


def heads(log: UUID, size: int) -> dict[str, tuple[str, int]]:
    """Return (category, how many events it should have up to a size) of each stream of a log."""
    rows = _all(_HEADS, {"log": log, "size": size})
    return {stream: (category, count) for stream, category, count in rows if count}


def unplaced(log: UUID) -> list[str]:
    """Return events of a log, at most 20, that have no position and do not wait for one."""
    return [event for (event,) in _all(_UNPLACED, [log])]


def misled(log: UUID, size: int) -> list[int]:
    """Return positions, at most 20, whose columns for searching do not say what the hashed meta says."""
    return [position for (position,) in _all(_MISLED, [log, size])]


def tiles(log: UUID, size: int) -> dict[int, dict[int, bytes]]:
    """Return the stored hashes above the leaves, by level (1 is over 256 leaves) and number, up to a size."""
    levels: dict[int, dict[int, bytes]] = {}
    for level, index, root in _all(_TILES, [log, size]):
        levels.setdefault(level + 1, {})[index] = bytes(root)
    return levels


def levels(leaves: Sequence[bytes], stored: dict[int, dict[int, bytes]]) -> Iterator[list[bytes]]:
    """Yield the hashes of each level of tiles upwards, as stored, or computed where they are not yet."""
    hashes = list(leaves)
    level = 0
    while hashes:
        yield hashes
        level += 1
        computed = level_above(hashes)
        hashes = [stored.get(level, {}).get(index, hash_) for index, hash_ in enumerate(computed)]


def _all(query: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
