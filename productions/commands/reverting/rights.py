"""Which right each change needs: the same as the ordinary edit."""

from collections.abc import Mapping

from productions.domain.fields import ABSENT, Value
from productions.domain.fields.values import LOCK, PARAMETER
from productions.policy import Action

_EDIT: Mapping[str, Action] = {
    "production": "manage",
    "script": "edit_script",
    "scene": "edit_scenes",
    "shot": "edit_shots",
    "reference": "edit_references",
    "take": "pin_take",
}


def right(kind: str, field: str, value: Value) -> Action:
    """Return the right that giving a field a value needs."""
    if field.startswith(PARAMETER):
        return "edit_parameters"
    if field.startswith(LOCK) or (kind, field) == ("reference", "lock"):
        if value is ABSENT:
            return "unlock"
        return "lock_production" if kind == "production" else "lock"
    return "select_take" if (kind, field) == ("shot", "take") else _EDIT[kind]
