"""The append of the library `eventsourcing`, as its documentation sets it up, for comparison with the log's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from events import store

Write = Callable[[store.NewEvent], None]


@contextmanager
def appending(admin_url: str, app_url: str, writers: int) -> Iterator[Write]:
    """Yield how the library stores one event: in a transaction of its own, with no row projected.

    Its table is made as its documentation says, with a connection for each writer. ImportError where it is missing.
    """
    from eventsourcing.persistence import StoredEvent  # noqa: PLC0415  a run without it says so
    from eventsourcing.postgres import PostgresApplicationRecorder  # noqa: PLC0415

    owner, datastore = _datastore(admin_url, 1), _datastore(app_url, writers)
    try:
        PostgresApplicationRecorder(owner).create_table()
        recorder = PostgresApplicationRecorder(datastore)

        def write(event: store.NewEvent) -> None:
            recorder.insert_events([StoredEvent(event.stream, event.version, event.type, event.payload)])

        yield write
    finally:
        owner.close()
        datastore.close()


def _datastore(url: str, connections: int) -> Any:
    from eventsourcing.postgres import PostgresDatastore  # noqa: PLC0415

    parts = conninfo_to_dict(url)
    known = [str(parts.get(key) or "") for key in ("dbname", "host", "port", "user", "password")]
    return PostgresDatastore(*known, pool_size=connections)
