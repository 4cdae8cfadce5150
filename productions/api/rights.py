"""What the asker can do with a thing, and why not: the `can` of replies."""

from collections.abc import Mapping
from functools import cache

from productions import policy
from productions.api.http.operations import Can, Permission
from productions.domain.parameters import Level
from productions.domain.production import Role
from productions.policy import Action

PRODUCTION: dict[str, Action] = {
    "rename": "manage",
    "archive": "manage",
    "change_policies": "manage",
    "change_members": "manage",
    "import_script": "edit_script",
    "add_scene": "edit_scenes",
    "add_shot": "edit_shots",
    "add_reference": "edit_references",
    "set_parameter": "edit_parameters",
    "lock_parameter": "lock_production",
    "unlock_parameter": "unlock",
    "gather_changes": "gather_changes",
    "generate": "generate",
    "review": "review",
    "note": "note",
    "waive": "waive",
    "assign_work": "assign_work",
    "do_work": "do_work",
    "arrange_statuses": "manage",
    "share": "share",
    "see_inputs": "see_prompts",
    "see_costs": "see_costs",
    "change_spending": "manage",
    "verify": "verify",
    "place_marker": "place_marker",
}
SCENE: dict[str, Action] = {
    "change": "edit_scenes",
    "move": "edit_scenes",
    "remove": "edit_scenes",
    "restore": "edit_scenes",
    "set_parameter": "edit_parameters",
    "lock_parameter": "lock",
    "unlock_parameter": "unlock",
}
SHOT: dict[str, Action] = {
    "change": "edit_shots",
    "move": "edit_shots",
    "remove": "edit_shots",
    "restore": "edit_shots",
    "cast": "edit_shots",
    "split": "edit_script",
    "merge": "edit_script",
    "refuse_cast": "edit_script",
    "set_parameter": "edit_parameters",
    "lock_parameter": "lock",
    "unlock_parameter": "unlock",
    "generate": "generate",
}
REFERENCE: dict[str, Action] = {
    "change": "edit_references",
    "cast": "edit_shots",
    "name": "edit_references",
    "merge": "edit_references",
    "remove": "edit_references",
    "restore": "edit_references",
    "lock": "lock",
    "unlock": "unlock",
}
SCRIPT: dict[str, Action] = {"revise": "edit_script", "decide": "edit_script"}
PARAMETER: dict[str, Action] = {
    "set": "edit_parameters",
    "clear": "edit_parameters",
    "lock": "lock",
    "unlock": "unlock",
}


@cache
def _can(role: Role, rights: tuple[tuple[str, Action], ...], removed: bool) -> Can:
    permissions = {}
    for name, action in rights:
        reason = policy.reason(role, action)
        if reason is None and removed and name != "restore":
            reason = "It is removed: restore it first."
        if reason is None and not removed and name == "restore":
            reason = "It is not removed."
        permissions[name] = Permission(reason is None, reason)
    return permissions


def can(role: Role | None, rights: Mapping[str, Action], removed: bool = False) -> Can:
    """Return what a role may do with a thing, and why not."""
    assert role is not None, "only members see things"
    return _can(role, tuple(rights.items()), removed)


def parameter_rights(role: Role | None, level: Level) -> Can:
    """Return what a role may do with the parameters of a level."""
    return can(role, {**PARAMETER, "lock": "lock_production"} if level == "production" else PARAMETER)
