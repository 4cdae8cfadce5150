"""What is written stays written: for the application's role, for the owner, and for the owner who tries harder."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import errors
from uuid6 import uuid7

from config.embedded.roles import APPLICATION, SIGNER
from events import protection, roles, sequencer, store
from events.checks import check_guards
from events.store.appending import as_batch
from tests.events.making import LOG, new_event
from tests.support import databases
from tests.support.databases import Server

ATTACKS = [
    "UPDATE eventlog.event SET payload = '{}'",
    "DELETE FROM eventlog.event",
    "TRUNCATE eventlog.event",
    "UPDATE eventlog.log SET position = position + 1",
    "DELETE FROM eventlog.log",
    "TRUNCATE eventlog.log",
    "UPDATE eventlog.checkpoint SET size = 0",
    "DELETE FROM eventlog.checkpoint",
    "TRUNCATE eventlog.checkpoint",
    *(f"{attack} eventlog.{table}" for table in ("tile", "signing_key") for attack in ("DELETE FROM", "TRUNCATE")),
    "UPDATE eventlog.tile SET root = sha256('x')",
    "UPDATE eventlog.signing_key SET public = sha256('x')",
    "DELETE FROM eventlog.stream",
    "TRUNCATE eventlog.stream",
    "UPDATE eventlog.stream SET category = 'x'",
    "UPDATE eventlog.stream SET log = gen_random_uuid()",
    "UPDATE eventlog.pending SET event_id = gen_random_uuid()",
    "DELETE FROM eventlog.pending",
    "TRUNCATE eventlog.pending",
    "UPDATE eventlog.straggler SET position = 2",
    "DELETE FROM eventlog.straggler",
    "TRUNCATE eventlog.straggler",
]
FORBIDDEN_TO_THE_APPLICATION = [
    *ATTACKS,
    "INSERT INTO eventlog.pending (event_id) VALUES (gen_random_uuid())",
    "INSERT INTO eventlog.stream VALUES (gen_random_uuid(), 'thing', gen_random_uuid())",
    "INSERT INTO eventlog.log SELECT log, 2, 2, gen_random_uuid(), leaf, now() FROM eventlog.log",
    "INSERT INTO eventlog.tile VALUES (gen_random_uuid(), 0, 0, sha256('x'))",
    "INSERT INTO eventlog.signing_key VALUES (sha256('x'), 1, 'x')",
    "SELECT eventlog.checkpoint(gen_random_uuid(), 1, sha256('x'), 'x')",
    "SELECT eventlog.signing_key(sha256('x'), 1, 'x')",
    "UPDATE events_signing SET anchored = 1000000",
    "DELETE FROM events_signing",
    "SET session_replication_role = replica",
    "ALTER TABLE eventlog.event DISABLE TRIGGER immutable",
    "DROP TABLE eventlog.event CASCADE",
    "CREATE TABLE eventlog.mine (id int)",
    "CREATE OR REPLACE FUNCTION eventlog.refuse() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
    f"SET ROLE {roles.OWNER}",
    f"SET ROLE {SIGNER}",
]
FORBIDDEN_TO_THE_SIGNER = [
    *ATTACKS,
    "SELECT * FROM eventlog.append('[]')",
    "SELECT * FROM eventlog.sequence(1)",
    "INSERT INTO eventlog.checkpoint SELECT log, 2, root, note FROM eventlog.checkpoint",
    "SELECT * FROM productions_user",
    "DELETE FROM events_signing",
    f"SET ROLE {roles.OWNER}",
]


@pytest.fixture(scope="module")
def with_events(database_server: Server, django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """A database in which one event is numbered, one is pending and one checkpoint stands."""
    name = "immutable"
    databases.clone(database_server, name)
    with psycopg.connect(database_server.app(name)) as writer:
        for limit in (1, 0):
            writer.execute("SELECT * FROM eventlog.append(%s)", [as_batch([new_event()])])
            writer.execute("SELECT * FROM eventlog.sequence(%s)", [limit])
    with psycopg.connect(database_server.signer(name)) as signer:
        signer.execute("SELECT eventlog.checkpoint(%s, 1, sha256('root'), 'note')", [LOG])
    yield name
    databases.drop(database_server, name)


@pytest.mark.parametrize("statement", FORBIDDEN_TO_THE_APPLICATION)
def test_the_application_may_only_call_the_functions(with_events: str, database_server: Server, statement: str) -> None:
    with psycopg.connect(database_server.app(with_events)) as caller:
        with pytest.raises(errors.InsufficientPrivilege):
            caller.execute(statement)
        caller.rollback()


@pytest.mark.parametrize("statement", FORBIDDEN_TO_THE_SIGNER)
def test_the_signer_may_only_sign(with_events: str, database_server: Server, statement: str) -> None:
    with psycopg.connect(database_server.signer(with_events)) as caller:
        with pytest.raises(errors.InsufficientPrivilege):
            caller.execute(statement)
        caller.rollback()


@pytest.mark.parametrize("statement", ATTACKS)
def test_the_owner_is_refused_by_the_guards(with_events: str, database_server: Server, statement: str) -> None:
    with psycopg.connect(database_server.admin(with_events)) as owner:
        with pytest.raises(errors.RestrictViolation, match="is refused"):
            owner.execute(statement)
        owner.rollback()


@pytest.mark.parametrize(("size", "root"), [(0, "root"), (1, "another"), (2, "root")])
def test_a_checkpoint_never_shrinks_contradicts_or_runs_ahead(
    with_events: str, database_server: Server, size: int, root: str
) -> None:
    with psycopg.connect(database_server.signer(with_events)) as caller:
        with pytest.raises(errors.CheckViolation):
            caller.execute("SELECT eventlog.checkpoint(%s, %s, sha256(%s), 'n')", [LOG, size, root.encode()])
        caller.rollback()


@pytest.mark.parametrize("payload", ["[]", '"text"', "{", "null"])
def test_a_payload_that_is_no_map_is_refused(with_events: str, database_server: Server, payload: str) -> None:
    batch = as_batch([new_event(payload=payload.encode())])
    with psycopg.connect(database_server.app(with_events)) as caller:
        with pytest.raises((errors.CheckViolation, errors.NotNullViolation, errors.InvalidTextRepresentation)):
            caller.execute("SELECT * FROM eventlog.append(%s)", [batch])
        caller.rollback()


@pytest.mark.django_db
def test_the_functions_search_no_schema_of_the_caller() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE event (LIKE eventlog.event); SET LOCAL search_path = pg_temp, public")
    [stored] = store.append([new_event()])
    assert store.event(stored.event_id)


def test_the_checks_find_every_level_in_force(live_database: str) -> None:
    assert protection.weaknesses() == []


@pytest.mark.django_db
def test_the_checks_say_where_the_application_signs() -> None:
    [weakness] = protection.weaknesses()
    assert (weakness.code, "DATABASE_SIGNER_URL" in weakness.sentence) == ("events.W007", True)


TAMPERED = {
    "ALTER TABLE eventlog.event DISABLE TRIGGER immutable": ("events.W002", "table event"),
    "ALTER TABLE eventlog.log ENABLE TRIGGER immutable": ("events.W002", "table log"),
    "DROP TRIGGER queue ON eventlog.pending": ("events.W002", "table pending"),
    "ALTER TABLE eventlog.pending DISABLE TRIGGER numbered": ("events.W002", "table pending"),
    "CREATE TRIGGER mine BEFORE INSERT ON eventlog.event EXECUTE FUNCTION eventlog.refuse()": ("events.W002", "mine"),
    "CREATE RULE mine AS ON INSERT TO eventlog.log DO INSTEAD NOTHING": ("events.W002", "table log"),
    "CREATE TABLE eventlog.mine (id int)": ("events.W002", "table mine"),
    "CREATE OR REPLACE FUNCTION eventlog.refuse() RETURNS trigger LANGUAGE plpgsql "
    "SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NULL; END'": ("events.W004", "function refuse"),
    "DROP FUNCTION eventlog.append_one": ("events.W004", "function append_one"),
    "ALTER FUNCTION eventlog.append(json) RESET search_path": ("events.W005", "function append"),
    "GRANT EXECUTE ON FUNCTION eventlog.sequence(integer) TO PUBLIC": ("events.W006", "sequence()"),
    "GRANT INSERT ON eventlog.event TO PUBLIC": ("events.W006", "everybody has the right INSERT on event"),
    "GRANT UPDATE (leaf) ON eventlog.log TO pg_monitor": ("events.W006", "log.leaf"),
    "GRANT CREATE ON SCHEMA eventlog TO PUBLIC": ("events.W006", "the schema"),
    f"GRANT EXECUTE ON FUNCTION eventlog.signing_key TO {APPLICATION}": ("events.W007", "may write checkpoints"),
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_the_checks_name_what_is_not_as_it_was_installed(
    live_database: str, database_server: Server, statement: str
) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute(f"SET ROLE {roles.OWNER}")
        owner.execute(statement)
    code, part = TAMPERED[statement]
    [weakness] = protection.weaknesses()
    assert weakness.code == code
    assert part in weakness.sentence


def test_check_deploy_says_what_is_weak(live_database: str, database_server: Server) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute("ALTER TABLE eventlog.checkpoint DISABLE TRIGGER immutable")
    [warning] = check_guards(None)
    assert (warning.id, "table checkpoint" in warning.msg) == ("events.W002", True)


def test_what_can_get_no_number_holds_up_nobody(live_database: str, database_server: Server) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute("INSERT INTO eventlog.pending (event_id) VALUES (gen_random_uuid())")
    store.append([new_event()])
    assert sequencer.step() == 1


@pytest.mark.django_db
def test_every_stream_has_its_own_log() -> None:
    event = new_event()
    store.append([event])
    with pytest.raises(IntegrityError, match="another log"), transaction.atomic():
        store.append([new_event(event.stream, 2, log=uuid7())])
    assert sequencer.step() == 1
