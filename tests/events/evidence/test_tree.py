"""The tree in the database: the same roots and proofs at any size, however many of its tiles are stored yet."""

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid6 import uuid7

from events import merkle
from events.evidence import reading, tree
from events.evidence.verify import included, level_above
from tests.support.databases import Server
from tests.support.growth import grew

MANY = 66_000
"""More than 256 tiles of 256 leaves, so that there is a tile above tiles."""
LEAVES = "SELECT sha256(convert_to(n::text, 'UTF8')) FROM generate_series(1, %s::int) AS n"
FILL = """INSERT INTO eventlog.log (log, position, number, event_id, leaf, sequenced_at)
          SELECT %s, n, n, gen_random_uuid(), sha256(convert_to(n::text, 'UTF8')), now()
          FROM generate_series(%s::int, %s::int) n"""


@pytest.fixture
def owner(live_database: str, database_server: Server) -> Iterator[psycopg.Connection]:
    """The owner of the log, who may put leaves where no events are."""
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name), autocommit=True) as opened:
        yield opened


def fill(owner: psycopg.Connection, log: UUID, first: int, last: int) -> list[bytes]:
    """Put leaves at positions without events behind them, and return all leaves."""
    owner.execute(FILL, [log, first, last])
    return [bytes(leaf) for (leaf,) in owner.execute(LEAVES, [last])]


def check(log: UUID, leaves: list[bytes], sizes: list[int]) -> None:
    held = tree.Tree(log)
    for size in sizes:
        assert held.root(size) == merkle.root(leaves[:size])
    new, root = sizes[-1], merkle.root(leaves[: sizes[-1]])
    for old in sizes:
        assert grew(old, new, held.root(old), root, held.consistency(old, new))
        assert included(leaves[old - 1], old, new, held.inclusion(old, new), root)


def test_roots_and_proofs_of_any_size(owner: psycopg.Connection) -> None:
    log = uuid7()
    leaves = fill(owner, log, 1, 700)
    sizes = [1, 2, 255, 256, 257, 300, 511, 512, 513, 699, 700]
    check(log, leaves, sizes)
    assert tree.grow(log) == 2
    check(log, leaves, sizes)
    leaves = fill(owner, log, 701, 1300)
    check(log, leaves, [*sizes, 1024, 1300])
    assert (tree.grow(log), tree.grow(log)) == (3, 0)


def test_a_proof_in_a_large_log_takes_a_few_reads(owner: psycopg.Connection) -> None:
    log = uuid7()
    leaves = fill(owner, log, 1, MANY)
    assert tree.grow(log) == MANY // 256 + 1
    check(log, leaves, [1, 40_000, 65_536, 65_537, MANY])
    with CaptureQueriesContext(connection) as queries:
        proof = tree.Tree(log).inclusion(12_345, MANY)
    assert included(leaves[12_344], 12_345, MANY, proof, merkle.root(leaves))
    assert len(queries) <= 6


def test_stored_tiles_are_those_that_follow_from_the_leaves(owner: psycopg.Connection) -> None:
    log = uuid7()
    leaves = fill(owner, log, 1, 2000)
    tree.grow(log)
    assert reading.tiles(log, 2000) == {1: dict(enumerate(level_above(leaves)))}
    assert [len(hashes) for hashes in reading.levels(leaves, {})] == [2000, 7]


def test_a_log_with_a_hole_has_no_root(owner: psycopg.Connection) -> None:
    log = uuid7()
    fill(owner, log, 1, 10)
    owner.execute(FILL, [log, 12, 20])
    with pytest.raises(tree.Incomplete, match="no position 11"):
        tree.Tree(log).root(20)
