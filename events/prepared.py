"""Statements that are asked very often: Postgres reads and plans each of them once for a connection, not every time."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives, over Django's connection and in its transaction.

    Its text must be one of few: whatever differs from time to time is among the values, and what is a list says of what
    (`%s::uuid[]`), since one that is empty does not.
    """
    with _cursor() as cursor:
        cursor.execute(statement, values)
        rows_: list[tuple[Any, ...]] = cursor.fetchall()
    return rows_


def _cursor() -> Any:
    """What is logged is asked as all else, so that the log has the values."""
    connection.ensure_connection()
    if connection.queries_logged:
        return connection.cursor()
    plain: Any = psycopg.Cursor(connection.connection)
    return connection.make_cursor(plain)


def row(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the one row that a statement gives."""
    (only,) = rows(statement, values)
    return only
