"""Values of fields, and what stays as it is whatever anybody wishes."""

import msgspec
from msgspec import UNSET

from events.errors import Refusal
from events.registry import Json
from productions.domain.settings import (
    ClearParameter,
    LockParameter,
    SetParameter,
    Settings,
    UnlockParameter,
)
from productions.domain.settings import (
    Command as SettingsCommand,
)

ABSENT = UNSET
Value = Json
"""A value, or ABSENT."""
Fields = dict[str, Json]
PARAMETER, LOCK, CAST, ATTRIBUTE = "parameter:", "lock:", "cast:", "attribute:"
MEMBER, POLICY, MARKER = "member:", "policy:", "marker:"
REMOVED, ARCHIVED = "removed", "archived"
NEVER = True
"""The value of `removed` before a thing was added."""


class Stays(Refusal):
    """This cannot be undone; the text says why, and what to do instead."""

    code = "cannot-be-undone"


def of_settings(settings: Settings) -> Fields:
    """Return parameters and locks as fields."""
    values = {f"{PARAMETER}{name}": value for name, value in settings.values.items()}
    return {**values, **{f"{LOCK}{name}": msgspec.to_builtins(lock) for name, lock in settings.locks.items()}}


def settings_command(field: str, value: Value) -> SettingsCommand:
    """Return the command that gives a parameter or a lock a value; Stays for any other field."""
    name = field.partition(":")[2]
    if field.startswith(PARAMETER):
        return ClearParameter(name) if value is ABSENT else SetParameter(name, value)
    if field.startswith(LOCK):
        return UnlockParameter(name) if value is ABSENT else LockParameter(name, value["value"], value["reason"])
    raise Stays("This stays as it is.", field=field)
