"""Values of fields, and what stays as it is whatever anybody wishes."""

from events.decider import ABSENT
from events.errors import Refusal
from events.registry import Json

__all__ = [
    "ABSENT",
    "ADDED",
    "ALIAS",
    "ARCHIVED",
    "ATTRIBUTE",
    "CAST",
    "DECISION",
    "LOCK",
    "LOOK_CHANGE",
    "MARKER",
    "MEMBER",
    "NEVER",
    "PARAMETER",
    "PICTURE",
    "RECORDING",
    "SOUND",
    "TRANSLATION",
]
__all__ += ["POLICY", "REMOVED", "SPENDING", "STATUSES", "Fields", "InvalidEdit", "Stays", "Value"]

Value = Json
"""A value, or ABSENT."""
Fields = dict[str, Json]
PARAMETER, LOCK, CAST, ATTRIBUTE = "parameter:", "lock:", "cast:", "attribute:"
PICTURE, ALIAS, DECISION, LOOK_CHANGE = "picture:", "alias:", "decision:", "look_change:"
MEMBER, POLICY, MARKER, SPENDING = "member:", "policy:", "marker:", "spending:"
RECORDING, SOUND, TRANSLATION = "recording:", "sound:", "translation:"
ADDED, REMOVED, ARCHIVED, STATUSES = "added", "removed", "archived", "statuses"
NEVER = True
"""The value of `removed` before a thing was added."""


class Stays(Refusal):
    """This cannot be undone; the text says why, and what to do instead."""

    code = "cannot-be-undone"


class InvalidEdit(Refusal):
    """The edit names no thing, more than one, or a field or value that the thing cannot have."""

    code = "invalid-edit"
    status = 422
