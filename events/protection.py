"""Whether the database guards the log as its SQL files say: triggers, functions, rights and roles."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection

from events import roles

SQL = Path(__file__).parent / "sql"
SEARCH_PATH = "search_path=pg_catalog, pg_temp"
GUARDS = {"pending": {"queue", "numbered"}}
"""The triggers of the one table that is emptied; all others have `immutable`, and are never changed."""

_TABLE = re.compile(r"^CREATE TABLE eventlog\.(\w+)", re.M)
_FUNCTION = re.compile(r"^CREATE (?:OR REPLACE )?FUNCTION eventlog\.(\w+)", re.M)
_BODY = re.compile(r"^CREATE (?:OR REPLACE )?FUNCTION eventlog\.(\w+)\([^$;]*?AS \$\$(.*?)\$\$", re.M | re.S)

_GUARDS = """
SELECT c.relname, c.relhasrules OR c.relrowsecurity,
       coalesce(array_agg(t.tgname::text) FILTER (WHERE t.oid IS NOT NULL), '{}'),
       coalesce(array_agg(t.tgname::text) FILTER (
           WHERE t.tgenabled = 'A' AND t.tgattr = '' AND t.tgqual IS NULL AND (t.tgname, t.tgtype, t.tgfoid) IN (
               ('immutable', 2 + 8 + 16 + 32, to_regproc('eventlog.refuse')),
               ('queue', 2 + 16 + 32, to_regproc('eventlog.refuse')),
               ('numbered', 8, to_regproc('eventlog.numbered')))), '{}')
FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE c.relnamespace = 'eventlog'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.oid"""
_FUNCTIONS = """
SELECT p.proname, p.prosrc, p.prosecdef, coalesce(p.proconfig, '{}'), p.proowner = n.nspowner
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'eventlog'"""
_RIGHTS = """
WITH held (name, owner, acl, harmless) AS (
    SELECT 'the schema', nspowner, coalesce(nspacl, acldefault('n', nspowner)), 'USAGE'
    FROM pg_namespace WHERE nspname = 'eventlog'
    UNION ALL
    SELECT relname, relowner,
           coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)), 'SELECT'
    FROM pg_class WHERE relnamespace = 'eventlog'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT relname || '.' || attname, relowner, attacl, 'SELECT' FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'eventlog'::regnamespace AND attacl IS NOT NULL
    UNION ALL
    SELECT proname || '()', proowner, coalesce(proacl, acldefault('f', proowner)), 'EXECUTE'
    FROM pg_proc WHERE pronamespace = 'eventlog'::regnamespace)
SELECT DISTINCT name, CASE grantee WHEN 0 THEN 'everybody' ELSE grantee::regrole::text END, privilege_type
FROM held, aclexplode(acl) WHERE grantee <> owner AND (grantee = 0 OR privilege_type <> harmless) ORDER BY 1, 2, 3"""


class Weakness(msgspec.Struct, frozen=True):
    """A level of protection that is off: a stable code, and a sentence that names what is not as it should be."""

    code: str
    sentence: str


Inspection = Callable[[], Iterable[Weakness]]
_looks: list[Inspection] = []


def guards(look: Inspection) -> Inspection:
    """Register what else must be in force in the database: an app names what it finds off beside the log's own."""
    _looks.append(look)
    return look


def weaknesses() -> list[Weakness]:
    """Compare the database with the SQL files; empty when every level of protection is in force."""
    others = (weakness for look in _looks for weakness in look())
    return [*_of_tables(), *_of_functions(), *_of_rights(), *_of_roles(), *others]


def _of_tables() -> Iterator[Weakness]:
    tables = {name: (bent, set(triggers), set(in_force)) for name, bent, triggers, in_force in _rows(_GUARDS)}
    for name in sorted(_named(_TABLE) - tables.keys()):
        yield Weakness("events.W002", f"The table {name} is missing.")
    for name, (bent, triggers, in_force) in sorted(tables.items()):
        guards = GUARDS.get(name, {"immutable"})
        if guards - in_force:
            yield Weakness("events.W002", f"The trigger that refuses changes to the table {name} is not in force.")
        if strange := sorted(triggers - guards):
            yield Weakness("events.W002", f"The table {name} has triggers of somebody else: {', '.join(strange)}.")
        if bent:
            yield Weakness("events.W002", f"The table {name} has rules or policies that bend what is written.")


def _of_functions() -> Iterator[Weakness]:
    bodies, functions = _bodies(), _rows(_FUNCTIONS)
    for name in sorted(_named(_FUNCTION) - {each[0] for each in functions}):
        yield Weakness("events.W004", f"The function {name} is missing.")
    for name, source, privileged, settings, owned in functions:
        if name not in _named(_FUNCTION) or (source and source not in bodies.get(name, set())):
            yield Weakness("events.W004", f"The function {name} is not the one that was installed.")
        if privileged and SEARCH_PATH not in settings:
            yield Weakness("events.W005", f"The function {name} has no search_path of its own.")
        if not owned:
            yield Weakness("events.W004", f"The function {name} belongs to somebody else than the log.")


def _of_rights() -> Iterator[Weakness]:
    for name, grantee, right in _rows(_RIGHTS):
        yield Weakness("events.W006", f"{grantee} has the right {right} on {name} of the log.")


def _of_roles() -> Iterator[Weakness]:
    if not roles.application_is_apart(connection):
        yield Weakness("events.W003", "The application signs in with a role that owns the log: set DATABASE_ADMIN_URL.")
    elif roles.application_signs(connection):
        yield Weakness("events.W007", "The application's role may write checkpoints: set DATABASE_SIGNER_URL.")


@cache
def _installed() -> str:
    return "\n".join(path.read_text() for path in sorted(SQL.glob("*.sql")))


def _named(pattern: re.Pattern[str]) -> set[str]:
    return set(pattern.findall(_installed()))


def _bodies() -> dict[str, set[str]]:
    """Return by name what the files say of functions in quotes; those parsed at once have no source to compare."""
    bodies: dict[str, set[str]] = {}
    for name, body in _BODY.findall(_installed()):
        bodies.setdefault(name, set()).add(body)
    return bodies


def _rows(query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
