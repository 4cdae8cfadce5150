"""Whether the database notes what changes, as kept plans need it: its triggers are compared with their SQL files."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.db import connection

from events.protection import Weakness, guards

FOLDER = Path(__file__).parent.parent / "sql"
_FUNCTION = re.compile(r"^CREATE FUNCTION (\w+)\(\)[^$]*AS \$\$(.*?)\$\$", re.M | re.S)
_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+) AFTER ([A-Z ]+) ON (\w+)\s+FOR EACH ROW( WHEN)?", re.M)
_BITS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}
_ROW = 1
_FOUND = """
SELECT t.tgname::text, c.relname::text, t.tgtype::int, t.tgqual IS NOT NULL, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgenabled IN ('O', 'A') AND t.tgname = ANY (%s)"""


@guards
def weaknesses() -> Iterator[Weakness]:
    """Name each table whose changes are not noted as the files say: kept plans of it may be wrong."""
    wanted = _wanted()
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [[name for name, *_ in wanted]])
        installed = set(cursor.fetchall())
    for each in sorted(wanted - installed):
        sentence = f"Changes of the table {each[1]} are not noted: plans may miss them. Migrate a fresh database, or "
        yield Weakness("generation.W001", sentence + "run what generation/sql has of this table again.")


@cache
def _wanted() -> set[tuple[str, str, int, bool, str]]:
    """Triggers as the files have them: name, table, kinds of writes as bits, whether conditional, and what they do."""
    text = "\n".join(path.read_text() for path in sorted(FOLDER.glob("notes*.sql")))
    bodies = dict(_FUNCTION.findall(text))
    return {
        (name, table, _ROW + sum(_BITS[write] for write in writes.split(" OR ")), bool(when), bodies[name])
        for name, writes, table, when in _TRIGGER.findall(text)
    }
