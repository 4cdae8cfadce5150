"""Which errors of a transaction say that the database is away, which may pass, and which would come again."""

from django.db import InterfaceError, OperationalError, connection

from events.errors import StreamConflict

_ABSENT = ("08", "57P")
"""Classes of SQLSTATE: the connection broke, or the server stops or starts."""
_NO_ROOM = ("53100", "53300")
"""The disk is full, or all connections are taken."""


class OrderJoined(Exception):
    """An order began to wait on the action between our look and our lock."""


def is_outage(error: BaseException) -> bool:
    """Return whether an error says that the database is away, so that waiting for it is all there is to do."""
    if isinstance(error, OperationalError):
        state = sqlstate(error)
        return not state or state.startswith(_ABSENT) or state in _NO_ROOM
    return isinstance(error, InterfaceError) and not connection.is_usable()


def may_pass(error: BaseException) -> bool:
    """Return whether doing the same again may go well: others were in the way. What code or data cause never does."""
    return isinstance(error, (OperationalError, StreamConflict, OrderJoined))


def sqlstate(error: BaseException) -> str:
    """Return PostgreSQL's code of a database error; empty where none came back, as when nobody answered."""
    return getattr(error.__cause__, "sqlstate", None) or ""
