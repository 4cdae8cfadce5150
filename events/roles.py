"""Who owns the log in Postgres and what the application's role may do with it."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

logger = logging.getLogger(__name__)

OWNER = "continuity_log"
"""Nobody signs in as this role. It is shared by all databases of a server."""

_CREATE_OWNER = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN
        CREATE ROLE {OWNER} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        GRANT {OWNER} TO CURRENT_USER;
    END IF;
END $$;
"""

_ON_LOG = """
GRANT USAGE ON SCHEMA eventlog TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA eventlog TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA eventlog GRANT SELECT ON TABLES TO {role};
GRANT EXECUTE ON FUNCTION eventlog.append(json),
    eventlog.append_one(uuid, uuid, text, uuid, bigint, text, integer, json, json, uuid),
    eventlog.sequence(integer) TO {role};
"""

_ON_THE_REST = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
"""

_SIGNING = ("checkpoint(uuid, bigint, bytea, text)", "signing_key(bytea, integer, text)")
"""The functions that only the signer needs."""
_MAY_SIGN = """
SELECT DISTINCT grantee::regrole::text FROM pg_proc p, aclexplode(p.proacl)
WHERE p.pronamespace = 'eventlog'::regnamespace AND p.proname IN ('checkpoint', 'signing_key')
    AND grantee NOT IN (p.proowner, 0)"""
_ON_LOG_FOR_SIGNER = """
GRANT USAGE ON SCHEMA eventlog TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA eventlog TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA eventlog GRANT SELECT ON TABLES TO {role};
GRANT EXECUTE ON FUNCTION eventlog.tile(uuid, integer) TO {role};
"""
_ON_THE_REST_FOR_SIGNER = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE ON events_heartbeat, events_signing TO {role};
"""
_SIGNED_BY_OTHERS = "REVOKE INSERT, UPDATE, DELETE ON events_signing FROM {role}"
_SIGNED_BY_ITSELF = "GRANT INSERT, UPDATE, DELETE ON events_signing TO {role}"


def create_owner(connection: BaseDatabaseWrapper) -> bool:
    """Make sure that the log's owner exists and that we may act for it; False where the server forbids it."""
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(_CREATE_OWNER)
    except DatabaseError as error:
        logger.warning(
            "The role %s could not be created (%s). The log will belong to the role that migrates: whoever signs in "
            "as that role could take its guards off. Give DATABASE_ADMIN_URL a role that may create roles.",
            OWNER,
            str(error).strip().splitlines()[0],
        )
        return False
    return True


def grant_log(cursor: CursorWrapper, role: str) -> None:
    """Let the application's role read the log and call its functions. Run as the owner, whose later tables follow."""
    cursor.execute(sql.SQL(_ON_LOG).format(role=sql.Identifier(role)))


def grant_functions(cursor: CursorWrapper, role: str, functions: Iterable[str]) -> None:
    """Let the application's role call functions of the log, each named with its types. Run as the owner."""
    for function in functions:
        cursor.execute(
            sql.SQL("GRANT EXECUTE ON FUNCTION eventlog.{} TO {}").format(sql.SQL(function), sql.Identifier(role))
        )


def settle_signing(cursor: CursorWrapper, application: str, signer: str) -> None:
    """Let the signer's role alone write checkpoints, keys and how signing goes; without one, the application's.

    Run as the role that migrates, each time: it brings a changed configuration into force. Either name may be empty.
    """
    alone = signer if signer and signer != application else ""
    if alone and not _exists(cursor, alone):
        raise ImproperlyConfigured(
            f"DATABASE_SIGNER_URL signs in as {alone}, and there is no such role: CREATE ROLE {alone} LOGIN PASSWORD …"
        )
    with as_owner(cursor):
        cursor.execute(_MAY_SIGN)
        for (former,) in cursor.fetchall():
            cursor.execute(
                f"REVOKE EXECUTE ON FUNCTION {', '.join(f'eventlog.{each}' for each in _SIGNING)} FROM {former}"
            )
        if alone:
            _granted(cursor, _ON_LOG_FOR_SIGNER, alone)
        if alone or application:
            grant_functions(cursor, alone or application, _SIGNING)
    if alone:
        _granted(cursor, _ON_THE_REST_FOR_SIGNER, alone)
    if application:
        _granted(cursor, _SIGNED_BY_OTHERS if alone else _SIGNED_BY_ITSELF, application)


def _exists(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _granted(cursor: CursorWrapper, statements: str, role: str) -> None:
    cursor.execute(sql.SQL(statements).format(role=sql.Identifier(role)))


@contextmanager
def signed_in(other: Mapping[str, Any]) -> Iterator[None]:
    """Let `default`, in every thread, sign in otherwise while the block runs; with no settings, as always."""
    default = connections[DEFAULT_DB_ALIAS]
    usual = dict(default.settings_dict)
    if other:
        default.close()
        default.settings_dict.update(other)
    try:
        yield
    finally:
        if other:
            default.close()
            default.settings_dict.update(usual)


@contextmanager
def as_owner(cursor: CursorWrapper) -> Iterator[None]:
    """Act as whoever owns the log while the block runs: a role of its own, or the one that migrates."""
    cursor.execute("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'eventlog'")
    (owner,) = cursor.fetchone()
    cursor.execute(f"SET LOCAL ROLE {owner}")
    yield
    cursor.execute("RESET ROLE")


def grant_rest(cursor: CursorWrapper, role: str) -> None:
    """Let the application's role use all ordinary tables, now and later. Run as the role that migrates."""
    cursor.execute(sql.SQL(_ON_THE_REST).format(role=sql.Identifier(role)))


def application_signs(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the role we are connected as may write checkpoints or keys, or become one that may."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM ({_MAY_SIGN}) AS may (role) WHERE pg_has_role(role::regrole, 'MEMBER'))"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def application_is_apart(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the role we are connected as can neither own nor become the owner of the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'eventlog'"
        )
        row = cursor.fetchone()
    return bool(row and row[0])
