"""The leaf's header, byte for byte: a proof given out today must be checkable for ever."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from events import store
from tests.conftest import Sequencer
from tests.events.making import new_event

pytestmark = pytest.mark.django_db

GOLDEN = "4a0ac9c3978619d0b4beb47332da4017786586d78e5c4a48dba4a86738faa168"
LOG = UUID("01890000-0000-7000-8000-000000000001")
STREAM = UUID("01890000-0000-7000-8000-000000000002")
EVENT = UUID("01890000-0000-7000-8000-000000000003")
ACTOR = UUID("01890000-0000-7000-8000-000000000004")
PAYLOAD = '{"field":"description","from":null,"to":"Élan — 😀"}'.encode()
META = b'{"request":"r-1"}'
RECORDED = datetime(2026, 3, 1, 8, 9, 10, 120, tzinfo=UTC)


def leaf_of(event: store.StoredEvent) -> bytes:
    """Return what the page on the log says a leaf is."""
    lines = [
        "continuity-event-v1",
        str(event.log),
        str(event.stream),
        str(event.version),
        str(event.event_id),
        event.type,
        str(event.schema_version),
        event.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        str(event.actor),
        hashlib.sha256(event.payload).hexdigest(),
        hashlib.sha256(event.meta).hexdigest(),
    ]
    return hashlib.sha256(b"\x00" + "".join(f"{line}\n" for line in lines).encode()).digest()


def golden_event() -> store.StoredEvent:
    return store.StoredEvent(
        EVENT, STREAM, "shot", LOG, 7, "shot.changed", 2, PAYLOAD, META, ACTOR, RECORDED, b"", None, None, None
    )


def test_the_golden_vector_stands() -> None:
    assert leaf_of(golden_event()).hex() == GOLDEN


def test_the_database_computes_the_golden_vector(owner_connection: psycopg.Connection) -> None:
    values = (LOG, STREAM, 7, EVENT, "shot.changed", 2, RECORDED, ACTOR, PAYLOAD.decode(), META.decode())
    row = owner_connection.execute(f"SELECT eventlog.leaf({', '.join(['%s'] * 10)})", values).fetchone()
    assert row and row[0].hex() == GOLDEN


def test_a_stored_event_carries_the_leaf_of_its_stored_bytes() -> None:
    [stored] = store.append([new_event(payload=PAYLOAD, meta=META)])
    assert stored.leaf == leaf_of(stored)


def test_the_log_carries_the_event_s_leaf(sequencer: Sequencer) -> None:
    [stored] = store.append([new_event()])
    sequencer.step()
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM eventlog.log WHERE event_id = %s", [stored.event_id])
        assert cursor.fetchone() == (stored.leaf,)
